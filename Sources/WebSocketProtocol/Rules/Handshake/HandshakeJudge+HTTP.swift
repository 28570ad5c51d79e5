/// How the heads are written: HT.
extension HandshakeJudge {
  /// Judges line ends, field lines and the empty line: HT-02 to HT-07 and HT-13.
  ///
  /// - Parameters:
  ///   - head: the lines that are there as a whole.
  ///   - whole: the head with the line that the input ends in.
  ///   - lines: the lines of the whole head.
  mutating func judgeForm(of head: HTTPHead, whole: HTTPHead, _ lines: HTTPHeadLines, from sender: Sender) {
    if !handshake.lost.contains(.lineEnds) {
      note("line ends", from: sender, [.ht02], remark: "CR LF", lineEndFindings(lines))
    }
    if lines.emptyLinesBefore > 0 {
      let text = "\(lines.emptyLinesBefore) empty \(lines.emptyLinesBefore == 1 ? "line" : "lines")"
      note(
        "beginning", from: sender, at: 0, [sender == .client ? .ht13 : .ht12],
        [
          sender == .client
            ? Finding(.ht13, "\(text) before the request line")
            : Finding(.ht12, severity: .warning, "\(text) before the status line, which not every client skips")
        ])
    }
    let fields = head.fields
    let faults = fieldFindings(head)
    let good = fields.count { field in field.hasColon }
    note(
      "field lines", from: sender, [.ht06, .ht05, .ht04, .ht07],
      remark: "\(good) \(good == 1 ? "field" : "fields")", faults)
    if !handshake.lost.contains(.startLines) || !lines.isClosed {
      note("empty line", from: sender, [.ht03], remark: "closes the head", closingFindings(whole, lines))
    }
  }

  private func lineEndFindings(_ lines: HTTPHeadLines) -> [Finding] {
    var findings: [Finding] = []
    if let first = lines.bareLineFeeds.first {
      let count = lines.bareLineFeeds.count
      let text = count == 1 ? "line \(first.line) ends with LF alone" : "\(count) lines end with LF alone"
      findings.append(
        Finding(
          .ht02, text + (count == 1 ? "" : ", line \(first.line) first") + "; CR LF is the line end",
          offset: UInt64(first.offset)))
    }
    if let stray = lines.strayReturns.first {
      findings.append(
        Finding(
          .ht02, severity: .error, "line \(stray.line) holds a CR that is not part of its line end",
          offset: UInt64(stray.offset)))
    }
    return findings
  }

  private func closingFindings(_ head: HTTPHead, _ lines: HTTPHeadLines) -> [Finding] {
    guard !lines.isClosed else { return [] }
    let place = head.bytes.last == HTTPHead.lineFeed ? "behind" : "in"
    return [
      Finding(
        // Whoever copies text often leaves the empty line behind.
        .ht03, severity: handshake.lost.contains(.lineEnds) ? .note : .error,
        head.bytes.isEmpty
          ? "there is nothing where the head should be"
          : "the input ends \(place) line \(lines.count) of the head, before the empty line that closes it",
        offset: UInt64(head.bytes.count))
    ]
  }

  /// HT-04 to HT-07 for every line.
  private func fieldFindings(_ head: HTTPHead) -> [Finding] {
    head.fields.flatMap { field -> [Finding] in
      let place = UInt64(field.line.lowerBound)
      let name = head.text(head.nameRange(of: field))
      if head.bytes[field.line].first.map(HTTPHead.isBlank) == true {
        return [Finding(.ht04, "a line begins with white space and there is no field to continue", offset: place)]
      }
      guard field.hasColon else {
        return [
          Finding(.ht06, "a line without a colon is no field", offset: place, evidence: head.text(field.line))
        ]
      }
      var findings: [Finding] = []
      if head.nameRange(of: field) != field.name {
        findings.append(
          Finding(
            .ht05, "white space between \"\(name)\" and its colon",
            offset: UInt64(head.nameRange(of: field).upperBound)))
      }
      if !HTTPToken.isToken(head.bytes[head.nameRange(of: field)]) {
        let what = name.isEmpty ? "an empty field name" : "\"\(name)\" is no field name"
        findings.append(Finding(.ht06, what, offset: place, evidence: head.text(field.line)))
      }
      if let fold = head.bytes[field.line].firstIndex(of: HTTPHead.lineFeed) {
        // HTTP/1.1 of the drafts' time, RFC 2616, still allowed it.
        let severity: Severity = VersionRange.keyedDrafts.contains(version) ? .note : .error
        findings.append(
          Finding(
            .ht04, severity: severity, "the value of \(name) goes on in the next line, which begins with a blank",
            offset: UInt64(fold + 1)))
      }
      return findings + valueFindings(head, field, name)
    }
  }

