import WebSocketProtocol

/// A request and its response, or one of them, and what they agreed on.
struct OpeningHandshake {
  let event: HandshakeEvent
  /// What is in force behind it.
  let terms: ConnectionTerms
  /// What is wrong with the handshake, or worth knowing.
  let findings: [Finding]
  /// The request was not seen, and the response does not tell the version for certain.
  let isVersionAssumed: Bool

  /// - Parameters:
  ///   - request: the request, where it was seen.
  ///   - response: the response, where it was seen.
  ///   - version: the version to take it for, whatever it says.
  init(request: UpgradeRequest?, response: UpgradeResponse?, version forced: ProtocolVersion? = nil) {
    let version = forced ?? Self.version(request, response)
    isVersionAssumed = forced == nil && request == nil && version == .rfc6455
    let key = request?.head.value(of: "sec-websocket-key")
    let expected = version?.hasAccept == true ? key.map { AcceptKey(for: $0).value } : nil
    event = HandshakeEvent(
      version: version, isAccepted: response.map { $0.head.status == 101 }, request: request?.head,
      response: response?.head, expectedAccept: expected, challenge: request?.challenge,
      challengeResponse: response.flatMap { $0.hasChallengeResponse ? $0.challengeResponse : nil })
    let offered = request.map { ExtensionList($0.head.values(of: "sec-websocket-extensions")) }
    let accepted = ExtensionList(response?.head.values(of: "sec-websocket-extensions") ?? [])
    var terms = ConnectionTerms(
      version: version ?? .rfc6455, extensions: ExtensionAgreement(accepted, offered: offered))
    if version == .hybi04, let key, let nonce = response?.head.value(of: "sec-websocket-nonce") {
      terms.connectionKey = ConnectionMaskingKey(key: key, nonce: nonce)
    }
    self.terms = terms
    findings = Self.judge(event) + ExtensionRules.judge(accepted, offered: offered)
  }

  private static func version(_ request: UpgradeRequest?, _ response: UpgradeResponse?) -> ProtocolVersion? {
    if let request { return request.version }
    return response.flatMap { ProtocolVersion.accepted(by: $0.head) } ?? .rfc6455
  }

  private static func judge(_ event: HandshakeEvent) -> [Finding] {
    var findings: [Finding] = []
    if let draft = event.request?.value(of: "sec-websocket-draft"), !["0", "1", "2", "3"].contains(draft) {
      findings.append(
        Finding(.hy01, "Sec-WebSocket-Draft is \(draft); drafts 0 to 3 exist", sender: .client, evidence: draft))
    }
    if let challenge = event.challenge {
      findings += ChallengeRules.judge(challenge).map { finding in
        var finding = finding
        finding.sender = .client
        return finding
      }
    }
    guard let response = event.response else { return findings }
    guard event.isAccepted == true else {
      let status = response.status.map(String.init) ?? "no status"
      return findings + [
        Finding(
          .rs01, "the upgrade was refused with \(status)\(response.reason.map { " " + $0 } ?? "")", sender: .server)
      ]
    }
    return findings + judgeAnswer(event, response) + judgeSecrets(event)
  }

  private static func judgeAnswer(_ event: HandshakeEvent, _ response: HTTPHead) -> [Finding] {
    if event.expectedAccept != nil, let key = event.request?.value(of: "sec-websocket-key"),
      let sent = response.value(of: "sec-websocket-accept"),
      let finding = AcceptRules.judge(sent, answering: AcceptKey(for: key))
    {
      return [finding]
    }
    guard let challenge = event.challenge, let answer = event.challengeResponse, answer.count == 16 else { return [] }
    return ChallengeRules.judge(response: answer, to: challenge).map { finding in
      var finding = finding
      finding.sender = .server
      return finding
    }
  }

  private static func judgeSecrets(_ event: HandshakeEvent) -> [Finding] {
    let secrets = ["cookie", "authorization"].filter { event.request?.value(of: $0) != nil }
    guard !secrets.isEmpty else { return [] }
    return [Finding(.sec07, "\(secrets.joined(separator: " and ")) sent over plain ws://", sender: .client)]
  }
}
