/// Judges the body of a Close frame: CL-02 to CL-05.
public enum CloseRules {
  /// What is wrong with a close body.
  ///
  /// - Parameters:
  ///   - payload: the whole unmasked payload.
  ///   - sender: who sent it; rules for one side only are not applied where it is unknown.
  ///   - version: the version in force; every draft had its own list of codes.
  public static func judge(_ payload: [UInt8], from sender: Sender, version: ProtocolVersion) -> [Finding] {
    if payload.isEmpty { return [] }
    let body = CloseBody(payload)
    guard let code = body.code else {
      return [Finding(.cl02, "a close payload of 1 byte; it is empty or begins with a 2-byte code")]
    }
    var findings: [Finding] = []
    if let finding = judge(code, version: version) { findings.append(finding) }
    if body.reason == nil {
      var validator = UTF8Validator()
      validator.take(body.reasonBytes.span)
      let place = validator.firstBadOffset.map { "at byte \($0)" } ?? "at its end, which cuts a character"
      findings.append(Finding(.cl04, "the close reason is not UTF-8 \(place)", evidence: Hexadecimal.text(payload)))
    }
    switch (code.rawValue, sender) {
    case (1010, .server):
      findings.append(Finding(.cl05, "1010 from the server; it is how a client says that an extension is missing"))
    case (1011, .client):
      findings.append(Finding(.cl05, severity: .note, "1011 from the client; the RFC has servers send it"))
    default: break
    }
    return findings
  }

  private static func judge(_ code: CloseCode, version: ProtocolVersion) -> Finding? {
    let number = code.rawValue
    switch code.standing(in: version) {
    case .registered, .application: return nil
    case .localOnly:
      let meaning = code.name(in: version).map { " (\($0))" } ?? ""
      return Finding(.cl03, "\(number)\(meaning) is what an API reports when no code came; it is never sent")
    case .reserved:
      return Finding(.cl03, severity: .warning, "\(number) is reserved and has no meaning yet")
    case .undefined:
      return Finding(.cl03, "\(number) is outside the ranges of close codes, 1000-4999")
    }
  }
}
