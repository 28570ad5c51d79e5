import Glibc
import Rendering

/// Where results go: standard output, or a file that appears only when it is complete.
///
/// A class, because two have to reach it: whoever makes results, and whoever waits for more input and passes on before
/// what there is.
final class OutputTarget {
  private let descriptor: Int32
  /// What is written to, in words.
  private let name: String
  /// The file's own name, and the name it has while it is being written.
  private let path: String?
  private var temporaryPath: String?
  private let isSilent: Bool
  /// What kept the last bytes from being written.
  private var refusal: Failure?
  /// Nobody reads any more: what is written is thrown away.
  private(set) var isClosed = false
  /// True once something could not be written.
  var hasFailed: Bool { refusal != nil }
  /// A closed pipe ends the reading rather than the program: something else has to be brought to its end as well.
  var outlivesReader = false

  /// What has been made and not yet written.
  var buffer = OutputBuffer()

  /// - Parameters:
  ///   - path: the file to write; `nil` or `-` for standard output.
  ///   - isSilent: throw everything away.
  /// - Throws: status 73 where the file cannot be created.
  init(path: String?, isSilent: Bool = false) throws(Failure) {
    self.isSilent = isSilent
    guard let path, path != "-", !isSilent else {
      name = "standard output"
      descriptor = STDOUT_FILENO
      self.path = nil
      temporaryPath = nil
      return
    }
    name = path
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device has nothing to replace; a directory is refused here.
      descriptor = try Self.create(path, O_WRONLY, path)
      self.path = nil
      temporaryPath = nil
      return
    }
    let target = exists ? Self.resolved(path) : path
    let temporary = "\(target).wslens-\(getpid())"
    descriptor = try Self.create(temporary, O_WRONLY | O_CREAT | O_EXCL, path)
    // A file that is replaced keeps who may read it.
    if exists { fchmod(descriptor, status.st_mode & 0o7777) }
    self.path = target
    temporaryPath = temporary
    UnfinishedFile.appears(temporary)
  }

  private static func create(_ path: String, _ flags: Int32, _ shown: String) throws(Failure) -> Int32 {
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, "cannot create \(shown): \(unsafe String(cString: strerror(errno)))")
    }
    return descriptor
  }

  /// True where two names lead to the same file with contents of its own.
  static func isOneFile(_ one: String, _ other: String) -> Bool {
    var first = stat()
    var second = stat()
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
    return first.st_mode & S_IFMT == S_IFREG && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Where symbolic links lead.
  private static func resolved(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// True where results go to a terminal.
  var isTerminal: Bool { !isSilent && isatty(descriptor) == 1 }

  /// Writes what has gathered, once it is worth a system call.
  @inline(__always)
  func flushIfLarge() throws(Failure) {
    if buffer.bytes.count >= 1 << 16 { try flush() }
  }

  /// Writes what has gathered.
  ///
  /// - Throws: status 74 where it cannot be written, such as on a full disk.
  func flush() throws(Failure) {
    defer { buffer.removeAll() }
    if let refusal { throw refusal }
    guard !isSilent, !isClosed else { return }
    var start = 0
    while start < buffer.bytes.count {
      let written = unsafe buffer.bytes[start...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        // Whoever read has seen enough; where the signal for it is ignored, the program still ends quietly.
        if errno == EPIPE {
          guard outlivesReader else { ExitStatus.exit(.done) }
          isClosed = true
          return
        }
        let failure = Failure(
          .cannotWrite, "cannot write \(name): \(unsafe String(cString: strerror(errno)))")
        refusal = failure
        throw failure
      }
      start += written
    }
  }

  /// Writes what has gathered where nothing can be thrown: a failure is thrown by the next that writes.
  ///
  /// - Returns: false where nothing more can be written.
  func flushQuietly() -> Bool {
    do throws(Failure) { try flush() } catch { return false }
    return !isClosed
  }

  /// Writes the rest, and gives the file its name.
  ///
  /// - Throws: status 74 where it cannot be written; the file is then left untouched.
  func finish() throws(Failure) {
    try flush()
    guard let path, let temporaryPath else { return }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0, unsafe rename(temporaryPath, path) == 0 else {
      throw Failure(.cannotWrite, "cannot write \(path): \(unsafe String(cString: strerror(errno)))")
    }
    self.temporaryPath = nil
    UnfinishedFile.isSettled()
  }

  deinit {
    guard let temporaryPath else { return }
    unsafe unlink(temporaryPath)
    UnfinishedFile.isSettled()
  }
}
