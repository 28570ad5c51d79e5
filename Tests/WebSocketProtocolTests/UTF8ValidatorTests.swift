import TestSupport
import Testing
import WebSocketProtocol

struct UTF8VectorInput: Decodable, Sendable {
  let hex: String
}

struct UTF8VectorExpected: Decodable, Sendable {
  let valid: Bool
}

struct UTF8ValidatorTests {
  typealias TextVector = Vector<UTF8VectorInput, UTF8VectorExpected>

  /// The state of a text, by the table of well-formed byte sequences (Unicode, table 3-7).
  private func reference(_ bytes: [UInt8]) -> (firstBad: UInt64?, isAtBoundary: Bool) {
    var index = 0
    while index < bytes.count {
      let second: [ClosedRange<UInt8>]
      switch bytes[index] {
      case 0x00...0x7f: second = []
      case 0xc2...0xdf: second = [0x80...0xbf]
      case 0xe0: second = [0xa0...0xbf, 0x80...0xbf]
      case 0xed: second = [0x80...0x9f, 0x80...0xbf]
      case 0xe1...0xef: second = [0x80...0xbf, 0x80...0xbf]
      case 0xf0: second = [0x90...0xbf, 0x80...0xbf, 0x80...0xbf]
      case 0xf1...0xf3: second = [0x80...0xbf, 0x80...0xbf, 0x80...0xbf]
      case 0xf4: second = [0x80...0x8f, 0x80...0xbf, 0x80...0xbf]
      default: return (UInt64(index), false)
      }
      index += 1
      for allowed in second {
        guard index < bytes.count else { return (nil, false) }
        guard allowed.contains(bytes[index]) else { return (UInt64(index), false) }
        index += 1
      }
    }
    return (nil, true)
  }

  private func validate(_ pieces: [[UInt8]]) -> UTF8Validator {
    var validator = UTF8Validator()
    for piece in pieces { validator.take(piece.span) }
    return validator
  }

  private func isValid(_ bytes: [UInt8]) -> Bool { UTF8Validator.isValid(bytes.span) }

  @Test func `there are as many vectors as were written down`() {
    #expect(TextVector.all("utf8").count == 57)
  }

  @Test(arguments: TextVector.all("utf8"))
  func `every vector is judged rightly, whole and byte by byte`(vector: TextVector) {
    let text = bytes(fromHex: vector.input.hex)
    for pieces in [[text], text.map { [$0] }] {
      let validator = validate(pieces)
      #expect((validator.firstBadOffset == nil && validator.isAtBoundary) == vector.expected.valid)
      #expect(validator.count == UInt64(text.count))
    }
    #expect(isValid(text) == vector.expected.valid)
  }

