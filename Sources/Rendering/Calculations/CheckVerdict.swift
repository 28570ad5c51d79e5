public import WebSocketProtocol

/// What came out when a given value was compared with the right one.
public struct CheckVerdict: Sendable {
  /// Mistakes that a page shows; the events tell all of them.
  private static let mostMistakes = 4

  /// The value that was given, as text.
  public var given: String
  /// The right value, as text; `nil` where none can be computed.
  public var expected: String?
  /// The rule that is broken; `nil` where the value is right.
  public var finding: Finding?
  /// The mistakes that give the value, each of them proven.
  public var mistakes: [any ProvenMistake]
  /// What the wrong value's form suggests; a guess for values that no mistake gives.
  public var hint: Hint?

  /// - Parameters:
  ///   - given: the value that was given, as text.
  ///   - expected: the right value, as text; `nil` where none can be computed.
  ///   - finding: the rule that is broken; `nil` where the value is right.
  ///   - mistakes: the mistakes that give the value.
  ///   - hint: what the wrong value's form suggests.
  public init(
    given: String, expected: String?, finding: Finding? = nil, mistakes: [any ProvenMistake] = [], hint: Hint? = nil
  ) {
    self.given = given
    self.expected = expected
    self.finding = finding
    self.mistakes = mistakes
    self.hint = hint
  }

  /// True where the value is right.
  public var holds: Bool { finding == nil }

  /// Writes the verdict, then the right value, then what was done and what to change, or last what is only a guess.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    let shown = PayloadText.safe(given, style: style)
    guard let finding else {
      page.unbroken("ok", shown, .good)
      page.write(to: &output)
      return
    }
    page.unbroken("wrong", shown, .error)
    if let expected {
      page.row("expected", expected, .good)
    } else {
      page.row("expected", "none: these keys and this body give no response")
    }
    page.words("rule", "\(finding.severity.rawValue) \(finding.rule.rawValue) (\(finding.reference))")
    if mistakes.isEmpty {
      if let fix = finding.fix { page.words("fix", fix) }
      if let hint { page.words("hint", hint.message, .dim) }
    } else {
      for (index, mistake) in mistakes.prefix(Self.mostMistakes).enumerated() {
        add(mistake, index == 0 ? "this is" : "and also", to: &page)
      }
      let others = mistakes.count - Self.mostMistakes
      if others > 0 { page.row("", "and \(Columns.count(UInt64(others), "other mistake")); --json names all") }
    }
    page.write(to: &output)
  }

  /// The formula with the word that it is certain, what was done, and what to change.
  private func add(_ mistake: any ProvenMistake, _ label: String, to page: inout CalculationPage) {
    let proof = "reproduced exactly"
    if mistake.recipe.utf8.count <= page.room {
      page.row(label, mistake.recipe, .key, remark: proof, at: 44)
    } else {
      page.words(label, mistake.recipe, .key)
      page.row("", proof)
    }
    page.words("", "\(mistake.diagnosis) (\(mistake.id.nonBreaking))")
    page.words("fix", "\(mistake.sender.map { "\($0.rawValue): " } ?? "")\(mistake.fix)")
  }
}
