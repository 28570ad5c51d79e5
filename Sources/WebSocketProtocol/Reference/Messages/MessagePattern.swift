/// The wording of an error message, found again in what somebody pasted.
///
/// Letter case, quotation marks, runs of spaces and the text around the message do not matter. `#` stands for a number
/// and `*` for any text.
struct MessagePattern: Hashable, Sendable {
  /// The wording as it is printed, with `#` and `*`.
  let wording: String
  private let pattern: [UInt8]

  init(_ wording: String) {
    self.wording = wording
    pattern = Self.plain(wording)
  }

  /// The wording as a list shows it: `N` for a number, dots for the rest.
  var name: String { filled(with: []) }

  /// The wording with its numbers filled in; names stay dots, for anybody may have written them.
  func filled(with captures: [String]) -> String {
    var captures = captures[...]
    return wording.map { character in
      switch character {
      case "#": captures.popFirst() ?? "N"
      case "*": "..."
      default: String(character)
      }
    }.joined()
  }

  /// What stands for each `#` and `*`, where the message is found in the text; `nil` where it is not.
  func captures(in text: String) -> [String]? {
    let text = Self.plain(text)
    return text.indices.lazy.compactMap { Self.match(pattern[...], text[$0...]) }.first
  }

  /// Whether the text ends in at least 20 characters with which the message begins, up to its first free text.
  func isBegun(atEndOf text: String) -> Bool {
    let text = Self.plain(text)
    let shortest = 20
    guard text.count >= shortest else { return false }
    // Of a longer text only the end can be the beginning of the message; a number has few digits.
    let first = max(0, text.count - pattern.count - shortest)
    return (first...text.count - shortest).contains { Self.begins(pattern[...], with: text[$0...]) }
  }

  /// Whether another message's wording stands within this one.
  func contains(_ other: MessagePattern) -> Bool {
    guard other.pattern.count < pattern.count else { return false }
    return pattern.indices.contains { pattern[$0...].starts(with: other.pattern) }
  }

  /// How many characters the whole text differs by from the wording, whatever its numbers are; `nil` where it is more
  /// than a limit.
  func distance(to text: String, atMost limit: Int) -> Int? {
    var plain: [UInt8] = []
    for byte in Self.plain(text) {
      let isDigit = (0x30...0x39).contains(byte)
      if !isDigit { plain.append(byte) } else if plain.last != UInt8(ascii: "#") { plain.append(UInt8(ascii: "#")) }
    }
    guard abs(plain.count - pattern.count) <= limit else { return nil }
    let distance = EditDistance.between(plain, pattern)
    return distance <= limit ? distance : nil
  }

  private static func begins(_ pattern: ArraySlice<UInt8>, with text: ArraySlice<UInt8>) -> Bool {
    var pattern = pattern
    var text = text
    while let wanted = text.first {
      guard let byte = pattern.popFirst(), byte != UInt8(ascii: "*") else { return false }
      if byte == UInt8(ascii: "#") {
        let number = text.prefix { (0x30...0x39).contains($0) }
        guard !number.isEmpty else { return false }
        text = text.dropFirst(number.count)
      } else {
        guard wanted == byte else { return false }
        text = text.dropFirst()
      }
    }
    return true
  }

  private static func match(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> [String]? {
    var pattern = pattern
    var text = text
    var captures: [String] = []
    while let byte = pattern.popFirst() {
      switch byte {
      case UInt8(ascii: "#"):
        let number = text.prefix { (0x30...0x39).contains($0) }
        guard !number.isEmpty else { return nil }
        captures.append(String(decoding: number, as: UTF8.self))
        text = text.dropFirst(number.count)
      case UInt8(ascii: "*"):
        guard let next = pattern.first else { return captures + [String(decoding: text, as: UTF8.self)] }
        for end in text.indices where text[end] == next {
          guard let rest = match(pattern, text[end...]) else { continue }
          return captures + [String(decoding: text[..<end], as: UTF8.self)] + rest
        }
        return nil
      default:
        guard text.popFirst() == byte else { return nil }
      }
    }
    // A word goes on behind a match only by chance.
    guard text.first.map({ !(0x61...0x7a).contains($0) }) ?? true else { return nil }
    return captures
  }

  /// The text in lower case, without quotation marks, with single spaces, and without a full stop at its end.
  private static func plain(_ text: String) -> [UInt8] {
    var plain: [UInt8] = []
    for character in text.lowercased() where !"'\"`‘’‚“”„«»\\".contains(character) {
      if character.isWhitespace {
        if plain.last.map({ $0 != 0x20 }) ?? false { plain.append(0x20) }
      } else {
        plain.append(contentsOf: character.utf8)
      }
    }
    while let last = plain.last, last == 0x20 || last == UInt8(ascii: ".") { plain.removeLast() }
    return plain
  }
}
