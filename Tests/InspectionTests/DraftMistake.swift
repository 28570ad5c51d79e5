import Testing
import WebSocketProtocol

/// What one side sends in a version, and what is found in it.
struct DraftMistake: Sendable, CustomTestStringConvertible {
  var name: String
  var draft: DraftTalk
  var sender: Sender
  var sent: [UInt8]
  var rules: [RuleID]
  var severity: Severity?
  var testDescription: String { "\(draft.name): \(name) from the \(sender)" }

  static let hybi03 = DraftTalk.challenged("hybi-03", .hybi03, draft: "2")
  static let hybi04 = DraftTalk.keyed(4, .hybi04, nonce: DraftTalk.nonce)
  static let hybi05 = DraftTalk.keyed(5, .hybi05)
  static let hybi06 = DraftTalk.keyed(6, .hybi06)
  static let hybi07 = DraftTalk.keyed(7, .hybi07)
  static let hybi08 = DraftTalk.keyed(8, .hybi08)
  static let rfc6455 = DraftTalk.keyed(13, .rfc6455)
  static let early: [DraftTalk] = [hybi03, hybi04, hybi05, hybi06]
  static let late: [DraftTalk] = [hybi07, hybi08]
  private static let sides: [Sender] = [.client, .server]

  static let all: [DraftMistake] =
    opcodes(of: early, defined: 0...5) + opcodes(of: late, defined: 0...2)
    + early.flatMap { draft in sides.flatMap { bits(draft, $0) } }
    + (early + late).flatMap { draft in sides.flatMap { order(draft, $0) + tolerated(draft, $0) } }
    + (late + [rfc6455]).flatMap(masks) + standard

  init(
    _ name: String, _ draft: DraftTalk, _ sender: Sender, _ sent: [UInt8], _ rules: [RuleID] = [],
    _ severity: Severity? = nil
  ) {
    self.name = name
    self.draft = draft
    self.sender = sender
    self.sent = sent
    self.rules = rules
    self.severity = severity
  }

  /// Every opcode but the continuation's, the versions' own and those of nobody.
  private static func opcodes(of drafts: [DraftTalk], defined: ClosedRange<UInt8>) -> [DraftMistake] {
    var mistakes: [DraftMistake] = []
    for draft in drafts {
      let isEarly = !draft.version.framing.hasMaskBit
      for (side, number) in sides.flatMap({ side in (2...15).map { (side, UInt8($0)) } }) {
        let isDefined = defined.contains(number) || !isEarly && (8...10).contains(number)
        let payload: [UInt8] = isEarly || number != 8 ? [0x41] : [0x03, 0xe8]
        // Behind a close comes nothing.
        guard isEarly || number != 8 else { continue }
        mistakes.append(
          DraftMistake(
            "opcode \(number)", draft, side, draft.frame(side, opcode: Opcode(rawValue: number), payload),
            isDefined ? [] : [.hy10], isDefined ? nil : .error))
      }
    }
    return mistakes
  }

  private static func bits(_ draft: DraftTalk, _ side: Sender) -> [DraftMistake] {
    [
      DraftMistake("RSV4", draft, side, draft.frame(side, .text, [0x41], bits: .rsv4), [.hy11], .error),
      DraftMistake("RSV1", draft, side, draft.frame(side, .text, [0x41], bits: .rsv1), [.fr01], .error),
    ]
  }

  private static func order(_ draft: DraftTalk, _ side: Sender) -> [DraftMistake] {
    let long = [UInt8](repeating: 1, count: 126)
    let inside = draft.text(side, "a", isFinal: false) + draft.text(side, "b")
    return [
      DraftMistake(
        "a fragmented ping", draft, side, draft.frame(side, .ping, [1], isFinal: false), [.fr03], .error),
      DraftMistake("a long ping", draft, side, draft.frame(side, .ping, long), [.fr04], .error),
      DraftMistake("a ping of 125 bytes", draft, side, draft.frame(side, .ping, Array(long.dropLast()))),
      DraftMistake("a stray continuation", draft, side, draft.frame(side, .continuation, [1]), [.fr10], .error),
      DraftMistake("a message in a message", draft, side, inside, [.fr11], .error),
    ]
  }

  /// What was no error yet in the drafts.
  private static func tolerated(_ draft: DraftTalk, _ side: Sender) -> [DraftMistake] {
    let fitting = [UInt8](repeating: 0x41, count: 126)
    return [
      DraftMistake(
        "a length in a long form", draft, side, draft.frame(side, .text, [0x41], form: .bits16), [.hy17], .note),
      DraftMistake("bad UTF-8", draft, side, draft.frame(side, .text, [0x41, 0xff, 0x41]), [.hy17], .note),
      DraftMistake("half a character", draft, side, draft.frame(side, .text, [0xc3]), [.hy17], .note),
      DraftMistake("a length that needs its form", draft, side, draft.frame(side, .text, fitting)),
      DraftMistake("good UTF-8", draft, side, draft.frame(side, .text, [0xc3, 0xa9])),
      DraftMistake("bytes that are no text", draft, side, draft.frame(side, .binary, [0xff])),
    ]
  }

  /// What was RSV4 is MASK since hybi-07; what a missing one means has changed with the standard.
  private static func masks(_ draft: DraftTalk) -> [DraftMistake] {
    let bare = draft.frame(.client, .text, [0x41], isMasked: false)
    let masked = draft.frame(.client, .text, [0x41])
    let isStandard = draft.version == .rfc6455
    return [
      DraftMistake("a masked frame", draft, .client, masked),
      DraftMistake(
        "an unmasked frame", draft, .client, bare, [isStandard ? .fr05 : .hy17], isStandard ? .error : .warning),
      DraftMistake("a masked frame", draft, .server, masked, [.fr06], .error),
      DraftMistake("an unmasked frame", draft, .server, bare),
    ]
  }

  /// The same in RFC 6455.
  private static let standard: [DraftMistake] = [
    DraftMistake(
      "opcode 3", rfc6455, .server, rfc6455.frame(.server, opcode: Opcode(rawValue: 3), [1]), [.fr02], .error),
    DraftMistake(
      "a length in a long form", rfc6455, .server, rfc6455.frame(.server, .text, [0x41], form: .bits16), [.fr07], .error
    ),
    DraftMistake("bad UTF-8", rfc6455, .server, rfc6455.frame(.server, .text, [0xff]), [.ms01], .error),
    DraftMistake("half a character", rfc6455, .server, rfc6455.frame(.server, .text, [0xc3]), [.ms02], .error),
  ]
}
