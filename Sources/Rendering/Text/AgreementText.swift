import Inspection
import WebSocketProtocol

/// A labelled line.
struct LabelledText {
  let label: String
  let text: String
}

/// What an accepted handshake puts in force.
enum AgreementText {
  static func lines(_ handshake: HandshakeEvent) -> [LabelledText] {
    let version = handshake.version
    var parts = [version == .rfc6455 ? "RFC 6455, version 13" : version.rawValue]
    let name = version == .hixie75 ? "websocket-protocol" : "sec-websocket-protocol"
    let subprotocol = handshake.response?.value(of: name) ?? ""
    parts.append(subprotocol.isEmpty ? "no subprotocol" : "subprotocol \(subprotocol)")
    let accepted = ExtensionList(handshake.response?.values(of: "sec-websocket-extensions") ?? [])
    if accepted.elements.isEmpty { parts.append("no extensions") }
    let agreed = LabelledText(label: "agreed", text: parts.joined(separator: "; "))
    let offered = handshake.request.map { ExtensionList($0.values(of: "sec-websocket-extensions")) }
    let agreement = ExtensionAgreement(accepted, offered: offered)
    return [agreed] + accepted.elements.map { LabelledText(label: "", text: text($0, agreement)) }
  }

  private static func text(_ element: ExtensionList.Element, _ agreement: ExtensionAgreement) -> String {
    if element.name.lowercased() == PermessageDeflate.name, let terms = agreement.permessageDeflate {
      return element.name
        + ": \(side("server", terms.serverWindowBits, keeps: !terms.serverNoContextTakeover, "message")); "
        + side("client", terms.clientWindowBits, keeps: !terms.clientNoContextTakeover, "message")
    }
    if let terms = agreement.deflateFrame, DeflateFrame.names.contains(element.name.lowercased()) {
      return element.name
        + ": \(side("server", terms.serverWindowBits, keeps: !terms.serverNoContextTakeover, "frame")); "
        + side("client", terms.clientWindowBits, keeps: !terms.clientNoContextTakeover, "frame")
    }
    if element.name.lowercased() == ExtensionAgreement.deflateStream {
      return "\(element.name): everything behind the handshake is one compressed stream in each direction"
    }
    return "\(element.text): not known; reserved bits are not judged"
  }

  private static func side(_ name: String, _ bits: Int, keeps: Bool, _ unit: String) -> String {
    "the \(name)'s window has \(bits) bits, " + (keeps ? "kept from \(unit) to \(unit)" : "new for each \(unit)")
  }
}

/// What a request alone calls for.
enum AnswerText {
  static func lines(_ handshake: HandshakeEvent) -> [LabelledText] {
    if let expected = handshake.expectedAccept {
      return [LabelledText(label: "answer", text: "Sec-WebSocket-Accept: \(expected)")]
    }
    if let response = handshake.challenge?.response {
      return [
        LabelledText(label: "answer", text: "\(Hexadecimal.text(response)), the 16 bytes behind the response's head")
      ]
    }
    return []
  }
}

/// What a refusal means, and what to try.
enum RefusalText {
  static func lines(_ handshake: HandshakeEvent, redacts: Bool) -> [LabelledText] {
    guard let response = handshake.response, let status = response.status else { return [] }
    var lines: [LabelledText] = []
    let topic = Reference.topics(for: "status \(status)").first
    let reason = response.reason.map { $0.isEmpty ? "" : " \($0)" } ?? ""
    lines.append(
      LabelledText(label: "refused", text: "\(status)\(reason)" + (topic.map { ": \($0.statement)" } ?? "")))
    if let location = response.value(of: "location"), (300..<400).contains(status) {
      lines.append(LabelledText(label: "moved to", text: redacts ? Redaction.target(location) : location))
    }
    let asked = handshake.request?.value(of: "sec-websocket-version") ?? "13"
    let versions = response.values(of: "sec-websocket-version").joined(separator: ", ")
    if !versions.isEmpty {
      let numbers = versions.split(separator: ",").map { $0.filter { $0 != " " } }
      let best = numbers.first { $0 == "13" } ?? numbers.first ?? ""
      lines.append(
        LabelledText(
          label: "versions",
          text: numbers.contains(asked)
            ? "the server speaks \(versions), which includes the \(asked) that was asked for: the cause is another"
            : "the server speaks \(versions); ask again with Sec-WebSocket-Version: \(best)"))
    }
    for fact in topic?.facts ?? [] where fact.label == "check" {
      lines.append(LabelledText(label: "try", text: fact.text))
    }
    return lines
  }
}
