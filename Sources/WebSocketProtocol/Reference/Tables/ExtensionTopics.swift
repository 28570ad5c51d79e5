/// The pages of the extensions and their parameters.
enum ExtensionTopics {
  static let all: [Topic] = extensions + parameters

  private static let extensions: [Topic] = [
    Topic(
      "permessage-deflate", .extension, "Extension permessage-deflate",
      "Messages are compressed one by one with DEFLATE.",
      reference: "RFC 7692",
      facts: [
        "marked by": "RSV1 on the first frame of each compressed message",
        "sending": "raw DEFLATE, flushed, without the last four bytes 00 00 ff ff; then cut into fragments",
        "receiving": "join the fragments, append 00 00 ff ff once, inflate",
        "defaults": "windows of 15 bits, kept from one message to the next on both sides",
        "note": "a message may go uncompressed; it does not enter the window",
        "with gaps": "what a message copies from a missing one is unknown (DF-04, then a note), all else is known",
      ], versions: VersionRange.standard.versions,
      examples: [
        .frames("c1 07 f2 48 cd c9 c9 07 00", "--extensions permessage-deflate", "Hello, compressed")
      ],
      related: [
        "PMD-02", "PMD-16", "DF-01", "DF-02", "DF-03", "DF-04", "DF-05", "FR-01", "client_max_window_bits",
        "server_max_window_bits", "client_no_context_takeover", "server_no_context_takeover",
      ]),
    Topic(
      "x-webkit-deflate-frame", .extension, "Extension x-webkit-deflate-frame, also deflate-frame",
      "Frames are compressed one by one: the forerunner of permessage-deflate.", reference: "deflate-frame",
      facts: [
        "marked by": "RSV1 on every compressed data frame, also on continuations",
        "receiving": "append 00 00 ff ff to each frame and inflate it; the window is kept across frames",
        "parameters": "what the sender of the header asks of the other side's compressor",
        "seen in": "WebKit and Chrome of 2012 and 2013; Safari answered with it until 2020",
      ], versions: VersionRange.sinceHybi07.versions,
      related: ["DFF-01", "DFF-04", "PMD-16", "max_window_bits", "no_context_takeover", "permessage-deflate"],
      aliases: ["deflate-frame"]),
    Topic(
      "deflate-stream", .extension, "Extension deflate-stream",
      "Everything behind the handshake is one DEFLATE stream in each direction.", reference: "hybi-04",
      facts: ["note": "frames, masks included, are inside the stream; RFC 6455 dropped it"],
      versions: VersionRange.keyedDrafts.versions, related: ["HY-15", "RQ-21", "permessage-deflate"]),
    Topic(
      "permessage-compress", .extension, "Extension permessage-compress",
      "An early form of permessage-deflate, with the method as a parameter; drafts only.",
      facts: ["also": "permessage-bzip2, with another method"], related: ["RQ-21", "permessage-deflate"],
      aliases: ["permessage-bzip2"]),
    Topic(
      "mux", .extension, "Extension mux", "Several logical connections over one; it never became a standard.",
      related: ["RQ-21"]),
    Topic(
      "bbf-usp-protocol", .extension, "Extension bbf-usp-protocol",
      "Registered for the User Services Platform of the Broadband Forum.", related: ["RQ-21"]),
  ]

  private static let parameters: [Topic] = [
    parameter(
      "server_no_context_takeover", "The server starts every message with an empty window.",
      [
        "offer": "bare; a server that accepts the offer must repeat it", "answer": "bare, also unasked",
        "price": "less memory for the client, larger messages",
      ], ["PMD-04", "PMD-08", "DF-04"]),
    parameter(
      "client_no_context_takeover", "The client starts every message with an empty window.",
      [
        "offer": "bare; only a hint that the client could do so", "answer": "bare, also unasked; then it binds",
        "price": "less memory for the server, larger messages",
      ], ["PMD-04", "DF-04"]),
    parameter(
      "server_max_window_bits", "The server's window has at most 2 to the power of this many bytes.",
      [
        "offer": "8 to 15; a server that accepts must answer with this value or less",
        "answer": "8 to 15, also unasked", "absent": "15",
      ], ["PMD-05", "PMD-10", "PMD-11", "PMD-17", "PMD-18", "DF-05"]),
    parameter(
      "client_max_window_bits", "The client's window has at most 2 to the power of this many bytes.",
      [
        "offer": "bare, or 8 to 15 as a hint: the client understands the parameter",
        "answer": "8 to 15, only where it was offered, and never bare", "absent": "15",
        "mistake": "servers that repeat the bare parameter: browsers fail the connection",
      ], ["PMD-05", "PMD-12", "PMD-13", "PMD-14", "PMD-17", "DF-05"]),
    Topic(
      "max_window_bits", .parameter, "Parameter max_window_bits of deflate-frame",
      "Asks the other side to compress with at most this window.", reference: "deflate-frame",
      facts: ["value": "8 to 15"], versions: VersionRange.sinceHybi07.versions,
      related: ["DFF-01", "x-webkit-deflate-frame"]),
    Topic(
      "no_context_takeover", .parameter, "Parameter no_context_takeover of deflate-frame",
      "Asks the other side to compress every frame with an empty window.", reference: "deflate-frame",
      facts: ["value": "none"], versions: VersionRange.sinceHybi07.versions,
      related: ["DFF-01", "x-webkit-deflate-frame"]),
  ]

  private static func parameter(
    _ name: String, _ statement: String, _ facts: KeyValuePairs<String, String>, _ rules: [String]
  ) -> Topic {
    Topic(
      name, .parameter, "Parameter \(name) of permessage-deflate", statement, reference: "RFC 7692 7.1", facts: facts,
      versions: VersionRange.standard.versions, related: rules + ["PMD-02", "PMD-03", "permessage-deflate"])
  }
}
