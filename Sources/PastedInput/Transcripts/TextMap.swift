/// The lines and columns of a text, so that any offset's place is found in a bounded number of steps.
struct TextMap {
  private let text: [UInt8]

  /// The offset of each line's first byte.
  private let lineStarts: [Int]

  /// The number of characters that begin before each multiple of `interval`.
  private let characters: [Int]

  private static let interval = 64

  /// Indexes a text.
  init(_ text: [UInt8]) {
    self.text = text
    var lineStarts = [0]
    var characters = [0]
    characters.reserveCapacity(text.count / Self.interval + 1)
    var count = 0
    for (index, byte) in text.enumerated() {
      if !byte.isContinuation { count += 1 }
      if byte == .lineFeed { lineStarts.append(index + 1) }
      if (index + 1) % Self.interval == 0 { characters.append(count) }
    }
    self.lineStarts = lineStarts
    self.characters = characters
  }

  /// The line and the column of a byte, from 1; the bytes of one character have the same column.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), text.count)
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    let start = lineStarts[max(low - 1, 0)]
    let isCharacter = offset < text.count && text[offset].isContinuation
    return (low, max(1, beginning(before: offset) - beginning(before: start) + (isCharacter ? 0 : 1)))
  }

  /// The number of characters that begin before an offset.
  private func beginning(before offset: Int) -> Int {
    let step = offset / Self.interval
    return text[step * Self.interval..<offset].reduce(characters[step]) { $0 + ($1.isContinuation ? 0 : 1) }
  }
}

extension UInt8 {
  /// Whether this is a byte of UTF-8 that goes on with a character.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}
