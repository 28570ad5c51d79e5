/// Tells whether bytes are JSON (RFC 8259).
struct JSONText {
  private var rest: ArraySlice<UInt8>
  /// The objects (true) and arrays (false) that are open.
  private var open: [Bool] = []

  /// True where bytes are one object or one array, and nothing else but white space around it.
  ///
  /// Numbers and strings by themselves are JSON too, but hardly anybody calls a file of that kind so.
  static func isDocument(_ bytes: ArraySlice<UInt8>) -> Bool {
    var text = JSONText(rest: bytes)
    text.skipSpace()
    guard text.rest.first == UInt8(ascii: "{") || text.rest.first == UInt8(ascii: "[") else { return false }
    return text.isValue() && String(validating: bytes, as: UTF8.self) != nil
  }

  /// Reads values without calling itself, however deep they lie in each other.
  private mutating func isValue() -> Bool {
    repeat {
      skipSpace()
      guard let byte = rest.popFirst() else { return false }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(byte == UInt8(ascii: "{"))
        skipSpace()
        if rest.first == (open.last == true ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          rest.removeFirst()
          open.removeLast()
          break
        }
        guard open.last == false || isName() else { return false }
        continue
      case UInt8(ascii: "\""): guard isString() else { return false }
      case UInt8(ascii: "t"): guard takes("rue") else { return false }
      case UInt8(ascii: "f"): guard takes("alse") else { return false }
      case UInt8(ascii: "n"): guard takes("ull") else { return false }
      default: guard isNumber(from: byte) else { return false }
      }
      guard endsValue() else { return false }
    } while !open.isEmpty
    skipSpace()
    return rest.isEmpty
  }

  /// Takes what closes behind a value, and the comma before the next one.
  private mutating func endsValue() -> Bool {
    while let isObject = open.last {
      skipSpace()
      guard let byte = rest.popFirst() else { return false }
      if byte == UInt8(ascii: ",") { return !isObject || isName() }
      guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
      open.removeLast()
    }
    return true
  }

  /// Takes a member's name and its colon.
  private mutating func isName() -> Bool {
    skipSpace()
    guard rest.popFirst() == UInt8(ascii: "\""), isString() else { return false }
    skipSpace()
    return rest.popFirst() == UInt8(ascii: ":")
  }

  /// Takes the rest of a string.
  private mutating func isString() -> Bool {
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"):
        guard let escape = rest.popFirst() else { return false }
        if escape == UInt8(ascii: "u") {
          guard rest.count >= 4, rest.prefix(4).allSatisfy(Self.isHexadecimal) else { return false }
          rest.removeFirst(4)
        } else if !"\"\\/bfnrt".utf8.contains(escape) {
          return false
        }
      case 0..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func isNumber(from first: UInt8) -> Bool {
    var digit = first
    if first == UInt8(ascii: "-") {
      guard let next = rest.popFirst() else { return false }
      digit = next
    }
    guard Self.isDigit(digit) else { return false }
    if digit != UInt8(ascii: "0") { skipDigits() }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard skipDigits() else { return false }
    }
    guard let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") else { return true }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
    return skipDigits()
  }

  /// Takes digits; true where there was one.
  @discardableResult
  private mutating func skipDigits() -> Bool {
    let before = rest.count
    rest = rest.drop(while: Self.isDigit)
    return rest.count < before
  }

  private mutating func takes(_ letters: String) -> Bool {
    let wanted = Array(letters.utf8)
    guard rest.starts(with: wanted) else { return false }
    rest.removeFirst(wanted.count)
    return true
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
