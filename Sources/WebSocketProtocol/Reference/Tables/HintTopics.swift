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
      "XOR the payload with the key, or clear MASK on a server", ["mask", "FR-06"]),
    hint(
      "masking-key-missing", "MASK is set, but no key follows: the payload begins at once.",
      "write the 4 bytes of the key behind the length", ["mask", "FR-06"]),
    hint(
      "mask-bit-missing", "MASK is clear, but a key and a masked payload follow.",
      "set MASK, the top bit of the second byte", ["mask", "FR-05"]),
  ]

  private static let payloads: [Topic] = [
    hint(
      "deflate-zlib-header", "The payload begins with a zlib header such as 78 9c.",
      "compress with raw DEFLATE (windowBits -15 in zlib)", ["DF-03", "permessage-deflate"]),
    hint(
      "inflates-as-deflate", "RSV1 is set without an extension, and the payload inflates.",
      "agree on permessage-deflate, or turn the sender's compression off", ["FR-01", "permessage-deflate"]),
    hint(
      "payload-gzip", "The payload is a gzip file, which is data to WebSocket.",
      "unpack it in the application, or use permessage-deflate", ["permessage-deflate"]),
    hint(
      "text-latin1", "The text is no UTF-8, but reads well as Latin-1.", "encode the text as UTF-8", ["MS-01"]),
    hint(
      "text-cesu8", "Characters beyond U+FFFF are written as two surrogates of three bytes each.",
      "encode each character as four bytes of UTF-8", ["MS-01"]),
  ]

  private static let closing: [Topic] = [
    hint(
      "close-code-little-endian", "The close code makes sense with its bytes turned around.",
      "write the code big-endian: 03 e8 is 1000", ["CL-03", "close"]),
    hint(
      "close-code-text", "The close code is written in digits.", "write the code as 2 bytes: 03 e8 is 1000",
      ["CL-03", "CL-02", "close"]),
  ]

  /// What stands where a frame should begin.
  private static let foreign: [Topic] = [
    foreign("http-response", "an HTTP response", "a second handler answered on the upgraded connection"),
    foreign("http-request", "an HTTP request", "the client took the connection for an ordinary one"),
    foreign(
      "tls-appdata", "a TLS record of application data (17 03 03)", "decrypt first; the bytes are still encrypted"),
    foreign("tls-handshake", "a TLS handshake record (16 03)", "one side speaks wss://, the other ws://"),
    foreign("tls-alert", "a TLS alert (15 03)", "the TLS layer below gave up"),
    foreign("crlf", "CR LF", "a line end too many was sent behind the handshake"),
    foreign("json", "bare JSON", "a message was written without a frame header"),
    foreign("text", "bare text", "a message was written without a frame header"),
    foreign("html", "an HTML page", "an error page was written into the connection"),
    foreign("hixie", "00, text, ff", "the sender frames as hixie-75 or -76 did", also: "hixie-76"),
    foreign("hixie-close", "ff 00", "the sender closes as hixie-76 did", also: "hixie-76"),
    foreign("h2-preface", "the preface of HTTP/2", "the client speaks HTTP/2", also: "rfc8441"),
    foreign("gzip", "a gzip file (1f 8b)", "compressed data was written without a frame header"),
    foreign("ssh", "an SSH greeting", "the port belongs to another service"),
    foreign("bom", "a byte order mark (ef bb bf)", "a text file was written without a frame header"),
    foreign("proxy-v1", "a PROXY header, version 1", "the server must be told to read it"),
    foreign("proxy-v2", "a PROXY header, version 2", "the server must be told to read it"),
  ]

  private static let handshakes: [Topic] = [
    accept("hex-digest", "The value is hexadecimal digits.", "encode the digest's bytes as Base64"),
    accept("hex-in-base64", "The value is the Base64 of hexadecimal digits.", "encode the digest's 20 bytes instead"),
    accept(
      "another-key", "The value is a digest, but not of this key.",
      "look for another connection's key, a proxy, or a wrong GUID"),
    accept("sixteen-bytes", "The value stands for 16 bytes, as MD5 or a key do.", "hash with SHA-1"),
    accept("thirty-two-bytes", "The value stands for 32 bytes, as SHA-256 gives.", "hash with SHA-1"),
    accept("length", "The value stands for another number of bytes than 20.", "encode the whole SHA-1 digest"),
    accept("unpadded", "The = at the end is missing.", "pad the Base64 text"),
    accept("url-alphabet", "The value is in the URL-safe alphabet.", "use + and / instead of - and _"),
    accept("not-base64", "The value is not Base64.", "encode the digest as Base64"),
    accept("empty", "The value is empty.", "send the computed value"),
    challenge("hex-digest", "The response is hexadecimal digits.", "send the 16 bytes themselves"),
    challenge("base64", "The response is Base64.", "send the 16 bytes themselves"),
    challenge("line-end", "A line end follows the response.", "send nothing behind the 16 bytes but frames"),
    challenge("length", "The response has another length than 16 bytes.", "send the whole MD5 digest"),
  ]

  private static func hint(_ name: String, _ statement: String, _ fix: String, _ related: [String]) -> Topic {
    Topic(name, .hint, "Hint \(name)", statement, severity: .hint, fix: fix, related: related)
  }

  private static func foreign(_ name: String, _ what: String, _ cause: String, also: String? = nil) -> Topic {
    let name = "not-a-frame-\(name)"
    return Topic(
      name, .hint, "Hint \(name)", "Where a frame should begin stands \(what).", severity: .hint,
      facts: ["often": cause], related: ["FR-15"] + (also.map { [$0] } ?? []))
  }

  private static func accept(_ name: String, _ statement: String, _ fix: String) -> Topic {
    hint("accept-\(name)", statement, fix, ["RS-06", "RS-07", "Sec-WebSocket-Accept", "guid"])
  }

  private static func challenge(_ name: String, _ statement: String, _ fix: String) -> Topic {
    hint("challenge-response-\(name)", statement, fix, ["H76-23", "H76-24", "hixie-76"])
  }
}
