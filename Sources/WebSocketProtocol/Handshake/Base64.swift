/// Base64 as RFC 4648 section 4 defines it, with what a strict reader would object to.
public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The Base64 text of `bytes`, padded.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = bytes.startIndex
    while index != bytes.endIndex {
      var group: UInt32 = 0
      var count = 0
      while count < 3, index != bytes.endIndex {
        group |= UInt32(bytes[index]) << UInt32(16 - 8 * count)
        count += 1
        bytes.formIndex(after: &index)
      }
      for digit in 0..<4 {
        let sextet = Int(group >> UInt32(18 - 6 * digit)) & 0x3f
        text.append(digit <= count ? alphabet[sextet] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What Base64 text stands for, and whether its unused bits are zero.
  public struct Decoded: Hashable, Sendable {
    /// The bytes the text stands for.
    public var bytes: [UInt8]
    /// False where the unused bits of the last character are not zero (RFC 4648 section 3.5).
    public var isCanonical: Bool
  }

  /// Reads padded Base64; `nil` where the text is not a whole number of groups in the alphabet with right padding.
  public static func decode(_ text: some Sequence<UInt8>) -> Decoded? {
    let characters = Array(text)
    guard characters.count.isMultiple(of: 4) else { return nil }
    guard !characters.isEmpty else { return Decoded(bytes: [], isCanonical: true) }
    let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    var group: UInt32 = 0
    var held = 0
    for character in characters.dropLast(padding) {
      guard let sextet = value(of: character) else { return nil }
      group = group << 6 | UInt32(sextet)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(held)))
      }
    }
    let spare = group & ((1 << UInt32(held)) - 1)
    return Decoded(bytes: bytes, isCanonical: spare == 0)
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
