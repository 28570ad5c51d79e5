public import WebSocketProtocol

/// Calculations as JSON Lines: the same events that captures give, with the fields that are known.
public enum CalculationEvents {
  /// Writes the `handshake` event of a key.
  ///
  /// - Parameters:
  ///   - given: the accept value that was to be checked.
  ///   - mistakes: the mistakes that give that value.
  public static func write(
    _ accept: AcceptKey, given: String? = nil, mistakes: [AcceptMistake] = [], to output: inout OutputBuffer
  ) {
    var object = JSONObjectWriter(&output)
    object.field("event", "handshake", &output)
    object.field("version", ProtocolVersion.rfc6455.rawValue, &output)
    object.field("key", accept.key, &output)
    object.field("accept", given, &output)
    object.field("expected_accept", accept.value, &output)
    if let first = mistakes.first {
      object.field("accept_mistake", first.id, &output)
      object.field("accept_mistakes", mistakes.map(\.id), &output)
    }
    object.end(&output)
  }

  /// Writes the `handshake` event of a challenge.
  ///
  /// - Parameters:
  ///   - given: the response that was to be checked.
  ///   - mistakes: the mistakes that give that response.
  public static func write(
    _ challenge: Challenge, given: [UInt8]? = nil, mistakes: [ChallengeMistake] = [], to output: inout OutputBuffer
  ) {
    var object = JSONObjectWriter(&output)
    object.field("event", "handshake", &output)
    object.field("version", ProtocolVersion.hixie76.rawValue, &output)
    object.field("key1", String(decoding: challenge.key1.bytes, as: UTF8.self), &output)
    object.field("key2", String(decoding: challenge.key2.bytes, as: UTF8.self), &output)
    object.field("body_hex", hex: challenge.body[...], &output)
    if let given { object.field("challenge_response", hex: given[...], &output) }
    if let response = challenge.response {
      object.field("expected_challenge_response", hex: response[...], &output)
    }
    if let first = mistakes.first {
      object.field("challenge_mistake", first.id, &output)
      object.field("challenge_mistakes", mistakes.map(\.id), &output)
    }
    object.end(&output)
  }

  /// Writes a `finding` event.
  public static func write(_ finding: Finding, to output: inout OutputBuffer) {
    var object = JSONObjectWriter(&output)
    object.field("event", "finding", &output)
    object.fields(of: finding, &output)
    object.end(&output)
  }

  /// Writes a hint as a `finding` event that never counts.
  public static func write(_ hint: Hint, to output: inout OutputBuffer) {
    var object = JSONObjectWriter(&output)
    object.field("event", "finding", &output)
    object.fields(of: hint, &output)
    object.end(&output)
  }

  /// Writes an `error` event: trouble with the input itself.
  public static func write(error message: String, status: Int32, to output: inout OutputBuffer) {
    var object = JSONObjectWriter(&output)
    object.field("event", "error", &output)
    object.field("message", message, &output)
    object.field("status", Int(status), &output)
    object.end(&output)
  }
}