  @Test(arguments: 0..<100)
  func `agrees with the reference and with Swift on random bytes, however they are cut`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<60 {
      let text = generator.nearlyText(Int.random(in: 0...60, using: &generator))
      let expected = reference(text)
      let isText = expected.firstBad == nil && expected.isAtBoundary
      #expect((String(validating: text, as: UTF8.self) != nil) == isText)
      #expect(isValid(text) == isText)
      for pieces in [[text], text.map { [$0] }, generator.cut(text, longest: 9), generator.cut(text, longest: 20)] {
        let validator = validate(pieces)
        #expect(validator.firstBadOffset == expected.firstBad, "\(Hexadecimal.text(text))")
        #expect(validator.isAtBoundary == expected.isAtBoundary, "\(Hexadecimal.text(text))")
        #expect(validator.count == UInt64(text.count))
      }
    }
  }

  @Test func `every pair of a lead byte and a second byte is judged like the reference`() {
    for (lead, second) in (0...255).flatMap({ lead in (0...255).map { (UInt8(lead), UInt8($0)) } }) {
      let text = [lead, second]
      let validator = validate([text])
      let expected = reference(text)
      guard validator.firstBadOffset != expected.firstBad || validator.isAtBoundary != expected.isAtBoundary else {
        continue
      }
      Issue.record("\(Hexadecimal.text(text)): \(validator)")
    }
  }

  @Test func `every code point is text, and surrogates are not`() {
    var validator = UTF8Validator()
    for value in UInt32(0)...0x10ffff {
      if let scalar = Unicode.Scalar(value) { validator.take(Array(UTF8.encode(scalar) ?? .init()).span) }
    }
    #expect(validator.firstBadOffset == nil)
    #expect(validator.isAtBoundary)
    for text in ["eda080", "edbfbf", "f4908080", "c0af", "e08080", "f0808080", "f5808080", "ff"] {
      #expect(!isValid(bytes(fromHex: text)), "\(text)")
    }
  }

  @Test(arguments: ["", "e282", "f09f98"])
  func `nothing behind the first bad byte changes where it is`(prefix: String) {
    let good = [UInt8](repeating: 0x61, count: 21)
    let text = good + bytes(fromHex: prefix) + [0xff] + good + [0xfe]
    let validator = validate([text, good])
    #expect(validator.firstBadOffset == UInt64(good.count + prefix.count / 2))
    #expect(!validator.isAtBoundary)
    #expect(validator.count == UInt64(text.count + good.count))
  }

  @Test(arguments: 0..<4)
  func `unknown bytes are no fault, and hide none behind them`(seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let text = Array("grüße, 日本語 💡 und é".utf8)
    for start in text.indices {
      for end in start...text.count {
        var validator = UTF8Validator()
        for piece in generator.cut(Array(text[..<start]), longest: 5) { validator.take(piece.span) }
        validator.takeUnknown(count: UInt64(end - start))
        for piece in generator.cut(Array(text[end...]), longest: 9) { validator.take(piece.span) }
        #expect(validator.firstBadOffset == nil && validator.isAtBoundary && validator.count == UInt64(text.count))
        // A byte that no text has is found, and so is a lead byte that nothing follows.
        var spoiled = validator
        spoiled.take([0x41, 0xff, 0x41].span)
        #expect(spoiled.firstBadOffset == UInt64(text.count + 1) && !spoiled.isAtBoundary)
        validator.take([0xe2, 0x82].span)
        #expect(validator.firstBadOffset == nil && !validator.isAtBoundary)
        validator.takeUnknown(count: 1)
        #expect(validator.isAtBoundary)
      }
    }
  }

  @Test func `nothing unknown makes a bad text good`() {
    var validator = UTF8Validator()
    validator.take([0x41, 0xc0].span)
    validator.takeUnknown(count: .max)
    validator.take([0x80].span)
    #expect(validator.firstBadOffset == 1 && !validator.isAtBoundary)
  }
}

extension SeededGenerator {
  /// Bytes that often are UTF-8, and where they are not, nearly so.
  mutating func nearlyText(_ count: Int) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < count {
      switch Int.random(in: 0..<24, using: &self) {
      case 0: text.append(UInt8.random(in: 0...255, using: &self))
      case 1: text.append(UInt8.random(in: 0x80...0xbf, using: &self))
      case 2: text.append(UInt8.random(in: 0xc0...0xff, using: &self))
      case 3: text += [0xed, UInt8.random(in: 0x90...0xaf, using: &self), 0x80]
      case 4: text += [0xf4, UInt8.random(in: 0x88...0x97, using: &self), 0x80, 0x80]
      case 5: text += [0xe0, UInt8.random(in: 0x98...0xa7, using: &self), 0x80]
      case 6: text += [0xf0, UInt8.random(in: 0x88...0x97, using: &self), 0x80, 0x80]
      case 7...14: text += Array("plain text".utf8.prefix(Int.random(in: 1...10, using: &self)))
      case 15...17: text += Array("é".utf8)
      case 18...20: text += Array("€".utf8)
      default: text += Array("😀".utf8)
      }
    }
    return Array(text.prefix(count))
  }
}
