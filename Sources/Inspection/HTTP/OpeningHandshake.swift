import WebSocketProtocol

/// A request and its response, or one of them, and what they agreed on.
struct OpeningHandshake {
  let event: HandshakeEvent
  /// The extensions that the response accepted.
  let extensions: ExtensionAgreement
  /// What is wrong with the handshake, or worth knowing.
  let findings: [Finding]

  init(request: HTTPHead?, response: HTTPHead?) {
    let version = request.flatMap(ProtocolVersion.requested) ?? (request == nil ? .rfc6455 : nil)
    let key = request?.value(of: "sec-websocket-key")
    let hasAccept = version.map { $0.framing != .delimited && $0.framing != .moreBit } ?? false
    let expected = hasAccept ? key.map { AcceptKey(for: $0).value } : nil
    event = HandshakeEvent(
      version: version, isAccepted: response.map { $0.status == 101 }, request: request, response: response,
      expectedAccept: expected)
    extensions = ExtensionAgreement(ExtensionList(response?.values(of: "sec-websocket-extensions") ?? []))
    findings = Self.judge(event)
  }

  private static func judge(_ event: HandshakeEvent) -> [Finding] {
    guard let response = event.response else { return [] }
    guard event.isAccepted == true else {
      let status = response.status.map(String.init) ?? "no status"
      return [
        Finding(
          .rs01, "the upgrade was refused with \(status)\(response.reason.map { " " + $0 } ?? "")", sender: .server)
      ]
    }
    var findings: [Finding] = []
    if event.expectedAccept != nil, let key = event.request?.value(of: "sec-websocket-key"),
      let sent = response.value(of: "sec-websocket-accept"),
      let finding = AcceptRules.judge(sent, answering: AcceptKey(for: key))
    {
      findings.append(finding)
    }
    let secrets = ["cookie", "authorization"].filter { event.request?.value(of: $0) != nil }
    if !secrets.isEmpty {
      findings.append(Finding(.sec07, "\(secrets.joined(separator: " and ")) sent over plain ws://", sender: .client))
    }
    return findings
  }
}
