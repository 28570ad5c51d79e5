extension RuleCatalogue {
  /// Compressed payloads: DF.
  static func deflate(_ id: RuleID) -> Rule? {
    switch id {
    case .df01:
      Rule(
        .error, "RFC 7692 6", "RSV1 is not set on a control frame.",
        fix: "send control frames uncompressed, with RSV1 clear", reaction: .fail(1002))
    case .df02:
      Rule(
        .error, "RFC 7692 6", "RSV1 is set on the first frame of a compressed message only.",
        fix: "clear RSV1 on continuation frames", reaction: .fail(1002))
    case .df03:
      Rule(
        .error, "RFC 7692 7.2.2", "A compressed payload, or stream, inflates.",
        fix: "compress with raw DEFLATE (no zlib or gzip wrapper) and flush; only a stream keeps its last four bytes",
        reaction: .fail(1007), in: .sinceHybi04)
    case .df04:
      Rule(
        .error, "RFC 7692 7.1.1",
        "A back-reference stays inside the receiver's history; a note where the input lacks some of it.",
        fix: "start every message with an empty window where no_context_takeover was agreed",
        reaction: .fail(1007), in: .sinceHybi07)
    case .df05:
      Rule(
        .error, "RFC 7692 7.1.2", "A back-reference is no longer than the agreed window.",
        fix: "compress with the window bits that were agreed", reaction: .fail(1007), in: .sinceHybi07)
    case .df06:
      Rule(
        .warning, "RFC 7692 7.2.3.4", "A final DEFLATE block inside a message is legal but unusual.",
        fix: "flush with an empty stored block instead of finishing the stream", in: .sinceHybi07)
    case .df07:
      Rule(
        .warning, "RFC 7692 7.2.1", "The last four bytes 00 00 ff ff of the flush are stripped.",
        fix: "remove 00 00 ff ff from the end of the compressed message", in: .sinceHybi07)
    case .df08:
      Rule(.note, "RFC 7692 6.1", "A message may be sent uncompressed; it does not enter the window.")
    case .df09:
      Rule(
        .warning, "RFC 7692 7.2.3.6", "An empty message is compressed to the single byte 00.",
        fix: "send 00 as the payload of an empty compressed message", in: .sinceHybi07)
    default: nil
    }
  }
}
