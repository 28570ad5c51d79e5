/// Chooses a dialect for a text that came without one; the rules are those of `PastedBytes.init(reading:as:)`.
enum DialectDetector {
  /// Reads `text` as the dialect that the rules choose.
  static func read(_ text: [UInt8]) throws(PastedInputError) -> PastedBytes {
    let plain = PastedText(text)
    let body = plain.text
    guard !body.trimmedRange.isEmpty else {
      throw PastedInputError(emptyTextExpecting: "bytes as hexadecimal digits, a dump, a list, a string or Base64")
    }
    if isRaw(body) { return PastedBytes(Reading(bytes: text), readAs: .raw) }
    let dialect = try dialect(of: body)
    do throws(ReadingFault) {
      var reading = try dialect.read(body)
      reading.notes.insert(contentsOf: plain.notes, at: 0)
      return PastedBytes(reading, readAs: dialect, alternatives: alternatives(to: dialect, for: body))
    } catch {
      throw PastedInputError(UnreadableForm.fault(of: body) ?? error, in: body, readAs: dialect)
    }
  }

  /// Rule 1: whether these are bytes rather than a text that stands for bytes.
  private static func isRaw(_ text: [UInt8]) -> Bool {
    let holdsControls = text.contains { $0 == 0x7F || ($0 < 0x20 && !$0.isWhitespace) }
    if holdsControls || !text.isUTF8 { return true }
    let start = TextCursor(text, in: text.trimmedRange)
    if let byte = start.current, byte > 0x7F { return !start.isAtBox }
    return beginsAsHTTP(start)
  }

  /// Whether the first line is `HTTP/…`, or a method, a target and `HTTP/…`.
  private static func beginsAsHTTP(_ start: TextCursor) -> Bool {
    if start.goesOn(with: "HTTP/") { return true }
    var line = start
    guard line.skip(while: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) > 0, line.take(.space) else {
      return false
    }
    line.skip { !$0.isWhitespace }
    return line.take(.space) && line.goesOn(with: "HTTP/")
  }

  /// Rules 2 to 8.
  private static func dialect(of text: [UInt8]) throws(PastedInputError) -> InputDialect {
    if FollowParser.recognises(text) { return .follow }
    if XxdParser.recognises(text) { return .xxd }
    if HexdumpParser.recognises(text) { return .hexdump }
    if NgrepParser.recognises(text) { return .ngrep }
    if text.databaseLiteral != nil { return .hex }
    if isQuotedBase64(text) { return .base64 }
    if BinaryDigitsParser.recognises(text) { return .binaryDigits }
    if let dialect = dialectOfDigits(text) { return dialect }
    if NodeBufferParser.recognises(text) { return .nodeBuffer }
    switch ListBeginning(of: text) {
    case .list: return .cArray
    case .string: return .escapedString
    case .elements:
      let isList = text.contains(.comma) && beginsAsElement(text)
      if isList, reads(text, as: .cArray) { return .cArray }
      if text.contains(.backslash) { return .escapedString }
      if isList { return reach(of: text, as: .hex) < reach(of: text, as: .cArray) ? .cArray : .hex }
    }
    do throws(ReadingFault) {
      _ = try Base64Parser.parseUnannounced(text)
      return .base64
    } catch {
      throw unrecognised(text, notBase64: error)
    }
  }

  /// Whether the text is a literal of nothing but padded Base64, as JSON has it: nobody writes such a string otherwise.
  private static func isQuotedBase64(_ text: [UInt8]) -> Bool {
    let (range, pair) = text.rangeInsidePair
    return pair == "quotes" && text[range].last == .equals && reads(text, as: .base64)
  }