  /// HT-07 for one value.
  private func valueFindings(_ head: HTTPHead, _ field: HTTPHead.Field, _ name: String) -> [Finding] {
    // The keys of a challenge may hold anything; their own rules look at them.
    if version.hasChallenge, ["sec-websocket-key1", "sec-websocket-key2"].contains(name.asciiLowercased) { return [] }
    let value = head.bytes[field.value]
    let control = value.firstIndex { byte in
      (byte < 0x20 && byte != 0x09 && byte != HTTPHead.lineFeed && byte != HTTPHead.carriageReturn) || byte == 0x7f
    }
    if let control {
      return [
        Finding(
          .ht07, "the value of \(name) holds the control character \(Hexadecimal.text([head.bytes[control]]))",
          offset: UInt64(control))
      ]
    }
    guard let high = value.firstIndex(where: { $0 >= 0x80 }) else { return [] }
    let isNoBreakSpace = head.bytes[high...].starts(with: [0xc2, 0xa0])
    let what = isNoBreakSpace ? "a no-break space (U+00A0)" : "bytes outside ASCII"
    return [
      Finding(.ht07, severity: .warning, "the value of \(name) holds \(what)", offset: UInt64(high))
    ]
  }

  // MARK: Start lines

  /// Judges the form of the request line: HT-01.
  mutating func judgeRequestLine(_ head: HTTPHead, _ lines: HTTPHeadLines) {
    guard !handshake.lost.contains(.startLines) else { return }
    let text = head.text(lines.startLine)
    guard case .request(let method, let target, let version) = head.startLine else {
      note(
        "request line", text, from: .client, at: lines.startLine.lowerBound, [.ht01],
        [
          Finding(
            .ht01, "the first line is no request line: a method, a target and HTTP/1.1 are expected", evidence: text)
        ])
      return
    }
    var findings: [Finding] = []
    if !HTTPToken.isToken(head.bytes[method]) {
      findings.append(
        Finding(.ht01, "the request line begins \"\(head.text(method))\", which is no method", evidence: text))
    }
    findings += spaceFindings(head, target: target, version: version, line: lines.startLine)
    if HTTPVersion(head.text(version)) == nil {
      findings.append(
        Finding(
          .ht01, "\"\(head.text(version))\" is no version of HTTP, such as HTTP/1.1",
          offset: UInt64(version.lowerBound), evidence: text))
    }
    note("request line", text, from: .client, at: lines.startLine.lowerBound, [.ht01], findings)
  }

  /// Spaces that should not be in a request line: two where one belongs, behind the version, inside the target.
  private func spaceFindings(
    _ head: HTTPHead, target: Range<Int>, version: Range<Int>, line: Range<Int>
  ) -> [Finding] {
    let space = UInt8(ascii: " ")
    func column(_ place: Int) -> Int { place - line.lowerBound + 1 }
    var findings: [Finding] = []
    func warn(_ message: String, at place: Int) {
      findings.append(
        Finding(
          .ht01, severity: .warning, "\(message), at column \(column(place))", offset: UInt64(place)))
    }
    let inner = head.trimmingSpaces(target)
    if inner.lowerBound > target.lowerBound {
      warn("more than one space behind the method", at: target.lowerBound)
    } else if inner.upperBound < target.upperBound {
      warn("more than one space before the version", at: inner.upperBound + 1)
    }
    if version.upperBound < line.upperBound { warn("a space behind the version", at: version.upperBound) }
    if let gap = head.bytes[inner].firstIndex(of: space) {
      findings.append(
        Finding(.ht01, "a space inside the target, at column \(column(gap)); write it as %20", offset: UInt64(gap)))
    }
    return findings
  }

