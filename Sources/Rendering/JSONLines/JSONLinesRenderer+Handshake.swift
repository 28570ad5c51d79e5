import Inspection
import WebSocketProtocol

extension JSONLinesRenderer {
  /// What was judged of a handshake, one thing of it.
  mutating func write(_ check: HandshakeCheck, _ event: borrowing Event, _ output: inout OutputBuffer) {
    var object = open("check", event, &output)
    object.field("sender", check.sender.rawValue, &output)
    object.field("subject", check.subject, &output)
    object.field(
      "value", check.value.map { redacts ? Redaction.value($0, ofPart: check.subject) : $0 }, &output)
    object.field("verdict", check.severity?.rawValue ?? "ok", &output)
    object.field("rules", check.rules.map(\.rawValue), &output)
    object.field("reference", check.reference, &output)
    object.field("remark", check.remark, &output)
    object.end(&output)
  }

  /// An opening handshake with all that was offered and agreed on.
  mutating func write(_ handshake: HandshakeEvent, _ event: borrowing Event, _ output: inout OutputBuffer) {
    let request = handshake.request
    let response = handshake.response
    var object = open("handshake", event, &output)
    object.field("version", handshake.version.rawValue, &output)
    object.field("accepted", handshake.isAccepted, &output)
    object.field("method", request?.method, &output)
    object.field("target", request?.target.map { redacts ? Redaction.target($0) : $0 }, &output)
    object.field("host", request?.value(of: "host"), &output)
    object.field(
      "origin", request.flatMap { $0.value(of: "origin") ?? $0.value(of: "sec-websocket-origin") }, &output)
    object.field("key", request?.value(of: "sec-websocket-key"), &output)
    object.field("status", response?.status, &output)
    object.field("reason", response?.reason, &output)
    object.field("accept", response?.value(of: "sec-websocket-accept"), &output)
    object.field("expected_accept", handshake.expectedAccept, &output)
    if let first = handshake.mistakes.first {
      let isChallenge = handshake.challenge != nil
      object.field(isChallenge ? "challenge_mistake" : "accept_mistake", first.id, &output)
      object.field(
        isChallenge ? "challenge_mistakes" : "accept_mistakes", handshake.mistakes.map(\.id), &output)
    }
    object.field("nonce", response?.value(of: "sec-websocket-nonce"), &output)
    write(handshake.challenge, answer: handshake.challengeResponse, &object, &output)
    // hixie-75 had the name without its prefix.
    let subprotocol = handshake.version == .hixie75 ? "websocket-protocol" : "sec-websocket-protocol"
    if let request {
      object.field("offered_subprotocols", SubprotocolList(request.values(of: subprotocol)).names, &output)
    }
    object.field("subprotocol", response?.value(of: subprotocol), &output)
    if let request {
      object.field("offered_extensions", extensions(of: request), &output)
    }
    if let response {
      object.field("extensions", extensions(of: response), &output)
    }
    if let source = handshake.source {
      object.field("dialect", source.dialect, &output)
      object.field("not_judged", source.notJudged, &output)
      object.field("notes", source.notes, &output)
    }
    if let request { object.field("request_fields", pairs: fields(of: request), &output) }
    if let response { object.field("response_fields", pairs: fields(of: response), &output) }
    object.end(&output)
  }

  /// The challenge of hixie-76 and hybi-01 to -03, and its answer.
  private func write(
    _ challenge: Challenge?, answer: [UInt8]?, _ object: inout JSONObjectWriter, _ output: inout OutputBuffer
  ) {
    if let challenge {
      object.field("key1", String(decoding: challenge.key1.bytes, as: UTF8.self), &output)
      object.field("key2", String(decoding: challenge.key2.bytes, as: UTF8.self), &output)
      object.field("body_hex", hex: challenge.body[...], &output)
    }
    if let answer { object.field("challenge_response", hex: answer[...], &output) }
    if let expected = challenge?.response { object.field("expected_challenge_response", hex: expected[...], &output) }
  }

  private func extensions(of head: HTTPHead) -> [String] {
    ExtensionList(head.values(of: "sec-websocket-extensions")).elements.map(\.text)
  }

  private func fields(of head: HTTPHead) -> [(String, String)] {
    head.fields.map { field in
      let name = head.text(field.name)
      let value = head.text(field.value)
      return (name, redacts ? Redaction.value(value, of: name) : value)
    }
  }
}
