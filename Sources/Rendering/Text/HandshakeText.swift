import Inspection
import WebSocketProtocol

/// Shows an opening handshake in a few lines.
enum HandshakeText {
  /// How many characters of a target or a header field are shown; the rest is counted.
  private static let shownCharacters = 200

  /// Request line and status, then what was agreed on, and what of it is not known here.
  static func lines(_ handshake: HandshakeEvent, _ style: TextStyle, redacts: Bool) -> [String] {
    func safe(_ text: String) -> String { PayloadText.safe(text, limit: shownCharacters, style: style) }
    var first = ""
    if let request = handshake.request {
      let target = request.target ?? ""
      first = "\(safe(request.method ?? "")) \(safe(redacts ? Redaction.target(target) : target)) \(style.arrow) "
    }
    if let response = handshake.response {
      first += "\(response.status ?? 0) \(safe(response.reason ?? ""))"
    } else {
      first += "no response"
    }
    var agreed = [handshake.version.rawValue]
    if handshake.isAccepted == false { agreed.append("refused") }
    if handshake.isAccepted == true, let expected = handshake.expectedAccept {
      let accept = handshake.response?.value(of: "sec-websocket-accept")
      agreed.append(accept == nil ? "no accept" : accept == expected ? "accept ok" : "accept wrong")
    }
    if let challenge = handshake.challenge, let answer = handshake.challengeResponse {
      agreed.append(
        challenge.response == nil
          ? "challenge without answer" : challenge.response == answer ? "challenge ok" : "challenge answered wrong")
    }
    if let mistake = handshake.mistakes.first {
      agreed.append("which is \(safe(mistake.recipe)) (\(mistake.id))")
    }
    let name = handshake.version == .hixie75 ? "websocket-protocol" : "sec-websocket-protocol"
    if let subprotocol = handshake.response?.value(of: name) {
      agreed.append("subprotocol \(safe(subprotocol))")
    }
    let extensions = handshake.response?.values(of: "sec-websocket-extensions").joined(separator: ", ") ?? ""
    if !extensions.isEmpty { agreed.append(safe(extensions)) }
    let unknown = ExtensionAgreement(ExtensionList([extensions])).unknown
    guard handshake.isAccepted == true, !extensions.isEmpty, !unknown.isEmpty else {
      return [first, agreed.joined(separator: ", ")]
    }
    let names = safe(unknown.joined(separator: ", "))
    return [first, agreed.joined(separator: ", "), "\(names) not known: reserved bits are not judged"]
  }
}
