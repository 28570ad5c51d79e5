/// Goes through a handshake and notes what was judged.
///
/// The rules themselves stand in extensions, one for each chapter of the catalogue.
struct HandshakeJudge {
  /// The handshake without lines that are there in part only.
  let handshake: Handshake
  var checks: [HandshakeCheck] = []

  private let whole: Handshake
  /// The lines of the whole heads: those that are there in part only change nothing in what is asked of the others.
  private let requestLines: HTTPHeadLines?
  private let responseLines: HTTPHeadLines?

  var version: ProtocolVersion { handshake.version }

  init(_ handshake: Handshake) {
    whole = handshake
    requestLines = handshake.request.map { HTTPHeadLines($0.head) }
    responseLines = handshake.response.map { HTTPHeadLines($0.head) }
    var handshake = handshake
    // A text that was copied ends where its last line does, whether or not a line end was copied with it.
    if !handshake.lost.contains(.lineEnds) {
      if let requestLines { handshake.request = handshake.request?.withoutCutLine(requestLines) }
      if let responseLines { handshake.response = handshake.response?.withoutCutLine(responseLines) }
    }
    self.handshake = handshake
  }

  mutating func judge() {
    if let request = handshake.request, let requestLines { judgeRequest(request, requestLines) }
    if let response = handshake.response, let responseLines { judgeResponse(response, responseLines) }
  }

  /// False where the input ends inside a side's head, so that nothing can be said to be missing.
  func isComplete(_ sender: Sender) -> Bool {
    guard let lines = sender == .server ? responseLines : requestLines else { return false }
    return lines.isClosed || handshake.lost.contains(.lineEnds)
  }

  /// True where the input ends before the first line of a head does.
  func isWithoutStartLine(_ head: HTTPHead) -> Bool {
    guard case .malformed(let line) = head.startLine else { return false }
    return line.isEmpty
  }

  /// The elements of a list in the request; `nil` where the request was not seen, or ends before they came.
  func offered(_ name: String) -> [String]? {
    guard let elements = handshake.request?.head.elements(of: name) else { return nil }
    return elements.isEmpty && !isComplete(.client) ? nil : elements
  }

  private mutating func judgeRequest(_ half: Handshake.Half, _ lines: HTTPHeadLines) {
    if !isWithoutStartLine(half.head) { judgeRequestLine(half.head, lines) }
    judgeForm(of: half.head, whole: whole.request?.head ?? half.head, lines, from: .client)
    guard !isWithoutStartLine(half.head) else { return }
    if version == .hixie75 {
      judgeHixie75Request(half)
    } else if version.hasChallenge {
      judgeHixie76Request(half)
    } else {
      judgeKeyedRequest(half)
    }
    judgeRequestBody(half.head)
  }

  private mutating func judgeResponse(_ half: Handshake.Half, _ lines: HTTPHeadLines) {
    if !isWithoutStartLine(half.head) { judgeStatusLine(half.head, lines) }
    judgeForm(of: half.head, whole: whole.response?.head ?? half.head, lines, from: .server)
    guard !isWithoutStartLine(half.head) else { return }
    if version == .hixie75 {
      judgeHixie75Response(half, lines)
    } else if version.hasChallenge {
      judgeHixie76Response(half)
    } else {
      judgeKeyedResponse(half)
    }
    guard handshake.isAccepted else { return }
    judgeResponseBody(half)
    judgeSecrets()
  }

  /// SEC-07: what would be a secret, were the connection not in clear.
  private mutating func judgeSecrets() {
    guard handshake.isSecure != true, let head = handshake.request?.head else { return }
    for name in ["Cookie", "Authorization"] where head.value(of: name.asciiLowercased) != nil {
      note(
        field: name, in: head, from: .client, [.sec07],
        [Finding(.sec07, "\(name) sent over plain ws://, where anybody on the way can read it")])
    }
  }

  // MARK: Noting what was judged

