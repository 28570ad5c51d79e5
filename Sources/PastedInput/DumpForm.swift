/// How a dump writes its offsets and its bytes.
struct DumpForm: Hashable {
  /// What stands between an offset and the bytes.
  enum Style {
    case colon
    case blanks
    /// No offsets at all, as in `ngrep -x`.
    case rows
  }

  /// What a group of digits stands for.
  enum Notation {
    /// Bytes in their order, two hexadecimal digits for each.
    case bytes
    /// One byte in eight binary digits: `xxd -b`.
    case bits
    /// Two bytes as a number of four hexadecimal digits, the low byte first in memory: plain `hexdump`, `od -x`.
    case words
  }

  let style: Style
  var notation = Notation.bytes

  /// The base of the offsets: `od` writes octal or decimal ones where it is not told otherwise.
  var radix: UInt64 = 16

  /// The name of the offsets' base, and who writes such.
  var radixName: String {
    switch radix {
    case 8: "octal, as od writes them"
    case 10: "decimal, as od -A d writes them"
    default: "hexadecimal, as hexdump writes them"
    }
  }

  /// The blanks between the eighth and the ninth byte where the two halves of a line are set apart.
  var halfGap: Int {
    switch (notation, style) {
    case (.bytes, .rows): 4
    case (.bytes, _): 2
    default: 1
    }
  }

  /// The forms that a dump of a style may have, in the order in which they are tried.
  ///
  /// Bits come before bytes: a text column tells them from bytes of only 0 and 1, and no column is one of blanks.
  /// Offsets of seven digits are those of `od`, which are octal or decimal, or those of plain `hexdump`.
  static func candidates(_ style: Style, offsetWidth: Int) -> [DumpForm] {
    switch style {
    case .colon:
      return [DumpForm(style: style, notation: .bits), DumpForm(style: style), DumpForm(style: style, radix: 10)]
    case .rows: return [DumpForm(style: style)]
    case .blanks:
      let bytes = (offsetWidth == 7 ? [8, 16, 10] : [16]).map { DumpForm(style: style, radix: $0) }
      let words: [UInt64] = offsetWidth == 7 ? [16, 8, 10] : offsetWidth == 6 ? [16] : []
      return bytes + words.map { DumpForm(style: style, notation: .words, radix: $0) }
    }
  }
}
