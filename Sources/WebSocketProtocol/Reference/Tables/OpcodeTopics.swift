/// The pages of the sixteen opcodes (RFC 6455 section 11.8).
enum OpcodeTopics {
  static let all: [Topic] = defined + reserved

  private static let final = VersionRange.sinceHybi07.versions

  static let defined: [Topic] = [
    Topic(
      "continuation", .opcode, "Opcode 0x0: continuation", "The next fragment of the message that was begun.",
      reference: "RFC 6455 5.4",
      facts: [
        "FIN": "1 on the last fragment, which may be empty; fragments may be of any size",
        "in between": "control frames may stand between fragments, other messages may not",
        "note": "where a message is cut means nothing; a proxy may cut it elsewhere",
        "drafts": "opcode 0 in hybi-01 to -06, too",
      ], versions: final,
      examples: [.frames("01 03 48 65 6c 80 02 6c 6f", "", "Hello in two fragments")],
      related: ["FR-10", "FR-11", "FR-12", "fin"], aliases: names(0)),
    Topic(
      "text", .opcode, "Opcode 0x1: text", "A message of UTF-8 text, or its first fragment.",
      reference: "RFC 6455 5.6",
      facts: [
        "payload": "UTF-8 over the whole message; a character may be cut by a fragment's border",
        "note": "U+0000 and non-characters are legal; surrogates and overlong forms are not",
        "drafts": "opcode 4 in hybi-01 to -06, where 1 is close; type 00 in hixie-75 and -76",
      ], versions: final,
      examples: [
        .frames(RuleExamples.maskedHello, "", "from a client"), .frames(RuleExamples.hello, "", "from a server"),
      ], related: ["MS-01", "MS-02", "binary", "1007"], aliases: names(1)),
    Topic(
      "binary", .opcode, "Opcode 0x2: binary", "A message of bytes, or its first fragment.",
      reference: "RFC 6455 5.6",
      facts: ["drafts": "opcode 5 in hybi-01 to -06, where 2 is ping; none in hixie-75 and -76"],
      versions: final, examples: [.frames("82 03 00 01 02", "", "three bytes from a server")],
      related: ["text", "continuation"], aliases: names(2)),
    Topic(
      "close", .opcode, "Opcode 0x8: close",
      "Begins or answers the closing handshake; its sender sends nothing afterwards.", reference: "RFC 6455 5.5.1",
      facts: [
        "payload": "empty, or a code in 2 bytes, big-endian, and a UTF-8 reason of at most 123 bytes",
        "empty": "legal; the application is told 1005",
        "answer": "a Close frame, usually with the same code; then the server ends TCP",
        "drafts": "opcode 1 in hybi-01 to -06; ff 00 in hixie-76; none in hixie-75",
      ], versions: final, examples: [.frames("88 02 03 e8", "", "1000 from a server")],
      related: ["CL-02", "CL-03", "CL-04", "CL-06", "CL-07", "CL-08", "CL-10", "1000", "1005", "1006"],
      aliases: names(8) + ["close frame"]),
    Topic(
      "ping", .opcode, "Opcode 0x9: ping", "Asks the other side for a pong, to keep alive or to measure.",
      reference: "RFC 6455 5.5.2",
      facts: [
        "payload": "at most 125 bytes of anything",
        "answer": "a pong with the same payload, soon; of several pings only the latest needs one",
        "drafts": "opcode 2 in hybi-01 to -06; none in hixie-75 and -76",
      ], versions: final, examples: [.frames("89 05 48 65 6c 6c 6f", "", "with a payload")],
      related: ["pong", "MS-05", "FR-03", "FR-04", "SEC-06"], aliases: names(9)),
    Topic(
      "pong", .opcode, "Opcode 0xA: pong", "Answers a ping with the ping's payload.", reference: "RFC 6455 5.5.3",
      facts: [
        "unasked": "legal, as a heartbeat in one direction; nobody answers it",
        "drafts": "opcode 3 in hybi-01 to -06; none in hixie-75 and -76",
      ], versions: final, examples: [.frames("8a 05 48 65 6c 6c 6f", "", "that answers nothing", .ms04)],
      related: ["ping", "MS-04", "MS-06"], aliases: names(10)),
  ]

  private static let reserved: [Topic] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map { (code: Int) in
    let digit = String(code, radix: 16, uppercase: true)
    let kind = code < 8 ? "data" : "control"
    let old = [3: "pong", 4: "text", 5: "binary"][code]
    return Topic(
      "opcode-\(digit.lowercased())", .opcode, "Opcode 0x\(digit): reserved",
      "Held back for a \(kind) frame that no specification defines yet.", reference: "RFC 6455 5.2",
      facts: old.map { ["drafts": "\($0) in hybi-01 to -06"] }
        ?? ["seen where": "something that is no frame is read as one: text, TLS, or a wrong length before it"],
      fix: RuleID.fr02.entry.fix, reaction: RuleID.fr02.entry.reaction, versions: final,
      examples: code == 3 ? RuleExamples.examples(of: .fr02) : [], related: ["FR-02", "FR-15", "HY-10"],
      aliases: names(code))
  }

  private static func names(_ code: Int) -> [String] {
    let digit = String(code, radix: 16)
    return ["\(code)", "0x\(digit)", "0x0\(digit)", "%x\(digit)"] + (code > 9 ? [digit] : [])
  }

  /// What the page of an opcode is called.
  static func name(of code: Int) -> String? { all.first { $0.keys.contains("\(code)") }?.name }
}
