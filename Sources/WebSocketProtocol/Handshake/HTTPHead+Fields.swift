extension HTTPHead {
  /// The text at a range, as UTF-8 with U+FFFD for what is not.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// A field's name in lower case; names are compared without regard to case (RFC 9110 section 5.1).
  ///
  /// White space before the colon is a fault of its own (HT-05) and no part of the name.
  public func name(of field: Field) -> String {
    text(nameRange(of: field)).asciiLowercased
  }

  /// The field's name without the white space before its colon.
  func nameRange(of field: Field) -> Range<Int> {
    var range = field.name
    while let last = range.last, Self.isBlank(bytes[last]) { range.removeLast() }
    return range
  }

  /// A field's value without surrounding white space, and with one space for each fold (RFC 9112 section 5.2).
  public func value(of field: Field) -> String {
    // Folds are rare, and the search for one costs less than taking the value apart.
    guard bytes[field.value].contains(Self.lineFeed) else { return text(field.value) }
    let lines = bytes[field.value].split(separator: Self.lineFeed)
    return lines.map { line in
      let end = line.lastIndex { $0 != Self.carriageReturn }.map { $0 + 1 } ?? line.startIndex
      return text(line.startIndex..<end).trimmingBlanks
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The values of every field line with this name, in order, without surrounding white space and folds.
  ///
  /// - Parameter name: the field's name in lower case.
  public func values(of name: String) -> [String] {
    fields(named: name).map { value(of: $0) }
  }

  /// The first field line with this name (in lower case).
  private func field(named name: String) -> Field? {
    for field in fields where field.hasColon && matches(nameRange(of: field), name) { return field }
    return nil
  }

  /// The first value of a field, or `nil` where it was not sent.
  public func value(of name: String) -> String? {
    field(named: name).map { value(of: $0) }
  }

  /// The bytes that follow the colon and at most one space: what hixie-76 takes for a field's value.
  ///
  /// Later white space is data there (section 5.2 of the draft), so nothing else is trimmed.
  public func verbatimValue(of name: String) -> [UInt8]? {
    field(named: name).map { field in
      let value = bytes[field.rawValue]
      return Array(value.first == UInt8(ascii: " ") ? value.dropFirst() : value)
    }
  }

  /// The field lines with this name (in lower case), in order.
  public func fields(named name: String) -> [Field] {
    fields.filter { $0.hasColon && matches(nameRange(of: $0), name) }
  }

  /// True where the range holds `lowercased`, whatever the case of its letters.
  func matches(_ range: Range<Int>, _ lowercased: String) -> Bool {
    guard range.count == lowercased.utf8.count else { return false }
    var position = range.lowerBound
    for wanted in lowercased.utf8 {
      let byte = bytes[position]
      guard byte == wanted || (0x41...0x5a).contains(byte) && byte | 0x20 == wanted else { return false }
      position += 1
    }
    return true
  }

  /// True where one of the comma-separated elements of a field is `token`, whatever its case.
  ///
  /// All lines of the field count as one list (RFC 9110 section 5.3).
  ///
  /// - Parameters:
  ///   - token: what to look for, in lower case.
  ///   - name: the field's name in lower case.
  public func listContains(_ token: String, in name: String) -> Bool {
    values(of: name).contains { value in
      value.split(separator: ",").contains { element in
        element.trimmingBlanks.asciiLowercased == token
      }
    }
  }

  /// The request's method, such as `GET`; `nil` for a response.
  public var method: String? {
    if case .request(let method, _, _) = startLine { text(method) } else { nil }
  }

  /// The request's target, such as `/chat`; `nil` for a response.
  public var target: String? {
    if case .request(_, let target, _) = startLine { text(target) } else { nil }
  }

  /// The response's status; `nil` for a request or where it is not three digits.
  public var status: Int? {
    guard case .response(_, let status, _) = startLine, status.count == 3 else { return nil }
    guard bytes[status].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text(status))
  }

  /// The response's reason phrase, possibly empty; `nil` for a request.
  public var reason: String? {
    if case .response(_, _, let reason) = startLine { text(reason) } else { nil }
  }

  /// The protocol name and version, such as `HTTP/1.1`.
  public var httpVersion: String? {
    switch startLine {
    case .request(_, _, let version), .response(let version, _, _): text(version)
    case .malformed: nil
    }
  }

  /// True where the message offers or accepts an upgrade to WebSocket (RFC 6455 sections 4.1 and 4.2.2).
  public var asksForWebSocket: Bool {
    values(of: "upgrade").contains { value in
      value.split(separator: ",").contains { Self.namesWebSocket($0) }
    }
  }

  /// True for an element of `Upgrade` that means WebSocket.
  static func namesWebSocket(_ element: some StringProtocol) -> Bool {
    // `websocket/13` is a mistake that is common enough to be read on as websocket.
    element.trimmingBlanks.prefix { $0 != "/" && $0 != " " && $0 != "\t" }.asciiLowercased == "websocket"
  }
}