  /// Rule 4, for texts of nothing but hexadecimal digits, separators and one surrounding pair.
  private static func dialectOfDigits(_ text: [UInt8]) -> InputDialect? {
    let (range, pair) = text.rangeInsidePair
    let isDigits = text[range].allSatisfy {
      $0.isHexDigit || $0.isWhitespace || $0 == .comma || $0 == .colon || $0 == .hyphen
        || $0 | 0x20 == UInt8(ascii: "x")
    }
    guard isDigits, text[range].contains(where: \.isHexDigit) else { return nil }
    let isHex = reads(text, as: .hex)
    if pair == "quotes" { return isHex ? .hex : nil }
    let looksLikeList = text[range].contains(.comma) || text[range].first == .hyphen
    let hasBase = text[range].contains { $0 | 0x20 == UInt8(ascii: "x") }
    if looksLikeList || pair != nil {
      let isCertain = !isHex || (looksLikeList && (pair != nil || hasBase) && !hasPairsWithZeros(text[range]))
      if isCertain, reads(text, as: .cArray) { return .cArray }
      // Neither reads: numbers without a letter were hardly meant as hexadecimal pairs.
      if looksLikeList, !isHex, hasBase || text[range].allSatisfy({ !$0.isLetter }) { return .cArray }
    }
    if !isHex, isDecimals(text[range]), reads(text, as: .cArray) { return .cArray }
    return .hex
  }

  /// Whether all elements have two digits and one begins with a zero, which nobody writes before a decimal number.
  private static func hasPairsWithZeros(_ text: ArraySlice<UInt8>) -> Bool {
    let elements = text.split { $0.isWhitespace || $0 == .comma }
    return elements.allSatisfy { $0.count == 2 } && elements.contains { $0.first == UInt8(ascii: "0") }
  }

  /// Whether blanks separate decimal numbers: none begins with a zero, and the first, of which frames have the top bit
  /// set, has three digits.
  private static func isDecimals(_ text: ArraySlice<UInt8>) -> Bool {
    let elements = text.split(whereSeparator: \.isWhitespace)
    return elements.count > 1 && elements[0].count == 3
      && elements.allSatisfy { element in
        element.count <= 3 && element.allSatisfy { $0.digitValue != nil }
          && (element.count == 1 || element.first != UInt8(ascii: "0"))
      }
  }

  private static func beginsAsElement(_ text: [UInt8]) -> Bool {
    guard let first = text[text.trimmedRange].first else { return false }
    return first.digitValue != nil || first == .hyphen || first == .apostrophe || first == UInt8(ascii: "(")
  }

  /// Rule 8: the error of hexadecimal digits where most characters are some, otherwise that of Base64.
  private static func unrecognised(_ text: [UInt8], notBase64: ReadingFault) -> PastedInputError {
    if let fault = UnreadableForm.fault(of: text) { return PastedInputError(fault, in: text, readAs: .hexdump) }
    var notHex = notBase64
    do throws(ReadingFault) { _ = try InputDialect.hex.read(text) } catch { notHex = error }
    let digits = text.reduce(into: 0) { count, byte in if byte.isHexDigit { count += 1 } }
    let others = text.reduce(into: 0) { count, byte in if byte.isGraphic && !byte.isHexDigit { count += 1 } }
    return digits > others
      ? PastedInputError(notHex, in: text, readAs: .hex, stumbles: [line(notBase64, .base64, text)])
      : PastedInputError(notBase64, in: text, readAs: .base64, stumbles: [line(notHex, .hex, text)])
  }

  private static func line(_ fault: ReadingFault, _ dialect: InputDialect, _ text: [UInt8]) -> String {
    let place = TextPlace(of: fault.offset, in: text)
    return "line \(place.line), column \(place.column), read as \(dialect.rawValue): \(fault.problem)"
  }

  /// The other dialects as which the text can be read and is not empty.
  ///
  /// Every text is an escaped string, so that one counts only if there is a backslash or a literal.
  private static func alternatives(to dialect: InputDialect, for text: [UInt8]) -> [InputDialect] {
    InputDialect.allCases.filter { other in
      guard other != dialect, other != .raw else { return false }
      if other == .escapedString, !text.contains(.backslash), ListBeginning(of: text) != .string { return false }
      guard let reading = try? other.read(text) else { return false }
      return !reading.bytes.isEmpty
    }
  }

  /// How far a dialect's parser comes: the offset of its fault, or the text's length.
  private static func reach(of text: [UInt8], as dialect: InputDialect) -> Int {
    do throws(ReadingFault) {
      _ = try dialect.read(text)
      return text.count
    } catch {
      return error.offset
    }
  }

  private static func reads(_ text: [UInt8], as dialect: InputDialect) -> Bool {
    (try? dialect.read(text)) != nil
  }
}

extension [UInt8] {
  /// Whether this is valid UTF-8.
  fileprivate var isUTF8: Bool {
    do {
      _ = try UTF8Span(validating: span)
      return true
    } catch {
      return false
    }
  }
}