  /// Judges the form of the status line: HT-12.
  mutating func judgeStatusLine(_ head: HTTPHead, _ lines: HTTPHeadLines) {
    guard !handshake.lost.contains(.startLines) else { return }
    let text = head.text(lines.startLine)
    var findings: [Finding] = []
    if case .response(let version, let status, _) = head.startLine {
      if head.status == nil {
        findings.append(Finding(.ht12, "the status is not three digits", offset: UInt64(status.lowerBound)))
      } else if status.upperBound == lines.startLine.upperBound {
        findings.append(
          Finding(
            .ht12, severity: .warning, "no space behind the status; it belongs there even without a reason phrase",
            offset: UInt64(status.upperBound)))
      }
      if HTTPVersion(head.text(version)) == nil {
        findings.append(
          Finding(
            .ht12, "\"\(head.text(version))\" is no version of HTTP, such as HTTP/1.1",
            offset: UInt64(version.lowerBound), evidence: text))
      }
    } else {
      findings.append(
        Finding(.ht12, "the first line is no status line: HTTP/1.1 and a status are expected", evidence: text))
    }
    note("status line", text, from: .server, at: lines.startLine.lowerBound, [.ht12], findings)
  }

  // MARK: Bodies

  /// Judges what the request announces of a body: HT-09.
  mutating func judgeRequestBody(_ head: HTTPHead) {
    if let coding = head.value(of: "transfer-encoding") {
      note(
        field: "Transfer-Encoding", in: head, from: .client, [.ht09],
        [Finding(.ht09, "the request announces a body (Transfer-Encoding: \(coding))")])
    }
    guard let length = head.value(of: "content-length"), length != "0" else { return }
    let isTheChallenge = version.hasChallenge && length == "8"
    note(
      field: "Content-Length", in: head, from: .client, [.ht09],
      [
        Finding(
          .ht09, severity: isTheChallenge ? .note : .warning,
          isTheChallenge
            ? "the 8 bytes of the challenge are announced, which the draft does not ask for"
            : "the request announces a body (Content-Length: \(length))")
      ])
  }

  /// Judges what stands behind an accepting response: HT-10 and HT-11.
  mutating func judgeResponseBody(_ half: Handshake.Half) {
    for name in ["Content-Length", "Transfer-Encoding"] {
      note(
        field: name, in: half.head, from: .server, [.ht10],
        [Finding(.ht10, "a 101 response with \(name): nothing but frames follows it")]
          .filter { _ in half.head.value(of: name.asciiLowercased) != nil })
    }
    let frames = half.restCount - (version.hasChallenge ? min(half.rest.count, Self.responseLength) : 0)
    guard frames > 0, checks.allSatisfy({ !$0.findings.contains { $0.rule == .h7623 } }) else { return }
    note(
      "first frames", from: .server, at: half.head.bytes.count + half.restCount - frames, [.ht11],
      [
        Finding(
          .ht11,
          "\(frames) \(frames == 1 ? "byte" : "bytes") of frames right behind the response; the client must keep them")
      ])
  }

  /// How many bytes answer a challenge.
  static let responseLength = 16
}

extension HTTPHead {
  /// A range without the spaces at its ends; one of spaces alone ends up empty, at its end.
  func trimmingSpaces(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, bytes[first] == UInt8(ascii: " ") { range.removeFirst() }
    while let last = range.last, bytes[last] == UInt8(ascii: " ") { range.removeLast() }
    return range
  }
}

/// The version of an HTTP message: two digits with a dot between them (RFC 9112 section 2.3).
struct HTTPVersion: Comparable {
  let major: Int
  let minor: Int

  /// - Returns: `nil` for anything but `HTTP/`, a digit, a dot and a digit.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), bytes[6] == UInt8(ascii: "."),
      (0x30...0x39).contains(bytes[5]), (0x30...0x39).contains(bytes[7])
    else { return nil }
    major = Int(bytes[5]) - 0x30
    minor = Int(bytes[7]) - 0x30
  }

  private init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  static let http11 = HTTPVersion(major: 1, minor: 1)

  static func < (one: Self, other: Self) -> Bool { (one.major, one.minor) < (other.major, other.minor) }
}
