import WebSocketProtocol

/// How permessage-deflate and deflate-frame are offered: PMD-01 to PMD-07, PMD-17, PMD-18 and DFF-01.
extension HandshakeCase {
  private static let offer = Told.Place.text("permessage-deflate")

  static let negotiation: [HandshakeCase] = [
    .init(
      .pmd01, "the extension's name", .offered("Permessage-Deflate"), finds: .warning(.pmd01, .client, at: "Permessage")
    ),
    .init(
      .pmd01, "a parameter's name", .agreed("permessage-deflate", "permessage-deflate; Server_No_Context_Takeover"),
      finds: .warning(.pmd01, .server, at: offer)),
    .init(.pmd01, "lower case", .offered("permessage-deflate; client_no_context_takeover")),

    .init(.pmd02, "an offer", .offered("permessage-deflate; window=9"), finds: .error(.pmd02, .client, at: offer)),
    .init(
      .pmd02, "the second element", .offered("bbf-usp-protocol, permessage-deflate; window=9"),
      finds: .error(.pmd02, .client, at: offer)),
    .init(
      .pmd02, "an answer", .agreed("permessage-deflate", "permessage-deflate; window=9"),
      finds: .error(.pmd02, .server, at: offer)),
    .init(.pmd02, "another extension's parameter", .offered("bbf-usp-protocol; window=9")),

    .init(
      .pmd03, "an offer", .offered("permessage-deflate; client_max_window_bits; client_max_window_bits=10"),
      finds: .error(.pmd03, .client, at: offer)),
    .init(
      .pmd03, "an answer",
      .agreed("permessage-deflate", "permessage-deflate; server_no_context_takeover; server_no_context_takeover"),
      finds: .error(.pmd03, .server, at: offer)),
    .init(
      .pmd03, "once in each of two offers",
      .offered("permessage-deflate; client_max_window_bits, permessage-deflate; client_max_window_bits=10")),

    .init(
      .pmd04, "takeover with a value", .offered("permessage-deflate; client_no_context_takeover=1"),
      finds: .error(.pmd04, .client, at: offer)),
    .init(
      .pmd04, "the server's bits without one", .offered("permessage-deflate; server_max_window_bits"),
      finds: .error(.pmd04, .client, at: offer)),
    .init(
      .pmd04, "an answer", .agreed("permessage-deflate", "permessage-deflate; server_max_window_bits"),
      finds: .error(.pmd04, .server, at: offer)),
    .init(.pmd04, "the client's bits without one", .offered("permessage-deflate; client_max_window_bits")),

    .init(.pmd05, "7", bits("7"), finds: .error(.pmd05, .client, at: offer)),
    .init(.pmd05, "16", bits("16"), finds: .error(.pmd05, .client, at: offer)),
    .init(.pmd05, "a leading zero", bits("09"), finds: .error(.pmd05, .client, at: offer)),
    .init(.pmd05, "a sign", bits("+9"), finds: .error(.pmd05, .client, at: offer)),
    .init(
      .pmd05, "an answer", .agreed("permessage-deflate", "permessage-deflate; server_max_window_bits=16"),
      finds: .error(.pmd05, .server, at: offer)),
    .init(.pmd05, "9", bits("9")),
    .init(.pmd05, "14 in quotes", bits("\"14\"")),

    .init(
      .pmd07, "a faulty offer before a good one", .offered("permessage-deflate; window=9, permessage-deflate"),
      finds: .note(.pmd02, .client, at: offer), .note(.pmd07, .client, at: offer)),
    .init(
      .pmd07, "a faulty offer behind a good one",
      .agreed("permessage-deflate, permessage-deflate; server_max_window_bits=7", "permessage-deflate"),
      finds: .note(.pmd05, .client, at: "permessage-deflate; s"), .note(.pmd07, .client, at: "permessage-deflate; s")),
    .init(
      .pmd07, "two faulty offers", .offered("permessage-deflate; window=9, permessage-deflate; window=10"),
      finds: .error(.pmd02, .client, at: offer), .error(.pmd02, .client, at: "permessage-deflate; window=10")),
    .init(.pmd07, "two good offers", .offered("permessage-deflate; server_max_window_bits=10, permessage-deflate")),

    .init(.pmd17, "8 in an offer", bits("8"), finds: .warning(.pmd17, .client, at: offer)),
    .init(
      .pmd17, "8 in an answer",
      .agreed("permessage-deflate; client_max_window_bits", "permessage-deflate; client_max_window_bits=8"),
      finds: .warning(.pmd17, .server, at: offer)),
    .init(.pmd17, "9", bits("9")),

    .init(.pmd18, "15", bits("15"), finds: .note(.pmd18, .client, at: offer)),
    .init(.pmd18, "14", bits("14")),

    .init(
      .dff01, "another parameter", webkit("window=9"), finds: .error(.dff01, .client, at: "x-webkit"), webkitNote),
    .init(
      .dff01, "7 bits", webkit("max_window_bits=7"), finds: .error(.dff01, .client, at: "x-webkit"), webkitNote),
    .init(
      .dff01, "takeover with a value", webkit("no_context_takeover=1"), finds: .error(.dff01, .client, at: "x-webkit"),
      webkitNote),
    .init(
      .dff01, "an answer", .agreed("deflate-frame", "deflate-frame; max_window_bits"),
      finds: .error(.dff01, .server, at: "deflate-frame"), .note(.rq21, .client, at: "deflate-frame")),
    .init(.dff01, "both parameters", webkit("max_window_bits=9; no_context_takeover"), finds: webkitNote),
    .init(
      .dff01, "an answer that asks for what the offer does not",
      .agreed("deflate-frame; no_context_takeover", "deflate-frame; max_window_bits=10"),
      finds: .note(.rq21, .client, at: "deflate-frame")),
  ]

