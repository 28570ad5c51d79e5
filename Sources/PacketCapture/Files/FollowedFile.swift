#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A regular file that is still being written: at its end more is waited for.
public final class FollowedFile {
  /// Why nothing more is waited for.
  public enum Ending: Hashable, Sendable {
    /// The file is shorter than what was read of it.
    case truncated
    /// The path names another file now, or none.
    case replaced
  }

  private let path: String
  private let descriptor: CInt
  private let standby: Standby
  private var position: Int64 = 0
  /// Once reading was told to end: how much had been written by then.
  private var lastByte: Int64?
  /// Why reading ended; nil when it was told to end, or has not ended.
  public private(set) var ending: Ending?

  /// Opens a file; nil for what is no regular file: a pipe waits by itself.
  ///
  /// - Throws: `notFound`, `notReadable` or `isDirectory`.
  public init?(path: String, standby: Standby) throws(CaptureError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw CaptureError(opening: path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw CaptureError(.isDirectory, name: path, message: "is a directory")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaptureError(opening: path, errno) }
    self.path = path
    self.descriptor = descriptor
    self.standby = standby
  }

  deinit {
    close(descriptor)
  }

  /// The file's bytes as they come.
  public var bytes: ByteSource {
    unsafe ByteSource { [self] in unsafe read(into: $0) }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let mayEnd = hasLostItsName
      if lastByte == nil, standby.isOver() { lastByte = size }
      if let lastByte, position >= lastByte { return 0 }
      let got = unsafe ByteSource.read(descriptor, into: buffer)
      if got > 0 { position += Int64(got) }
      guard got == 0 else { return got }
      if isTruncated {
        ending = .truncated
        return 0
      }
      // Asked before the last read: what was written up to that moment is not lost.
      if mayEnd {
        ending = .replaced
        return 0
      }
      _ = standby.wait(nil)
    }
  }

  /// How many bytes the file has now; as many as were read of it where the system does not tell.
  private var size: Int64 {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int64(status.st_size) : position
  }

  private var isTruncated: Bool { size < position }

  /// True when the path no longer names the file that is read.
  private var hasLostItsName: Bool {
    var opened = stat()
    var named = stat()
    guard unsafe fstat(descriptor, &opened) == 0 else { return false }
    guard unsafe stat(path, &named) == 0 else { return errno == ENOENT }
    return opened.st_dev != named.st_dev || opened.st_ino != named.st_ino
  }
}
