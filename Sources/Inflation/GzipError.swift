#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why a gzip file could not be read on.
public struct GzipError: Error, Hashable, Sendable {
  /// What was wrong.
  public let kind: Kind
  /// How many compressed bytes had been read.
  public let position: UInt64
  /// How many bytes had been decompressed; all of them were handed out.
  public let outputPosition: UInt64

  /// The ways in which reading gzip fails.
  public enum Kind: Hashable, Sendable {
    /// The file cannot be opened; the number is C's `errno`.
    case cannotOpen(errno: CInt)
    /// The file cannot be read; the number is C's `errno`.
    case cannotRead(errno: CInt)
    /// The bytes are not what a gzip file holds (RFC 1952), or a checksum or length does not agree; in zlib's words.
    case damaged(String)
    /// zlib could not get memory.
    case outOfMemory
  }
}

extension GzipError: CustomStringConvertible {
  /// The fault in words, with the position where there is one.
  public var description: String {
    switch kind {
    case .cannotOpen(let number): "cannot open: \(Self.words(for: number))"
    case .cannotRead(let number): "cannot read: \(Self.words(for: number))"
    case .damaged(let words): "damaged gzip data: \(words), near compressed byte \(position)"
    case .outOfMemory: "out of memory for decompression"
    }
  }

  private static func words(for number: CInt) -> String {
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: words)
  }
}
