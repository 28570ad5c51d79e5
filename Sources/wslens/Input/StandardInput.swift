import Glibc

/// Standard input, a block at a time.
enum StandardInput {
  /// True where a person would have to type; nobody is kept waiting for input that was not announced.
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The bytes that are there, at most 64 KiB; waits for some, and is empty only at the end.
  ///
  /// - Throws: status 66 where it cannot be read, such as a directory.
  static func read() throws(Failure) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe block.withUnsafeMutableBytes { unsafe Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 { return Array(block.prefix(count)) }
      guard errno == EINTR else {
        throw Failure(.noInput, "cannot read standard input: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }

  /// Everything up to the end.
  ///
  /// - Throws: status 66 where it cannot be read.
  static func readAll() throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block = try read()
      if block.isEmpty { return bytes }
      bytes += block
    }
  }

  /// Everything up to the end.
  ///
  /// - Parameters:
  ///   - limit: bytes it may have.
  ///   - wanted: what was expected, for the message.
  /// - Throws: status 65 where it has more, 66 where it cannot be read.
  static func readAll(limit: Int, wanted: String = "a request") throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block = try read()
      if block.isEmpty { return bytes }
      bytes += block
      guard bytes.count <= limit else {
        throw Failure(.unreadableData, "standard input has more than \(limit) bytes; \(wanted) was expected")
      }
    }
  }
}

/// The lines of standard input.
struct LineInput {
  /// Bytes a line may have.
  static let longestLine = 1 << 16

  /// The number of the line that was read last, from 1.
  private(set) var number = 0
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// True where the next line is not there yet, so that whoever reads may have to wait.
  var mustWait: Bool { !bytes[start...].contains(UInt8(ascii: "\n")) }

  /// The next line without its LF; `nil` at the end.
  ///
  /// - Throws: status 65 where a line is longer than ``longestLine``, 66 where standard input cannot be read.
  mutating func next() throws(Failure) -> ArraySlice<UInt8>? {
    while true {
      if let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        number += 1
        return bytes[start..<end]
      }
      guard bytes.count - start <= Self.longestLine else {
        throw Failure(
          .unreadableData, "line \(number + 1) of standard input has more than \(Self.longestLine) bytes")
      }
      if isAtEnd {
        guard start < bytes.count else { return nil }
        defer { start = bytes.count }
        number += 1
        return bytes[start...]
      }
      bytes.removeSubrange(..<start)
      start = 0
      let block = try StandardInput.read()
      isAtEnd = block.isEmpty
      bytes += block
    }
  }
}
