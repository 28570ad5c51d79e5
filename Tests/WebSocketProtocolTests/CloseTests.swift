import TestSupport
import Testing
import WebSocketProtocol

struct CloseTests {
  typealias Standing = CloseCode.Standing

  @Test(
    arguments: [
      (0, .undefined), (999, .undefined), (1000, .registered), (1003, .registered), (1004, .reserved),
      (1005, .localOnly),
      (1006, .localOnly), (1007, .registered), (1011, .registered), (1012, .registered), (1014, .registered),
      (1015, .localOnly), (1016, .reserved), (1100, .reserved), (2000, .reserved), (2999, .reserved),
      (3000, .application), (3999, .application), (4000, .application), (4999, .application), (5000, .undefined),
      (65535, .undefined),
    ] as [(UInt16, Standing)])
  func `the standard gives every code a standing`(code: UInt16, standing: Standing) {
    #expect(CloseCode(rawValue: code).standing() == standing)
  }

  @Test(
    arguments: [
      (.hybi06, 1003, .registered), (.hybi06, 1004, .registered), (.hybi06, 1005, .undefined),
      (.hybi07, 1004, .registered),
      (.hybi07, 1006, .undefined), (.hybi08, 1004, .registered), (.hybi08, 1005, .localOnly),
      (.hybi09, 1006, .localOnly),
      (.hybi09, 1007, .undefined), (.hybi10, 1007, .registered), (.hybi11, 1006, .localOnly),
      (.hybi12, 1007, .registered),
      (.hybi12, 1008, .undefined), (.hybi12, 1000, .registered), (.hybi12, 999, .undefined),
      (.hybi07, 3000, .application),
      (.hybi07, 4999, .application), (.hybi07, 5000, .undefined), (.hybi07, 2999, .undefined),
      (.rfc6455, 1004, .reserved), (.rfc6455, 1008, .registered),
    ] as [(ProtocolVersion, UInt16, Standing)])
  func `every draft had its own list`(version: ProtocolVersion, code: UInt16, standing: Standing) {
    #expect(CloseCode(rawValue: code).standing(in: version) == standing)
  }

  @Test(
    arguments: [
      (1000, .rfc6455, "normal closure"), (1004, .rfc6455, "reserved"), (1004, .hybi08, "frame too large"),
      (1011, .rfc6455, "internal error"), (1016, .rfc6455, nil), (999, .rfc6455, nil), (3000, .rfc6455, "unauthorized"),
      (3001, .rfc6455, "registered by a library or framework"), (4711, .rfc6455, "private use"), (5000, .rfc6455, nil),
    ] as [(UInt16, ProtocolVersion, String?)])
  func `codes have names`(code: UInt16, version: ProtocolVersion, name: String?) {
    #expect(CloseCode(rawValue: code).name(in: version) == name)
  }

  @Test func `a body is a code and a reason`() {
    #expect(CloseBody([]).code == nil)
    #expect(CloseBody([0x03]).code == nil)
    #expect(CloseBody([0x03]).reason == nil)
    let bare = CloseBody([0x03, 0xe8])
    #expect(bare.code == CloseCode(rawValue: 1000))
    #expect(bare.reason == "")
    let full = CloseBody([0x03, 0xe8] + Array("tschüß".utf8))
    #expect(full.reason == "tschüß")
    #expect(full.reasonBytes == Array("tschüß".utf8))
    #expect(CloseBody([0x03, 0xe8, 0xc3]).reason == nil)
    #expect(CloseBody([0x03, 0xe8, 0xc3].dropFirst(0)).reasonBytes == [0xc3])
  }

  @Test(
    arguments: [
      ("", .server, []), ("03", .server, [.cl02]), ("03e8", .server, []), ("03e86f6b", .client, []),
      ("03ec", .server, [.cl03]), ("03ed", .client, [.cl03]), ("03ee", .client, [.cl03]), ("03f7", .server, [.cl03]),
      ("03f8", .server, [.cl03]), ("0000", .server, [.cl03]), ("1388", .server, [.cl03]), ("0bb8", .server, []),
      ("1387", .client, []), ("03e8ff", .server, [.cl04]), ("03e861c3", .server, [.cl04]),
      ("03edff", .server, [.cl03, .cl04]),
      ("03f2", .server, [.cl05]), ("03f2", .client, []), ("03f2", .unknown, []), ("03f3", .client, [.cl05]),
      ("03f3", .server, []), ("03f3", .unknown, []),
    ] as [(String, Sender, [RuleID])])
  func `judges a close payload`(hex: String, sender: Sender, rules: [RuleID]) {
    #expect(CloseRules.judge(bytes(fromHex: hex), from: sender, version: .rfc6455).rules == rules)
  }

  @Test(
    arguments: [
      ("03ed", .error), ("03ec", .warning), ("0400", .warning), ("03e7", .error), ("1388", .error),
    ] as [(String, Severity)])
  func `a code weighs by why it may not be sent`(hex: String, severity: Severity) {
    #expect(CloseRules.judge(bytes(fromHex: hex), from: .server, version: .rfc6455).map(\.severity) == [severity])
  }

  @Test func `1011 from a client is a note, 1010 from a server a warning`() {
    #expect(CloseRules.judge([0x03, 0xf3], from: .client, version: .rfc6455).map(\.severity) == [.note])
    #expect(CloseRules.judge([0x03, 0xf2], from: .server, version: .rfc6455).map(\.severity) == [.warning])
  }

  @Test func `the version in force decides about a code`() {
    #expect(CloseRules.judge([0x03, 0xec], from: .server, version: .hybi08).isEmpty)
    #expect(CloseRules.judge([0x03, 0xf0], from: .server, version: .hybi08).rules == [.hy14])
  }

  @Test func `the place of a bad byte in a reason is told`() {
    let inside = CloseRules.judge([0x03, 0xe8, 0x61, 0xff], from: .server, version: .rfc6455)
    #expect(inside.first?.message == "the close reason is not UTF-8 at byte 1")
    let cut = CloseRules.judge([0x03, 0xe8, 0x61, 0xc3], from: .server, version: .rfc6455)
    #expect(cut.first?.message == "the close reason is not UTF-8 at its end, which cuts a character")
  }
}
