import WebSocketProtocol

/// Chapters 9 and 10: long messages, many fragments, small pieces, many messages.
extension AutobahnCase {
  /// Messages of 4 MiB and more are sent at this fraction of their length, so that a debug build gets through them in
  /// seconds. Their fragments shrink with them: there are as many as in the suite.
  static let reduction = 16
  private static let mebibyte = 1 << 20

  static let performance =
    growing("9.1", .text) + growing("9.2", .binary) + inFragments("9.3", .text) + inFragments("9.4", .binary)
    + inPieces("9.5", .text) + inPieces("9.6", .binary) + roundTrips("9.7", .text) + roundTrips("9.8", .binary)

  private static func payload(_ opcode: Opcode, count: Int) -> [UInt8] {
    opcode == .text ? repeated("BAsd7&jh23", count: count) : repeated([0x00, 0xfe, 0x23, 0xfa, 0xf0], count: count)
  }

  /// 64 KiB to 16 MiB in one frame.
  private static func growing(_ section: String, _ opcode: Opcode) -> [AutobahnCase] {
    [mebibyte / 16, mebibyte / 4, mebibyte, 4 * mebibyte, 8 * mebibyte, 16 * mebibyte].enumerated().map {
      index, length in
      AutobahnCase("\(section).\(index + 1)", chop: .pieces(65536), isLarge: true) {
        let count = length < 4 * mebibyte ? length : length / reduction
        return [SentFrame(opcode: opcode, payload: payload(opcode, count: count))]
      }
    }
  }

  /// 4 MiB in fragments of 64 bytes to 4 MiB.
  private static func inFragments(_ section: String, _ opcode: Opcode) -> [AutobahnCase] {
    (0..<9).map { index in
      AutobahnCase("\(section).\(index + 1)", chop: .pieces(65536), isLarge: true) {
        autoFragmented(opcode, payload(opcode, count: 4 * mebibyte / reduction), by: (64 << (2 * index)) / reduction)
      }
    }
  }

  /// 1 MiB in one frame, sent in pieces of 64 bytes to 2 KiB.
  private static func inPieces(_ section: String, _ opcode: Opcode) -> [AutobahnCase] {
    (0..<6).map { index in
      AutobahnCase("\(section).\(index + 1)", chop: .pieces(64 << index), isLarge: true) {
        [SentFrame(opcode: opcode, payload: payload(opcode, count: mebibyte))]
      }
    }
  }

  /// 1000 messages of 0 bytes to 4 KiB, one by one.
  private static func roundTrips(_ section: String, _ opcode: Opcode) -> [AutobahnCase] {
    [0, 16, 64, 256, 1024, 4096].enumerated().map { index, length in
      AutobahnCase("\(section).\(index + 1)", chop: .frames, isLarge: true) {
        let frame = SentFrame(
          opcode: opcode, payload: [UInt8](repeating: opcode == .text ? 0x2a : 0xfe, count: length))
        return [SentFrame](repeating: frame, count: 1000)
      }
    }
  }

  /// Chapter 10: a message that its sender cuts into fragments on its own account.
  static let autoFragmentation: [AutobahnCase] = [
    AutobahnCase("10.1.1") { autoFragmented(.text, repeated("*", count: 65536), by: 1300) }
  ]

  /// A message in fragments of a length.
  static func autoFragmented(
    _ opcode: Opcode, _ payload: [UInt8], by length: Int, reservedBits: FrameHeader.ReservedBits = []
  ) -> [SentFrame] {
    SentFrame.fragments(opcode, AutobahnChop.pieces(length).cut([payload]), reservedBits: reservedBits)
  }

  /// A pattern over and over again, cut at a length.
  static func repeated(_ pattern: String, count: Int) -> [UInt8] {
    repeated(Array(pattern.utf8), count: count)
  }

  private static func repeated(_ pattern: [UInt8], count: Int) -> [UInt8] {
    var bytes = pattern
    while bytes.count < count { bytes += bytes }
    return Array(bytes.prefix(count))
  }
}
