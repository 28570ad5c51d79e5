/// A message that browsers and libraries print, and what is behind it.
struct ErrorMessage: Hashable, Sendable {
  /// What the numbers and names of a message decide.
  enum Reading: Hashable, Sendable {
    /// Nothing: the message always means the same.
    case fixed
    /// Three reserved bits, each by itself.
    case reservedBits
    /// The reserved bits as one number of three bits.
    case reservedNumber
    /// A status code of HTTP.
    case status
    /// An opcode.
    case opcode
    /// An opcode of which the version in force or the sequence is the trouble.
    case opcodeInSequence
    /// The length of a control frame's payload.
    case controlLength
    /// A close code.
    case closeCode
    /// The close code with which a connection was closed, or which the application was told.
    case endCode
    /// The name of a parameter or a subprotocol.
    case name
  }

  let pattern: MessagePattern
  /// Who prints it.
  let printedBy: String
  /// The name that the library gives the error beside its wording; `nil` where it has none.
  let code: String?
  /// What it means, in a sentence.
  let cause: String
  /// The rules and topics behind it, the likeliest first.
  let related: [String]
  let reading: Reading

  init(
    _ wording: String, by printedBy: String, code: String? = nil, _ cause: String, _ related: [String],
    _ reading: Reading = .fixed
  ) {
    pattern = MessagePattern(wording)
    self.printedBy = printedBy
    self.code = code
    self.cause = cause
    self.related = related
    self.reading = reading
  }

  /// The page for a message as it was pasted; `nil` where it is another message.
  ///
  /// - Parameter text: what was pasted, in lower case.
  func topic(for text: String) -> Topic? {
    if let captures = pattern.captures(in: text), reading.admits(captures) { return topic(with: captures) }
    guard let code, text.contains(code.lowercased()) else { return nil }
    return topic()
  }

  /// The page for a message of which only the beginning was pasted; `nil` where it is another message.
  ///
  /// - Parameter text: what was pasted.
  func topic(forBeginning text: String) -> Topic? { pattern.isBegun(atEndOf: text) ? topic() : nil }

  /// The page for a message whose numbers and names are these; none where the message is meant in general.
  func topic(with captures: [String] = []) -> Topic {
    let findings = reading.findings(in: captures)
    let names = findings.related + related
    var topic = Topic(
      pattern.name, .errorMessage, "Error message: \(pattern.filled(with: captures))", cause,
      examples: findings.examples,
      related: names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] })
    let facts =
      [("printed by", code.map { "\(printedBy), as \($0)" } ?? printedBy)] + findings.facts
      + (findings.check.map { [("check", $0)] } ?? [])
    topic.facts = facts.map { Topic.Fact(label: $0.0, text: $0.1) }
    return topic
  }
}
