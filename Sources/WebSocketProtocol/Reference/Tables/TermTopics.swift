/// The pages of the parts of a frame and of the handshake's constant.
enum TermTopics {
  static let all: [Topic] = [
    Topic(
      "guid", .term, "The GUID of the handshake", "The constant that is appended to the key before SHA-1.",
      reference: "RFC 6455 1.3",
      facts: [
        "value": AcceptKey.guid, "mistakes": "a wrong last group; a space after 95CA- from the RFC's line break",
        "note": "upper case; the same in every version since hybi-04",
      ], versions: VersionRange.sinceHybi04.versions,
      examples: [.key("puVOuWb7rel6z2AVZBKnfw==", "--explain", "every step of the computation")],
      related: ["Sec-WebSocket-Accept", "Sec-WebSocket-Key", "RS-06"], aliases: ["magic string", "magic"]),
    Topic(
      "head", .term, "The head of a request or response", "The first line, the fields, and the empty line behind them.",
      reference: "RFC 9110 5.5",
      facts: [
        "fields": "names in any case and in any order, without or with more white space around a value",
        "request": "Cookie, Authorization, User-Agent, Pragma and unknown fields break no rule",
        "response": "another phrase behind 101, Set-Cookie, Date and Server break no rule",
      ], related: ["HT-01", "HT-03", "HT-12", "Upgrade", "Sec-WebSocket-Key", "101"], aliases: ["header", "headers"]),
    Topic(
      "fin", .term, "FIN", "The top bit of the first byte: this is the last fragment of its message.",
      reference: "RFC 6455 5.2",
      facts: [
        "first byte": "80 to 8f with FIN, 00 to 0f without",
        "drafts": "hybi-01 to -03 have MORE there, which is the opposite",
      ], related: ["continuation", "FR-03", "FR-12"], aliases: ["more"]),
    Topic(
      "rsv", .term, "RSV1, RSV2 and RSV3", "Three bits of the first byte that only extensions may set.",
      reference: "RFC 6455 5.2",
      facts: ["bits": "40, 20 and 10 of the first byte", "RSV1": "permessage-deflate: the message is compressed"],
      related: ["FR-01", "DF-01", "DF-02", "HY-11", "permessage-deflate"],
      aliases: ["rsv1", "rsv2", "rsv3", "reserved1", "reserved bits", "rsv bits"]),
    Topic(
      "mask", .term, "MASK and the masking key",
      "The client XORs its payload with a fresh random key of 4 bytes; the server never masks.",
      reference: "RFC 6455 5.3",
      facts: [
        "MASK": "the top bit of the second byte; the key stands behind the length",
        "byte i": "payload byte i XOR key byte i mod 4, counted from each frame's first payload byte",
        "why": "so that a page cannot choose the bytes that a confused proxy sees; it hides nothing",
        "drafts": "none up to hybi-03; the whole frame in hybi-04 to -06",
      ], examples: [.frames(RuleExamples.maskedHello, "--explain", "Hello, unmasked step by step")],
      related: ["FR-05", "FR-06", "SEC-01", "SEC-02", "SEC-03", "mask-not-applied"],
      aliases: ["masking", "masking key", "masking-key", "unmask"]),
    Topic(
      "length", .term, "The payload length", "7 bits up to 125; 126 and 16 bits; 127 and 64 bits: always the shortest.",
      reference: "RFC 6455 5.2",
      facts: [
        "order": "the most significant byte first", "counts": "the payload's bytes, without header and key",
        "control": "at most 125, so always 7 bits",
      ], related: ["FR-04", "FR-07", "FR-08", "SEC-04", "length-little-endian", "length-counts-characters"],
      aliases: ["payload length", "payload-length"]),
  ]
}
