import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Frames of both sides in one stream of which nothing tells whose they are: MASK says it, and is no mistake then.
@Suite struct `Frames of both sides in one stream` {
  private static let hello = FrameEncoder.encode(.text, Array("Hello".utf8))
  private static let key = MaskingKey(rawValue: 0x0102_0304)

  @Test func `may break a rule without losing the border`() throws {
    let odd = FrameEncoder.encode(.text, bytes(fromHex: "f248cdc9c90700"), reservedBits: .rsv1, maskingKey: Self.key)
    let log = EventLog(stream: [Self.hello + odd + Self.hello])
    #expect(log.frames.map(\.sender) == [.server, .client, .server])
    #expect(log.rules == [.fr01])
    let finding = try #require(log.finding(.fr01))
    #expect(finding.offset == 7 && finding.sender == .client && finding.frame == 2)
    #expect(log.hints.map(\.hint.name) == ["inflates-as-deflate"])
    #expect(log.texts(of: .server) == ["Hello", "Hello"])
    // The last frame of all leads on to nothing but the end.
    #expect(EventLog(stream: [Self.hello + odd]).rules == [.fr01])
  }

  @Test(arguments: [(0x83, RuleID.fr02), (0x09, .fr03), (0x80, .fr10), (0xc2, .fr01)] as [(UInt8, RuleID)])
  func `may break any rule that leaves one mark`(_ first: UInt8, _ rule: RuleID) {
    for (frame, odd) in [
      (Self.hello, [first, 0x80, 1, 2, 3, 4]),
      (FrameEncoder.encode(.binary, [7, 8], maskingKey: Self.key), [first, 0x00]),
    ] {
      let log = EventLog(stream: [frame + odd + frame])
      #expect(log.rules.contains(rule) && !log.rules.contains(.fr15) && log.frames.count == 3)
    }
  }

  /// What lies behind a wrong length is no frame of the other side, even if one of its headers looks like one.
  @Test(arguments: ["8102e4bda0e5a5bd", "810537fa213d7f9f4d5158"])
  func `are not made out of what is left of a text`(_ stream: String) {
    let log = EventLog(stream: [bytes(fromHex: stream)])
    #expect(log.serious.last == .fr15 && log.frames.map(\.sender) == [.server])
  }
}
