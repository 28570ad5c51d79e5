/// The pages of the hints: guesses that are shown with their evidence and never count.
enum HintTopics {
  static let all: [Topic] = lengths + masking + payloads + closing + foreign + handshakes

  private static let lengths: [Topic] = [
    hint(
      "length-little-endian", "The length makes sense with its bytes turned around.",
      "write the most significant byte of the length first", ["length", "FR-09"]),
    hint(
      "length-four-bytes", "Behind 127 stand four bytes of length instead of eight.",
      "write the length behind 127 in 8 bytes", ["length", "FR-07"]),
    hint(
      "length-halves-equal", "Both halves of the 64-bit length are the same: a shift by 32 and more wrapped around.",
      "shift a 64-bit number, not a 32-bit one", ["length"]),
    hint(
      "length-eight-bits", "The second byte alone counts more than 125 bytes.",
      "above 125 write 126 and 16 bits, above 65535 write 127 and 64 bits", ["length", "FR-07"]),
    hint(
      "length-counts-characters", "The length counts the characters of the text, not its UTF-8 bytes.",
      "encode the text first and count the bytes", ["length", "MS-01", "MS-02"]),
  ]

  private static let masking: [Topic] = [
    hint(
      "mask-not-applied", "A key is there, but the payload reads well without it.",
      "XOR the payload with the key, or clear MASK on a server", ["mask", "FR-06"],
      .frames("81 85 37 fa 21 3d 48 65 6c 6c 6f", "--sender client", "a key, and Hello in clear", .ms01)),
    hint(
      "masking-key-missing", "MASK is set, but no key follows: the payload begins at once.",
      "write the 4 bytes of the key behind the length", ["mask", "FR-06"],
      .frames("81 85 48 65 6c 6c 6f", "--sender client", "MASK and Hello, no key", .fr09)),
    hint(
      "mask-bit-missing", "MASK is clear, but a key and a masked payload follow.",
      "set MASK, the top bit of the second byte", ["mask", "FR-05"]),
  ]

  private static let payloads: [Topic] = [
    hint(
      "deflate-zlib-header", "The payload begins with a zlib header such as 78 9c.",
      "compress with raw DEFLATE (windowBits -15 in zlib)", ["DF-03", "permessage-deflate"],
      .frames(
        "c1 0d 78 9c f3 48 cd c9 c9 07 00 05 8c 01 f5", "--extensions permessage-deflate", "Hello as a zlib stream",
        .df03)),
    hint(
      "inflates-as-deflate", "RSV1 is set without an extension, and the payload inflates.",
      "agree on permessage-deflate, or turn the sender's compression off", ["FR-01", "permessage-deflate"],
      .frames("c1 07 f2 48 cd c9 c9 07 00", "", "Hello, compressed", .fr01)),
    hint(
      "payload-gzip", "The payload is a gzip file, which is data to WebSocket.",
      "unpack it in the application, or use permessage-deflate", ["permessage-deflate"],
      .frames(
        "81 19 1f 8b 08 00 00 00 00 00 02 03 f3 48 cd c9 c9 07 00 82 89 d1 f7 05 00 00 00", "", "Hello as a gzip file",
        .ms01)),
    hint(
      "text-latin1", "The text is no UTF-8, but reads well as Latin-1.", "encode the text as UTF-8", ["MS-01"],
      .frames("81 03 4e eb ef", "", "N, e and i with dots", .ms01)),
    hint(
      "text-cesu8", "Characters beyond U+FFFF are written as two surrogates of three bytes each.",
      "encode each character as four bytes of UTF-8", ["MS-01"],
      .frames("81 06 ed a0 bd ed b8 80", "", "U+1F600 as two surrogates", .ms01)),
  ]

  private static let closing: [Topic] = [
    hint(
      "close-code-little-endian", "The close code makes sense with its bytes turned around.",
      "write the code big-endian: 03 e8 is 1000", ["CL-03", "close"],
      .frames("88 02 e8 03", "", "1000 turned around", .cl03)),
    hint(
      "close-code-text", "The close code is written in digits.", "write the code as 2 bytes: 03 e8 is 1000",
      ["CL-03", "CL-02", "close"], .frames("88 04 31 30 30 31", "", "1001 in digits", .cl03)),
  ]

