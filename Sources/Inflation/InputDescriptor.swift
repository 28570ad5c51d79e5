#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file descriptor to read from, closed at the end where it was opened here.
struct InputDescriptor: ~Copyable {
  private let descriptor: CInt
  private let isOwned: Bool

  /// A descriptor that stays the caller's to close.
  init(borrowing descriptor: CInt) {
    self.descriptor = descriptor
    isOwned = false
  }

  /// Opens a file; nil, with `errno` set, where that fails.
  init?(path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
    isOwned = true
  }

  deinit {
    if isOwned { _ = close(descriptor) }
  }

  /// Reads up to what `buffer` has room for from index `start` on; the `errno` where that fails.
  borrowing func read(into buffer: inout [UInt8], from start: Int) -> ReadResult {
    precondition(start <= buffer.count)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        #if canImport(Glibc)
        return unsafe Glibc.read(descriptor, target.baseAddress, target.count)
        #elseif canImport(Musl)
        return unsafe Musl.read(descriptor, target.baseAddress, target.count)
        #else
        return unsafe Darwin.read(descriptor, target.baseAddress, target.count)
        #endif
      }
      if count >= 0 { return .bytes(count) }
      if errno != EINTR { return .failed(errno: errno) }
    }
  }

  enum ReadResult {
    case bytes(Int)
    case failed(errno: CInt)
  }

  /// The `errno` of the last call that failed.
  static var lastError: CInt { errno }
}
