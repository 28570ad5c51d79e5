import Glibc

/// A file that gets its name when it is whole: whatever ends the program before that, no part of it is left to be seen.
enum WholeFile {
  /// Why there is no file.
  enum Refusal: Error, Equatable {
    /// It cannot be made, or something has its name: the system's number for the reason.
    case notCreated(Int32)
    /// It cannot be written: the system's number for the reason.
    case notWritten(Int32)
  }

  /// The flag for a file without a name, whose definition in C is not imported.
  private static let unnamed = 0o20_000_000 | O_DIRECTORY

  /// Makes a file in an open directory. Nothing that has its name is replaced.
  ///
  /// - Throws: why there is none.
  static func write(_ bytes: ArraySlice<UInt8>, as name: String, in directory: Int32) throws(Refusal) {
    let file = unsafe openat(directory, ".", O_WRONLY | unnamed | O_CLOEXEC, 0o666)
    guard file >= 0 else { return try writeNamed(bytes, as: name, in: directory) }
    defer { close(file) }
    try fill(file, bytes)
    if unsafe linkat(AT_FDCWD, "/proc/self/fd/\(file)", directory, name, AT_SYMLINK_FOLLOW) == 0 { return }
    guard errno != EEXIST else { throw .notCreated(errno) }
    // Nothing is mounted at /proc, perhaps.
    try writeNamed(bytes, as: name, in: directory)
  }

  /// The same in a file system that has no files without a name: it has one that tells what it is.
  private static func writeNamed(_ bytes: ArraySlice<UInt8>, as name: String, in directory: Int32) throws(Refusal) {
    let unfinished = name + ".unfinished"
    let file = unsafe openat(directory, unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .notCreated(errno) }
    do throws(Refusal) {
      do throws(Refusal) {
        try fill(file, bytes)
      } catch {
        close(file)
        throw error
      }
      // Some file systems report a full disk only here.
      guard close(file) == 0 else { throw .notWritten(errno) }
      try giveName(name, to: unfinished, in: directory)
    } catch {
      _ = unsafe unlinkat(directory, unfinished, 0)
      throw error
    }
  }

  private static func giveName(_ name: String, to file: String, in directory: Int32) throws(Refusal) {
    // A second name for the file is given only where nothing has that name, whoever else makes files there.
    if unsafe linkat(directory, file, directory, name, 0) == 0 {
      _ = unsafe unlinkat(directory, file, 0)
      return
    }
    guard errno != EEXIST else { throw .notCreated(errno) }
    // Some file systems have no second names.
    guard unsafe faccessat(directory, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0 else { throw .notCreated(EEXIST) }
    guard unsafe renameat(directory, file, directory, name) == 0 else { throw .notCreated(errno) }
  }

  private static func fill(_ file: Int32, _ bytes: ArraySlice<UInt8>) throws(Refusal) {
    var rest = bytes
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw .notWritten(errno)
      }
    }
  }
}
