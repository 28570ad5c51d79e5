import TestSupport

/// The texts of sections 6.5 to 6.23, which follow Markus Kuhn's stress test for UTF-8 decoders, and what is wrong with
/// them by a judge that shares nothing with the one under test.
enum AutobahnText {
  enum Verdict: Equatable {
    case valid
    /// No text can begin with the bytes up to and including this one.
    case invalid(byte: Int)
    /// Bytes are missing at the end.
    case unfinished
  }

  /// Asks the standard library about the text, and about what each beginning of it could become.
  static func verdict(on text: [UInt8]) -> Verdict {
    if isText(text) { return .valid }
    let sound = (0...text.count).last { length in
      endings.contains { isText(text.prefix(length) + $0) }
    }
    guard let sound, sound < text.count else { return .unfinished }
    return .invalid(byte: sound)
  }

  private static func isText(_ bytes: some Sequence<UInt8>) -> Bool {
    String(validating: Array(bytes), as: UTF8.self) != nil
  }

  /// For each way in which a character can be cut, bytes that complete it.
  private static let endings = ["", "80", "8080", "a080", "808080", "908080"].map(bytes(fromHex:))

  /// The texts, a set for each section.
  static let sets: [[[UInt8]]] = [
    // 6.5: characters of one to four bytes.
    ["$", "¢", "€", "\u{24B62}"].map { Array("hello\($0)world".utf8) } + [AutobahnCase.greek],
    // 6.6: each beginning of a text.
    (1...AutobahnCase.greek.count).map { Array(AutobahnCase.greek.prefix($0)) },
    // 6.7 and 6.8: the first code point of each length; those of five and six bytes are none.
    hex("00", "c280", "e0a080", "f0908080"),
    hex("f888808080", "fc8480808080"),
    // 6.9 and 6.10: the last one of each length.
    hex("7f", "dfbf", "efbfbf", "f48fbfbf"),
    hex("f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"),
    // 6.11: both sides of other borders.
    hex("ed9fbf", "ee8080", "efbfbd", "f48fbfbf", "f4908080"),
    // 6.12: continuation bytes without a start.
    hex("80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf") + [Array(0x80..<0xbf)],
    // 6.13: start bytes without a continuation.
    [0xc0..<0xdf, 0xe0..<0xef, 0xf0..<0xf7, 0xf8..<0xfb, 0xfc..<0xfd].map { starts in starts.flatMap { [$0, 0x20] } },
    // 6.14 and 6.15: the last byte is missing, of one character and of many.
    cut,
    [Array(cut.joined())],
    // 6.16: bytes that no text has.
    hex("fe", "ff", "fefeffff"),
    // 6.17 to 6.19: overlong forms of the solidus, of the last code point of each length, and of NUL.
    hex("c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"),
    hex("c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"),
    hex("c080", "e08080", "f0808080", "f880808080", "fc8080808080"),
    // 6.20 and 6.21: surrogates, alone and in pairs.
    hex("eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"),
    ["eda080", "edadbf", "edae80", "edafbf"].flatMap { high in hex(high + "edb080", high + "edbfbf") },
    // 6.22: the non-characters at the end of each plane, which are text.
    hex("efbfbe", "efbfbf")
      + (1...16).flatMap { plane in [0xfffe, 0xffff].map { encoded(plane << 16 | $0) } },
    // 6.23: the specials, from the annotation anchor on.
    (0xfff9...0xffff).map(encoded),
  ]

  private static let cut = hex(
    "c0", "e080", "f08080", "f8808080", "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf")

  private static func hex(_ texts: String...) -> [[UInt8]] { texts.map(bytes(fromHex:)) }

  private static func encoded(_ codePoint: Int) -> [UInt8] {
    Unicode.Scalar(UInt32(codePoint)).map { Array(String($0).utf8) } ?? []
  }
}
