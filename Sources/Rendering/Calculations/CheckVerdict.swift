public import WebSocketProtocol

/// What came out when a given value was compared with the right one.
public struct CheckVerdict: Sendable {
  /// The value that was given, as text.
  public var given: String
  /// The right value, as text.
  public var expected: String
  /// The rule that is broken; `nil` where the value is right.
  public var finding: Finding?
  /// What the wrong value's form suggests.
  public var hint: Hint?

  /// - Parameters:
  ///   - given: the value that was given, as text.
  ///   - expected: the right value, as text.
  ///   - finding: the rule that is broken; `nil` where the value is right.
  ///   - hint: what the wrong value's form suggests.
  public init(given: String, expected: String, finding: Finding? = nil, hint: Hint? = nil) {
    self.given = given
    self.expected = expected
    self.finding = finding
    self.hint = hint
  }

  /// True where the value is right.
  public var holds: Bool { finding == nil }

  /// Writes the verdict, then the right value, then what to change, and last what is only a guess.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    let shown = PayloadText.safe(given, style: style)
    guard let finding else {
      page.unbroken("ok", shown, .good)
      page.write(to: &output)
      return
    }
    page.unbroken("wrong", shown, .error)
    page.row("expected", expected, .good)
    page.words("rule", "\(finding.severity.rawValue) \(finding.rule.rawValue) (\(finding.reference))")
    if let fix = finding.fix { page.words("fix", fix) }
    if let hint { page.words("hint", hint.message, .dim) }
    page.write(to: &output)
  }
}
