/// Payloads of text messages that are something other than UTF-8.
enum TextEncodingMistake {
  /// Data compressed by the application: the signature of gzip, its one method, and no reserved flag.
  static func gzip(_ evidence: TextEvidence) -> Hint? {
    let payload = evidence.payload
    guard payload.count >= 4, payload.starts(with: [0x1f, 0x8b, 0x08]), payload[3] & 0xe0 == 0 else { return nil }
    return Hint(
      "payload-gzip", "a text message with gzip data: send it as binary, or leave compression to permessage-deflate",
      evidence: Hexadecimal.text(payload.prefix(10)))
  }

  /// UTF-16 surrogates that were encoded one by one (CESU-8).
  static func surrogates(_ evidence: TextEvidence) -> Hint? {
    let payload = evidence.payload
    var repaired: [UInt8] = []
    var first: (character: Unicode.Scalar, bytes: ArraySlice<UInt8>)?
    var index = 0
    while index < payload.count {
      let rest = payload[index...]
      if rest.first == 0xed, let character = surrogatePair(rest.prefix(6)) {
        if first == nil { first = (character, rest.prefix(6)) }
        repaired.append(contentsOf: Array(String(Character(character)).utf8))
        index += 6
      } else {
        repaired.append(payload[index])
        index += 1
      }
    }
    guard let first, ReadableText.holds(repaired, atLeast: 1) else { return nil }
    return Hint(
      "text-cesu8",
      "UTF-16 surrogates are encoded one by one (CESU-8); U+\(String(first.character.value, radix: 16, uppercase: true)) "
        + "is one character of 4 bytes in UTF-8",
      evidence: Hexadecimal.text(first.bytes))
  }

  /// The character of a high and a low surrogate of three bytes each, `ED A0`–`AF` and `ED B0`–`BF`.
  private static func surrogatePair(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let six = Array(bytes)
    guard six.count == 6, six[0] == 0xed, six[1] & 0xf0 == 0xa0, six[2] & 0xc0 == 0x80, six[3] == 0xed,
      six[4] & 0xf0 == 0xb0, six[5] & 0xc0 == 0x80
    else { return nil }
    let high = UInt32(six[1] & 0x0f) << 6 | UInt32(six[2] & 0x3f)
    let low = UInt32(six[4] & 0x0f) << 6 | UInt32(six[5] & 0x3f)
    return Unicode.Scalar(0x10000 + (high << 10 | low))
  }

  /// Western text with a byte a character (Latin-1, Windows-1252).
  ///
  /// A third of the bytes or more must be ASCII letters, and what is beyond ASCII must be what people write: signs of
  /// typography, and letters where a word has them. No part of it may be UTF-8 beyond ASCII, or the text is UTF-8 with
  /// a fault in it.
  static func singleByte(_ evidence: TextEvidence) -> Hint? {
    let payload = evidence.payload
    var validator = UTF8Validator()
    validator.take(payload.span)
    // A text that was cut would end inside a character all the same.
    let endsInside = evidence.wholeFrame != nil && !validator.isAtBoundary
    guard validator.firstBadOffset != nil || endsInside else { return nil }
    var letters = 0
    var text = ""
    for (index, byte) in payload.enumerated() {
      switch byte {
      case 0x41...0x5a, 0x61...0x7a: letters += 1
      case 0x09, 0x0a, 0x0d, 0x20...0x7e: break
      default:
        let previous = index == 0 ? nil : payload[index - 1]
        guard westernSigns[byte] != nil || isLetter(byte, behind: previous), !isUTF8(payload[index...].prefix(3))
        else { return nil }
      }
      text.unicodeScalars.append(westernSigns[byte] ?? Unicode.Scalar(byte))
    }
    guard letters * 3 >= payload.count else { return nil }
    return Hint(
      "text-latin1", "not UTF-8, but readable as Latin-1 or Windows-1252: encode the text as UTF-8",
      evidence: String(text.prefix(40)))
  }

  /// True where two or three bytes beyond ASCII make one character of UTF-8.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(validating: bytes.prefix(2), as: UTF8.self)?.unicodeScalars.count == 1
      || String(validating: bytes, as: UTF8.self)?.unicodeScalars.count == 1
  }

  /// True for a letter beyond ASCII that may stand behind another byte: at the beginning of a word, or inside one if it
  /// does not go from small letters to capitals.
  private static func isLetter(_ byte: UInt8, behind previous: UInt8?) -> Bool {
    guard isLatinLetter(byte) else { return false }
    switch previous {
    case nil, 0x0a, UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: "-"):
      return true
    case .some(0x41...0x5a): return true
    case .some(0x61...0x7a): return !isCapital(byte)
    case .some(let letter): return isLatinLetter(letter) && (isCapital(letter) || !isCapital(byte))
    }
  }

  /// `À` to `ÿ` in Latin-1, less the signs of multiplication and division.
  private static func isLatinLetter(_ byte: UInt8) -> Bool {
    byte >= 0xc0 && byte != 0xd7 && byte != 0xf7
  }

  /// `À` to `Þ`.
  private static func isCapital(_ letter: UInt8) -> Bool {
    letter < 0xdf
  }

  /// The signs beyond ASCII that are common in Western text, as Windows-1252 has them; from `A0` on Latin-1 agrees.
  private static let westernSigns: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x84: "„", 0x85: "…", 0x8a: "Š", 0x8c: "Œ", 0x8e: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”",
    0x95: "•", 0x96: "–", 0x97: "—", 0x99: "™", 0x9a: "š", 0x9c: "œ", 0x9e: "ž", 0x9f: "Ÿ", 0xa0: "\u{a0}",
    0xa1: "¡", 0xa3: "£", 0xa7: "§", 0xa9: "©", 0xaa: "ª", 0xab: "«", 0xae: "®", 0xb0: "°", 0xb2: "²", 0xb3: "³",
    0xb4: "´", 0xb5: "µ", 0xb7: "·", 0xba: "º", 0xbb: "»", 0xbf: "¿",
  ]
}
