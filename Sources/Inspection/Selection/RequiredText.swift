/// The text that every match of a regular expression has in it, as far as that is easily seen.
///
/// An expression that fits nowhere is tried at every character, and each try may go through the rest of the payload: for
/// a long one that takes minutes. Where text is missing that no match can do without, nothing has to be tried.
struct RequiredText {
  /// Pieces that a match has one by one; empty where none is known.
  private(set) var pieces: [[UInt8]] = []
  private var piece: [UInt8] = []

  /// - Parameter expression: one that was found to be right, and that heeds case.
  init(_ expression: String) {
    let scalars = Array(expression.unicodeScalars)
    // What a quantifier stands behind is a character, which may be made of several scalars; and U+FFFD stands for what
    // is not UTF-8.
    guard scalars.count == expression.count, !scalars.contains("\u{fffd}"), read(scalars[...]) else {
      pieces = []
      return
    }
  }

  /// Goes through an expression; false where it has something whose meaning for the rest is not known here.
  private mutating func read(_ expression: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = expression
    while let scalar = rest.popFirst() {
      switch scalar {
      case "|": return false
      case "(":
        endPiece()
        guard Self.skipGroup(&rest) else { return false }
      case "[":
        endPiece()
        guard Self.skipClass(&rest) else { return false }
      case "\\":
        guard let escaped = rest.popFirst() else { return false }
        if Self.isPunctuation(escaped) {
          take(escaped, followedBy: rest.first)
        } else if Self.plainClasses.contains(escaped) {
          endPiece()
        } else {
          return false
        }
      case "{":
        endPiece()
        guard let end = rest.firstIndex(of: "}") else { return false }
        rest = rest[(end + 1)...]
      case "?", "*", "+", ".", "^", "$": endPiece()
      case ")", "]", "}": return false
      default: take(scalar, followedBy: rest.first)
      }
    }
    endPiece()
    return true
  }

  /// Escapes that stand for characters or places, and have nothing behind them.
  private static let plainClasses: Set<Unicode.Scalar> = [
    "d", "D", "w", "W", "s", "S", "b", "B", "n", "r", "t", "A", "z",
  ]

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7f && !scalar.properties.isAlphabetic
      && !("0"..."9").contains(scalar)
  }

  /// Takes a character that stands for itself, unless it may be left out.
  private mutating func take(_ scalar: Unicode.Scalar, followedBy next: Unicode.Scalar?) {
    if let next, next == "?" || next == "*" || next == "{" {
      endPiece()
    } else {
      piece += Array(String(scalar).utf8)
    }
  }

  private mutating func endPiece() {
    if !piece.isEmpty { pieces.append(piece) }
    piece = []
  }

  /// Skips a group with what lies in it; false where it may change the meaning of the rest.
  private static func skipGroup(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    var depth = 1
    // Groups that begin with a question mark or an asterisk may set options.
    guard rest.first != "?", rest.first != "*" else { return false }
    while depth > 0, let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        // A quotation goes on over brackets.
        guard let escaped = rest.popFirst(), escaped != "Q" else { return false }
      case "[":
        guard skipClass(&rest) else { return false }
      case "(":
        guard rest.first != "?", rest.first != "*" else { return false }
        depth += 1
      case ")": depth -= 1
      default: break
      }
    }
    return depth == 0
  }

  /// Skips a class of characters; false where it is not a simple one.
  private static func skipClass(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    if rest.first == "^" { rest.removeFirst() }
    guard rest.first != "]" else { return false }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "]": return true
      case "[": return false
      case "\\": guard let escaped = rest.popFirst(), escaped != "Q" else { return false }
      default: break
      }
    }
    return false
  }
}
