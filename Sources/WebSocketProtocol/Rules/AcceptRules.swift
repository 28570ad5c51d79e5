/// What is wrong about a `Sec-WebSocket-Accept` (RFC 6455 sections 4.1 and 4.2.2): rule RS-06.
public enum AcceptRules {
  /// Judges an accept value against the key it has to answer; `nil` where it is right.
  ///
  /// - Parameters:
  ///   - value: the value without the white space around it; its case matters.
  ///   - rule: HY-07 for the drafts that share the computation.
  public static func judge(_ value: String, answering key: AcceptKey, rule: RuleID = .rs06) -> Finding? {
    // Compared as bytes: strings that merely look alike are equal to Swift, but not to a client.
    guard !value.utf8.elementsEqual(key.value.utf8) else { return nil }
    return Finding(
      rule, "the accept value does not answer this request's key; expected \(key.value)", sender: .server,
      evidence: value)
  }
}
