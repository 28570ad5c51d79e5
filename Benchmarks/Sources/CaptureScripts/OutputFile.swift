#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Trouble with a file that is written.
public struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path that was given.
  public let path: String
  /// The system's error number.
  public let code: CInt

  /// The path, and what the system says of it.
  public var description: String { "\(path): \(unsafe String(cString: strerror(code)))" }
}

/// A file that is written from the beginning, replacing what was there.
public struct OutputFile: ~Copyable {
  private let path: String
  private let descriptor: CInt

  /// Creates the file, or empties it.
  public init(creating path: String) throws(OutputError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw OutputError(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Writes all of the bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    var position = 0
    while position < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[position...])
        return unsafe writeOnce(descriptor, rest)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw OutputError(path: path, code: errno)
      }
      position += written
    }
  }

  /// Creates a directory, unless it is there already.
  public static func makeDirectory(_ path: String) throws(OutputError) {
    if unsafe mkdir(path, 0o755) != 0 && errno != EEXIST { throw OutputError(path: path, code: errno) }
  }
}

/// `write(2)`, which the method of the same name hides.
private func writeOnce(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
