/// Judges the body of a Close frame: CL-02 to CL-05, HY-13, HY-14, HY-17.
public enum CloseRules {
  /// What is wrong with a close body.
  ///
  /// - Parameters:
  ///   - payload: the whole unmasked payload.
  ///   - sender: who sent it; rules for one side only are not applied where it is unknown.
  ///   - version: the version in force; every draft had its own list of codes.
  ///   - answered: the code of the other side's Close frame that this one answers, where there is one.
  ///   - beginsClosing: this is known to be the first Close frame of the two sides.
  public static func judge(
    _ payload: [UInt8], from sender: Sender, version: ProtocolVersion, answering answered: CloseCode? = nil,
    beginsClosing: Bool = false
  ) -> [Finding] {
    if version == .hybi05 { return judgeInitiator(payload, from: sender, beginsClosing: beginsClosing) }
    // Earlier drafts gave the body no meaning.
    guard !payload.isEmpty, version.closeHasCode else { return [] }
    let body = CloseBody(payload, version: version)
    guard let code = body.code else {
      return [Finding(.cl02, "a close payload of 1 byte; it is empty or begins with a 2-byte code")]
    }
    var findings: [Finding] = []
    if let finding = judge(code, version: version) { findings.append(finding) }
    if body.reason == nil {
      var validator = UTF8Validator()
      validator.take(body.reasonBytes.span)
      let place = validator.firstBadOffset.map { "at byte \($0)" } ?? "at its end, which cuts a character"
      let message = "the close reason is not UTF-8 \(place)"
      findings.append(
        version.mustFailOnBadText
          ? Finding(.cl04, message, evidence: Hexadecimal.text(payload))
          : Finding(.hy17, "\(message); no error before hybi-10", evidence: Hexadecimal.text(payload)))
    }
    // Codes have a side since hybi-13 brought 1010.
    guard version == .rfc6455 else { return findings }
    switch (code.rawValue, sender) {
    // An answer repeats the code it answers.
    case (1010, .server) where answered != code:
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
    case .perhapsRegistered:
      return Finding(.hy14, severity: .note, "\(number) came with hybi-10; version 8 stands for hybi-08 to -12")
    case .undefined where version != .rfc6455:
      return Finding(.hy14, "\(number) is no close code of \(version.rawValue)")
    case .undefined:
      return Finding(.cl03, "\(number) is outside the ranges of close codes, 1000-4999")
    }
  }

  /// In hybi-05 the body's first byte says which side began the closing handshake.
  private static func judgeInitiator(
    _ payload: [UInt8], from sender: Sender, beginsClosing: Bool
  ) -> [Finding] {
    guard let first = payload.first else {
      return [Finding(.hy13, "an empty close body; in hybi-05 it begins with C or S")]
    }
    // An answer repeats the body, or replaces its first byte: both letters can come from both sides.
    let letters: [Sender: UInt8] = [.client: UInt8(ascii: "C"), .server: UInt8(ascii: "S")]
    if letters.values.contains(first) {
      guard beginsClosing, let own = letters[sender], first != own else { return [] }
      return [
        Finding(
          .hy13,
          "the \(sender.rawValue) begins the closing, and its body with the letter of the \(sender.peer.rawValue)",
          evidence: Hexadecimal.text(payload))
      ]
    }
    return [
      Finding(
        .hy13, "the close body begins with \(Hexadecimal.text([first])) instead of C or S",
        evidence: Hexadecimal.text(payload))
    ]
  }
}