  /// What stands where a frame should begin.
  private static let foreign: [Topic] = [
    foreign(
      "http-response", "an HTTP response", "a second handler answered on the upgraded connection",
      bytes: "48 54 54 50 2f 31 2e 31 20 34 30 30 20 42 61 64 20 52 65 71 75 65 73 74 0d 0a"),
    foreign(
      "http-request", "an HTTP request", "the client took the connection for an ordinary one",
      bytes: "47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a"),
    foreign(
      "tls-appdata", "a TLS record of application data (17 03 03)", "decrypt first; the bytes are still encrypted"),
    foreign(
      "tls-handshake", "a TLS handshake record (16 03)", "one side speaks wss://, the other ws://", bytes: "16 03 01"),
    foreign("tls-alert", "a TLS alert (15 03)", "the TLS layer below gave up", bytes: "15 03 03 00 02"),
    foreign("crlf", "CR LF", "a line end too many was sent behind the handshake", bytes: "0d 0a 81 00"),
    foreign(
      "json", "bare JSON", "a message was written without a frame header",
      bytes: "7b 22 74 79 70 65 22 3a 22 68 69 22 7d"),
    foreign("text", "bare text", "a message was written without a frame header", bytes: "68 65 6c 6c 6f"),
    foreign(
      "html", "an HTML page", "an error page was written into the connection",
      bytes: "3c 21 44 4f 43 54 59 50 45 20 68 74 6d 6c 3e"),
    foreign("hixie", "00, text, ff", "the sender frames as hixie-75 or -76 did", also: "hixie-76"),
    foreign("hixie-close", "ff 00", "the sender closes as hixie-76 did", also: "hixie-76", bytes: "ff 00"),
    foreign("h2-preface", "the preface of HTTP/2", "the client speaks HTTP/2", also: "rfc8441"),
    foreign("gzip", "a gzip file (1f 8b)", "compressed data was written without a frame header", bytes: "1f 8b 08"),
    foreign("ssh", "an SSH greeting", "the port belongs to another service", bytes: "53 53 48 2d 32 2e 30 2d"),
    foreign(
      "bom", "a byte order mark (ef bb bf)", "a text file was written without a frame header", bytes: "ef bb bf 81"),
    foreign("proxy-v1", "a PROXY header, version 1", "the server must be told to read it"),
    foreign(
      "proxy-v2", "a PROXY header, version 2", "the server must be told to read it",
      bytes: "0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a"),
  ]

  private static let handshakes: [Topic] = [
    accept("hex-digest", "The value is hexadecimal digits.", "encode the digest's bytes as Base64"),
    accept("hex-in-base64", "The value is the Base64 of hexadecimal digits.", "encode the digest's 20 bytes instead"),
    accept(
      "another-key", "The value is a digest, but not of this key.",
      "look for another connection's key, or a proxy that made its own"),
    accept("sixteen-bytes", "The value stands for 16 bytes, as MD5 or a key do.", "hash with SHA-1"),
    accept("thirty-two-bytes", "The value stands for 32 bytes, as SHA-256 gives.", "hash with SHA-1"),
    accept("length", "The value stands for another number of bytes than 20.", "encode the whole SHA-1 digest"),
    accept("unpadded", "The = at the end is missing.", "pad the Base64 text"),
    accept("url-alphabet", "The value is in the URL-safe alphabet.", "use + and / instead of - and _"),
    accept("not-base64", "The value is not Base64.", "encode the digest as Base64"),
    accept("percent", "The value looks percent-encoded.", "send the Base64 text as it is"),
    accept("not-hashed", "The value is the Base64 of text that ends in the GUID.", "hash the text with SHA-1 first"),
    accept("base64-twice", "The value is the Base64 of Base64.", "encode the digest once"),
    accept("replaced-bytes", "The value holds U+FFFD, which stands for lost bytes.", "keep the digest in bytes"),
    accept("empty", "The value is empty.", "send the computed value"),
    challenge("hex-digest", "The response is hexadecimal digits.", "send the 16 bytes themselves"),
    challenge("base64", "The response is Base64.", "send the 16 bytes themselves"),
    challenge("line-end", "A line end follows the response.", "send nothing behind the 16 bytes but frames"),
    challenge("accept-value", "The response looks like an accept value.", "send the MD5 digest of the challenge"),
    challenge("whole-response", "The response still has its header.", "take what follows the empty line"),
    challenge("empty", "There is no response behind the header.", "send the 16 bytes of the MD5 digest"),
    challenge("length", "The response has another length than 16 bytes.", "send the whole MD5 digest"),
  ]

  private static func hint(
    _ name: String, _ statement: String, _ fix: String, _ related: [String], _ examples: Example...
  ) -> Topic {
    Topic(name, .hint, "Hint \(name)", statement, severity: .hint, fix: fix, examples: examples, related: related)
  }

  /// - Parameter bytes: what it looks like, shown behind a good frame; `nil` where nothing short shows it.
  private static func foreign(
    _ name: String, _ what: String, _ cause: String, also: String? = nil, bytes: String? = nil
  ) -> Topic {
    let name = "not-a-frame-\(name)"
    return Topic(
      name, .hint, "Hint \(name)", "Where a frame should begin stands \(what).", severity: .hint,
      facts: ["often": cause],
      examples: bytes.map { [.frames("81 01 61 \($0)", "", "behind a frame", .fr15)] } ?? [],
      related: ["FR-15"] + (also.map { [$0] } ?? []))
  }

  private static func accept(_ name: String, _ statement: String, _ fix: String) -> Topic {
    hint("accept-\(name)", statement, fix, ["RS-06", "RS-07", "Sec-WebSocket-Accept", "guid"])
  }

  private static func challenge(_ name: String, _ statement: String, _ fix: String) -> Topic {
    hint("challenge-response-\(name)", statement, fix, ["H76-23", "H76-24", "hixie-76"])
  }
}