  private static func bits(_ number: String) -> HandshakeText {
    .offered("permessage-deflate; server_max_window_bits=\(number)")
  }

  private static func webkit(_ parameter: String) -> HandshakeText { .offered("x-webkit-deflate-frame; \(parameter)") }
  private static let webkitNote = Told.note(.rq21, .client, at: "x-webkit")
}

/// What is accepted, measured by what was offered: PMD-08 to PMD-16.
extension HandshakeCase {
  private static func agreeing(
    _ rule: RuleID, _ name: String, _ offer: String, _ answer: String, finds severity: Severity? = nil
  ) -> HandshakeCase {
    let text = HandshakeText.agreed("permessage-deflate\(offer)", "permessage-deflate\(answer)")
    var example = HandshakeCase(rule, name, text)
    example.found =
      severity.map { [Told(rule: rule, severity: $0, sender: .server, place: "permessage-deflate")] } ?? []
    return example
  }

  static let agreement: [HandshakeCase] = [
    agreeing(.pmd08, "not repeated", "; server_no_context_takeover", "", finds: .error),
    agreeing(.pmd08, "repeated", "; server_no_context_takeover", "; server_no_context_takeover"),
    agreeing(.pmd08, "unasked", "", "; server_no_context_takeover"),
    agreeing(.pmd08, "the client's hint, which need not be repeated", "; client_no_context_takeover", ""),
    agreeing(.pmd08, "the client's takeover unasked", "", "; client_no_context_takeover"),

    agreeing(.pmd10, "not repeated", "; server_max_window_bits=10", "", finds: .error),
    agreeing(.pmd10, "repeated", "; server_max_window_bits=10", "; server_max_window_bits=10"),
    agreeing(.pmd10, "unasked", "", "; server_max_window_bits=10"),

    agreeing(.pmd11, "larger", "; server_max_window_bits=10", "; server_max_window_bits=11", finds: .error),
    agreeing(.pmd11, "smaller", "; server_max_window_bits=10", "; server_max_window_bits=9"),

    agreeing(.pmd12, "no value", "; client_max_window_bits", "; client_max_window_bits", finds: .error),
    agreeing(.pmd12, "a value", "; client_max_window_bits", "; client_max_window_bits=10"),

    agreeing(.pmd13, "not offered", "", "; client_max_window_bits=10", finds: .error),
    agreeing(.pmd13, "offered with a value", "; client_max_window_bits=10", "; client_max_window_bits=10"),
    agreeing(.pmd13, "offered and left out", "; client_max_window_bits", ""),

    agreeing(.pmd14, "larger", "; client_max_window_bits=10", "; client_max_window_bits=11", finds: .warning),
    agreeing(.pmd14, "smaller", "; client_max_window_bits=10", "; client_max_window_bits=9"),

    agreeing(
      .pmd15, "none of two fits", "; server_max_window_bits=10, permessage-deflate; server_no_context_takeover", "",
      finds: .error),
    agreeing(.pmd15, "the second fits", "; server_max_window_bits=10, permessage-deflate", ""),
    agreeing(
      .pmd15, "the first fits", "; server_no_context_takeover, permessage-deflate; server_max_window_bits=9",
      "; server_no_context_takeover"),
    .init(
      .pmd15, "a faulty offer that was accepted", .agreed("permessage-deflate; window=9", "permessage-deflate"),
      finds: .error(.pmd02, .client, at: "permessage-deflate"), .error(.pmd15, .server, at: "permessage-deflate")),

    .init(
      .pmd16, "two that use RSV1",
      .agreed("permessage-deflate, x-webkit-deflate-frame", "permessage-deflate, x-webkit-deflate-frame"),
      finds: .error(.pmd16, .server, at: "x-webkit"), .note(.rq21, .client, at: "x-webkit")),
    .init(
      .pmd16, "one accepted twice",
      .agreed("permessage-deflate", "permessage-deflate, permessage-deflate; server_max_window_bits=9"),
      finds: .error(.pmd16, .server, at: "permessage-deflate; s")),
    .init(
      .pmd16, "one of two", .agreed("permessage-deflate, x-webkit-deflate-frame", "permessage-deflate"),
      finds: .note(.rq21, .client, at: "x-webkit")),
    .init(
      .pmd16, "one that uses another bit, for all that is known",
      .agreed("permessage-deflate, bbf-usp-protocol", "permessage-deflate, bbf-usp-protocol")),
  ]
}
