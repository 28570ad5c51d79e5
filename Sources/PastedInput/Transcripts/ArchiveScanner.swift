/// Finds the entries of an HTTP archive without building the rest of it: the elements of `log.entries`.
///
/// Goes through the bytes once and does not descend, so neither depth nor size of an archive matters here. What is
/// inside the entries is checked when they are decoded.
struct ArchiveScanner {
  /// Where the elements stand, as indices of the text.
  private(set) var entries: [Range<Int>] = []

  private let text: [UInt8]
  private var position: Int

  /// The keys of the objects that are open, as far as they matter: the outermost two.
  private var keys: [Range<Int>?] = [nil, nil]
  private var depth = 0
  private var entryStart: Int?

  /// The depth inside the array of entries; `nil` outside it.
  private var listDepth: Int?

  /// The last string; a key once a colon follows it.
  private var string = 0..<0

  /// Scans a text; throws where it is not one whole JSON value, as far as brackets and strings tell.
  init(_ text: [UInt8]) throws(ReadingFault) {
    self.text = text
    position = text.startIndex
    var opened: [UInt8] = []
    while position < text.count {
      let byte = text[position]
      switch byte {
      case .quote: try scanString()
      case .colon where depth >= 1 && depth <= 2: keys[depth - 1] = string
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open(byte)
        opened.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let bracket = opened.popLast(), (bracket == UInt8(ascii: "{")) == (byte == UInt8(ascii: "}")) else {
          throw ReadingFault(
            offset: position, problem: "this bracket closes nothing that is open", expected: "JSON of an HTTP archive")
        }
        close()
      default: break
      }
      position += 1
    }
    guard opened.isEmpty else {
      throw ReadingFault(
        offset: text.count, problem: "the text ends inside an object or a list", expected: "the whole archive")
    }
  }

  private mutating func scanString() throws(ReadingFault) {
    let start = position
    position += 1
    while position < text.count, text[position] != .quote {
      position += text[position] == .backslash ? 2 : 1
    }
    guard position < text.count else {
      throw ReadingFault(offset: start, problem: "the string that begins here has no end", expected: "a quote mark")
    }
    string = start + 1..<position
  }

  private mutating func open(_ bracket: UInt8) {
    if bracket == UInt8(ascii: "["), depth == 2, isKey(0, "log"), isKey(1, "entries"), entries.isEmpty {
      listDepth = 3
    } else if depth == listDepth, bracket == UInt8(ascii: "{") {
      entryStart = position
    }
    depth += 1
  }

  private mutating func close() {
    depth -= 1
    if depth == listDepth, let start = entryStart {
      entries.append(start..<position + 1)
      entryStart = nil
    } else if let listDepth, depth < listDepth {
      self.listDepth = nil
    }
  }

  private func isKey(_ level: Int, _ name: StaticString) -> Bool {
    keys[level].map { text[$0].elementsEqual(name.description.utf8) } ?? false
  }
}
