/// What the captured parts of a message add to its page.
struct MessageFindings {
  var facts: [(String, String)] = []
  var related: [String] = []
  var examples: [Example] = []
  /// What to look at next.
  var check: String?
}

extension ErrorMessage.Reading {
  private static let look = "wslens pcap FILE --show bytes shows where the first bad frame stands"

  /// Reads the numbers and names of a message.
  func findings(in captures: [String]) -> MessageFindings {
    switch self {
    case .fixed: MessageFindings()
    case .reservedBits: Self.reservedBits(captures.compactMap(Self.bit))
    case .reservedNumber:
      Self.reservedBits(captures.first.flatMap { Int($0) }.map { [$0 >> 2 & 1, $0 >> 1 & 1, $0 & 1] } ?? [])
    case .status: Self.status(captures.first.flatMap { Int($0) })
    case .opcode: Self.opcode(captures.first.flatMap { Int($0) })
    case .opcodeInSequence: Self.opcodeInSequence(captures.first.flatMap { Int($0) })
    case .controlLength: Self.controlLength(captures.first.flatMap { Int($0) })
    case .closeCode: Self.closeCode(captures.first.flatMap { UInt16($0) })
    case .endCode: Self.endCode(captures.first.flatMap { UInt16($0) })
    case .name: Self.name(captures.first ?? "")
    }
  }

  /// Whether the numbers can be what the message is about.
  func admits(_ captures: [String]) -> Bool {
    guard self == .endCode else { return true }
    return captures.first.flatMap { UInt16($0) }.map { (1000...4999).contains($0) } ?? false
  }

  /// A bit as a number or as a word; behind the word the text may go on.
  private static func bit(_ text: String) -> Int? {
    if text.hasPrefix("true") { return 1 }
    return text.hasPrefix("false") ? 0 : Int(text)
  }

  /// Reads the message backwards: which first bytes give these bits, and what begins with such bytes.
  private static func reservedBits(_ bits: [Int]) -> MessageFindings {
    guard bits.count == 3, bits.allSatisfy({ $0 == 0 || $0 == 1 }) else { return MessageFindings() }
    let number = bits[0] << 2 | bits[1] << 1 | bits[2]
    var findings = MessageFindings(check: look)
    findings.facts = [("first byte", "x\(bits[0])\(bits[1])\(bits[2]) xxxx in binary")]
    guard let reading = reservedReadings[number] else { return findings }
    findings.facts += reading.facts
    findings.related = reading.related
    findings.examples = reading.examples
    return findings
  }

  private static func status(_ code: Int?) -> MessageFindings {
    guard let code, let topic = StatusTopics.topic(code) else { return MessageFindings() }
    var facts = [("status \(code)", topic.statement)]
    facts += topic.facts.filter { $0.label == "check" }.map { ($0.label, $0.text) }
    return MessageFindings(facts: facts, related: [topic.name] + topic.related)
  }

  private static func opcode(_ code: Int?) -> MessageFindings {
    guard let code, let name = OpcodeTopics.name(of: code) else { return MessageFindings() }
    var facts = [("opcode \(code)", name.hasPrefix("opcode-") ? "reserved" : name)]
    if let shape = opcodeShapes[code] { facts.append(("likely", shape)) }
    return MessageFindings(facts: facts, related: [name], check: look)
  }

  private static func opcodeInSequence(_ code: Int?) -> MessageFindings {
    guard let code else { return MessageFindings() }
    switch code {
    case 0:
      return MessageFindings(
        facts: [("opcode 0", "a continuation frame came although no message was begun")],
        related: ["FR-10", "continuation"], examples: RuleExamples.examples(of: .fr10))
    case 1, 2:
      return MessageFindings(
        facts: [("opcode \(code)", "a new message began inside one that was not finished")],
        related: ["FR-11", "continuation"], examples: RuleExamples.examples(of: .fr11))
    default:
      var findings = opcode(code)
      findings.related = ["FR-02"] + findings.related
      return findings
    }
  }

  private static func controlLength(_ length: Int?) -> MessageFindings {
    guard let length else { return MessageFindings() }
    return length == 1
      ? MessageFindings(
        facts: [("length 1", "a Close frame with half a code")], related: ["CL-02"],
        examples: RuleExamples.examples(of: .cl02))
      : MessageFindings(
        facts: [("length \(length)", "a ping, pong or Close of more than 125 bytes")], related: ["FR-04"],
        examples: RuleExamples.examples(of: .fr04))
  }

  private static func closeCode(_ number: UInt16?) -> MessageFindings {
    guard let number else { return MessageFindings() }
    let topic = CloseCodeTopics.topic(CloseCode(rawValue: number))
    var facts = [
      ("code \(number)", topic.statement), ("sent by", topic.facts.first { $0.label == "sent by" }?.text ?? ""),
    ]
    let turned = CloseCode(rawValue: number.byteSwapped)
    if topic.reaction != nil, turned.standing() == .registered {
      facts.append(("likely", "\(turned.rawValue), sent little-endian"))
    } else if let digits = digits(number) {
      facts.append(("likely", "the code was sent as text that begins with \(digits)"))
    }
    return MessageFindings(facts: facts, related: ["CL-03", topic.name], examples: topic.examples)
  }

  private static func endCode(_ number: UInt16?) -> MessageFindings {
    guard let number else { return MessageFindings() }
    let topic = CloseCodeTopics.topic(CloseCode(rawValue: number))
    let known = topic.facts.filter { ["sent by", "check"].contains($0.label) }.map { ($0.label, $0.text) }
    return MessageFindings(facts: [("code \(number)", topic.statement)] + known, related: [topic.name])
  }

  /// The two characters, where both bytes of a code are digits.
  private static func digits(_ number: UInt16) -> String? {
    let bytes = [UInt8(number >> 8), UInt8(number & 0xff)]
    return bytes.allSatisfy { (0x30...0x39).contains($0) } ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func name(_ rest: String) -> MessageFindings {
    let topics = ExtensionTopics.all.filter { $0.kind == .parameter && rest.contains($0.name) }
    // A name inside another is not meant.
    let names = topics.map(\.name).filter { name in !topics.contains { $0.name != name && $0.name.contains(name) } }
    return MessageFindings(
      facts: topics.filter { names.contains($0.name) }.flatMap { topic in
        topic.facts.filter { $0.label == "answer" || $0.label == "mistake" }.map { ($0.label, $0.text) }
      }, related: names)
  }
}
