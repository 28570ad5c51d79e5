/// What is done to the key before it is hashed.
extension AcceptDeviation {
  static let keys: [AcceptDeviation] = keyTexts + keyEdges + lostKeys

  /// The key in another form.
  private static let keyTexts: [AcceptDeviation] = [
    key(
      "key-decoded", "Base64-decode(%s)", "the key was decoded from Base64 before it was hashed",
      "do not decode the key: \(hashAsSent)"
    ) { Base64.decode($0)?.bytes },
    key(
      "key-b64-again", "Base64(%s)", "the key was encoded as Base64 a second time",
      "do not encode the key: \(hashAsSent)"
    ) { Array(Base64.encode($0).utf8) },
    key(
      "key-hex", "hex(Base64-decode(%s))", "the key was decoded, and its hexadecimal digits were hashed",
      "do not decode the key: \(hashAsSent)"
    ) { Base64.decode($0).map { DigestText.hex($0.bytes) } },
    key(
      "key-nopad", "%s without ==", "the == at the end of the key was lost before it was hashed",
      "keep the key whole: a pattern such as \\w+ or a split at = takes the padding off"
    ) { Array($0.prefix { $0 != UInt8(ascii: "=") }) },
    key(
      "key-onepad", "%s without its last character", "the key lost its last character before it was hashed",
      "count the key's 24 characters, all of which are hashed"
    ) { $0.dropLast() },
    key(
      "key-first-missing", "%s without its first character", "the key lost its first character before it was hashed",
      "skip the colon and the white space behind it, and nothing else"
    ) { Array($0.dropFirst()) },
    key(
      "key-minus9", "%s without its last 9 characters", "the key lost its last 9 characters before it was hashed",
      "look at how the end of the header is found: the last field is cut short"
    ) { $0.dropLast(9) },
    key(
      "key-lower", "lower(%s)", "the key was turned into lower case before it was hashed",
      "turn only the names of fields into lower case; the case of their values matters"
    ) { $0.map(DigestText.lower) },
    key(
      "key-upper", "upper(%s)", "the key was turned into upper case before it was hashed",
      "turn only the names of fields into upper case; the case of their values matters"
    ) { $0.map(DigestText.upper) },
    key(
      "key-url", "percent-encode(%s)", "the key was percent-encoded before it was hashed",
      "do not URL-encode the key: \(hashAsSent)"
    ) { DigestText.percentEncoded($0) },
    key(
      "key-plus-space", "%s with spaces for +", "each + of the key became a space, as decoding a form does",
      "do not URL-decode the key: \(hashAsSent)"
    ) { $0.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 } },
    key(
      "key-quoted", "\"\\\"\" + %s + \"\\\"\"", "the key was hashed with quotation marks around it",
      "hash the key's text, not its JSON or printed form"
    ) { Array("\"".utf8) + $0 + Array("\"".utf8) },
    key(
      "key-pybytes", "\"b'\" + %s + \"'\"", "the key was hashed as Python prints bytes, with b' in front and ' behind",
      "use key.decode() in place of str(key)"
    ) { Array("b'".utf8) + $0 + Array("'".utf8) },
  ]

  /// What is kept around the key.
  private static let keyEdges: [AcceptDeviation] = [
    key("key-cr", at: .keyEnd, "%s + CR", "the CR at the end of the key's line was hashed", trimKey) { $0 + [0x0d] },
    key("key-lf", at: .keyEnd, "%s + LF", "an LF behind the key was hashed", trimKey) { $0 + [0x0a] },
    key("key-crlf", at: .keyEnd, "%s + CR LF", "the CR LF at the end of the key's line was hashed", trimKey) {
      $0 + [0x0d, 0x0a]
    },
    key(
      "key-trail-space", at: .keyEnd, "%s + space", "a space behind the key was hashed", trimKey
    ) { $0 + [0x20] },
    key(
      "key-nul", at: .keyEnd, "%s + NUL", "the zero byte that ends the key's string was hashed",
      "pass strlen(key) as the length, not the size of the buffer"
    ) { $0 + [0] },
    key(
      "key-space-cr", at: .keyEnd, "space + %s + CR",
      "the space in front of the key and the CR at the end of its line were hashed", trimKey
    ) { [0x20] + $0 + [0x0d] },
    key(
      "key-lead-space", at: .keyStart, "space + %s", "the space between the colon and the key was hashed", trimKey
    ) { [0x20] + $0 },
    key(
      "key-line", at: .keyStart, "\"Sec-WebSocket-Key: \" + %s",
      "the whole line of the field was hashed, name included",
      "split the line at the first colon and hash what is behind it, trimmed"
    ) { Array("Sec-WebSocket-Key: ".utf8) + $0 },
    key(
      "bom", at: .keyStart, "byte order mark + %s", "a byte order mark was hashed in front of the key",
      "write the bytes without a byte order mark: C# new UTF8Encoding(false)"
    ) { [0xef, 0xbb, 0xbf] + $0 },
  ]

  /// Something else in the key's place.
  private static let lostKeys: [AcceptDeviation] = [
    lost("key-empty", "\"\"", "the key was empty, as when the field was not found", ""),
    lost("key-null", "\"null\"", "the text null was hashed in place of the key", "null"),
    lost("key-undefined", "\"undefined\"", "the text undefined was hashed in place of the key", "undefined"),
    lost("key-none", "\"None\"", "the text None was hashed in place of the key", "None"),
  ]

  private static func lost(_ id: String, _ formula: String, _ diagnosis: String, _ text: String) -> AcceptDeviation {
    let fix = "look the field up in any letter case: Sec-WebSocket-Key, sec-websocket-key, Sec-Websocket-Key"
    return key(id, formula, diagnosis, fix) { _ in Array(text.utf8) }
  }
}
