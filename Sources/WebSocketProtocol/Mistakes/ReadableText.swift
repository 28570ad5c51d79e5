/// Text as a person would send it, told from bytes that only happen to be UTF-8.
///
/// Nearly every hint about payloads rests on this one question: do these bytes read as text once a suspected mistake
/// is undone?
package enum ReadableText {
  /// How many characters (Unicode scalars) can be seen in a text, spaces included.
  ///
  /// - Returns: `nil` where the bytes are not UTF-8, or hold a control character other than TAB, CR and LF.
  package static func length(of bytes: some Collection<UInt8>) -> Int? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var count = 0
    for scalar in text.unicodeScalars {
      guard isReadable(scalar) else { return nil }
      if scalar.value >= 0x20 { count += 1 }
    }
    return count
  }

  /// True where the bytes are readable and have at least `minimum` characters that can be seen.
  package static func holds(_ bytes: some Collection<UInt8>, atLeast minimum: Int) -> Bool {
    length(of: bytes).map { $0 >= minimum } ?? false
  }

  /// True for TAB, CR, LF and everything that is no control character (C0, DEL or C1).
  package static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d: true
    case 0x00...0x1f, 0x7f...0x9f: false
    default: true
    }
  }
}