  /// Notes a check; findings get its sender and place where they have none.
  mutating func note(
    _ subject: String, _ value: String? = nil, from sender: Sender, at offset: Int? = nil, _ rules: [RuleID],
    remark: String? = nil, _ findings: [Finding] = []
  ) {
    let placed = findings.map { finding in
      var finding = finding
      finding.sender = finding.sender ?? sender
      finding.offset = finding.offset ?? offset.map(UInt64.init)
      return finding
    }
    checks.append(
      HandshakeCheck(
        sender: sender, subject: subject, value: value, rules: rules, remark: remark, offset: offset, findings: placed))
  }

  /// Notes one line for all lines of a field, or that it is missing.
  ///
  /// - Parameters:
  ///   - name: the field's name as it is usually written.
  ///   - missing: what its absence is; with `nil`, and without a finding, an absent field has no line. A field may
  ///     still come where the head is not closed.
  mutating func note(
    field name: String, in head: HTTPHead, from sender: Sender, _ rules: [RuleID], missing: Finding? = nil,
    remark: String? = nil, _ findings: [Finding] = []
  ) {
    let lines = head.fields(named: name.asciiLowercased)
    guard let first = lines.first else {
      let missing = isComplete(sender) ? missing : nil
      if missing != nil || !findings.isEmpty {
        note(name, from: sender, rules, (missing.map { [$0] } ?? []) + findings)
      }
      return
    }
    let value = lines.map { head.value(of: $0) }.joined(separator: ", ")
    note(name, value, from: sender, at: first.value.lowerBound, rules, remark: remark, findings)
  }
}

extension HTTPHead {
  /// What there is to say where a field that belongs into one line stands in several.
  ///
  /// - Parameters:
  ///   - name: the field's name as it is usually written.
  ///   - consequence: what is made of it, behind a semicolon; nothing unless given.
  func repetition(of name: String, _ rule: RuleID, _ consequence: String = "") -> [Finding] {
    let count = fields(named: name.asciiLowercased).count
    guard count > 1 else { return [] }
    let offset = place(of: name.asciiLowercased, line: 1)
    return [Finding(rule, "\(name) stands \(count) times\(consequence)", offset: offset)]
  }

  /// The elements of a field that is a list, over all its lines, without the white space around them.
  func elements(of name: String) -> [String] { placedElements(of: name).map(\.text) }

  /// The elements of a list, each with its place in bytes from the first of the head.
  func placedElements(of name: String) -> [(text: String, offset: Int)] {
    fields(named: name).flatMap { field -> [(text: String, offset: Int)] in
      guard !bytes[field.value].contains(Self.lineFeed) else {
        // Folds move what stands behind them.
        return value(of: field).split(separator: ",", omittingEmptySubsequences: false)
          .map { ($0.trimmingBlanks, field.value.lowerBound) }
      }
      return bytes[field.value].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { element in
        let range = trimmingBlanks(element.startIndex..<element.endIndex)
        return (text(range), range.lowerBound)
      }
    }
  }

  /// Where each element of a list of extensions first stands, by its text.
  func extensionPlaces() -> [String: UInt64] {
    var places: [String: UInt64] = [:]
    for field in fields(named: "sec-websocket-extensions") where !bytes[field.value].contains(Self.lineFeed) {
      var start = field.value.lowerBound
      var isQuoted = false
      var isEscaped = false
      for index in field.value.lowerBound...field.value.upperBound {
        let byte = index < field.value.upperBound ? bytes[index] : nil
        if isEscaped, byte != nil {
          isEscaped = false
        } else if isQuoted, byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if byte == nil || byte == UInt8(ascii: ","), byte == nil || !isQuoted {
          let range = trimmingBlanks(start..<index)
          let element = text(range)
          if places[element] == nil { places[element] = UInt64(range.lowerBound) }
          start = index + 1
        }
      }
    }
    return places
  }

  /// A range without the spaces and tabs at its ends; an empty one lies at the end.
  private func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, Self.isBlank(bytes[first]) { range.removeFirst() }
    while let last = range.last, Self.isBlank(bytes[last]) { range.removeLast() }
    return range
  }

  /// Where the value of a field begins, in bytes from the first of the head.
  func place(of name: String, line: Int = 0) -> UInt64? {
    let lines = fields(named: name)
    return lines.indices.contains(line) ? UInt64(lines[line].value.lowerBound) : nil
  }
}
