/// Goes through a handshake and notes what was judged.
///
/// The rules themselves stand in extensions, one for each chapter of the catalogue.
struct HandshakeJudge {
  let handshake: Handshake
  var checks: [HandshakeCheck] = []

  var version: ProtocolVersion { handshake.version }

  init(_ handshake: Handshake) {
    self.handshake = handshake
  }

  mutating func judge() {
    if let request = handshake.request { judgeRequest(request) }
    if let response = handshake.response { judgeResponse(response) }
  }

  private mutating func judgeRequest(_ half: Handshake.Half) {
    let lines = HTTPHeadLines(half.head)
    judgeRequestLine(half.head, lines)
    judgeForm(of: half.head, lines, from: .client)
    if version == .hixie75 {
      judgeHixie75Request(half)
    } else if version.hasChallenge {
      judgeHixie76Request(half)
    } else {
      judgeKeyedRequest(half)
    }
    judgeRequestBody(half.head)
  }

  private mutating func judgeResponse(_ half: Handshake.Half) {
    let lines = HTTPHeadLines(half.head)
    judgeStatusLine(half.head, lines)
    judgeForm(of: half.head, lines, from: .server)
    if version == .hixie75 {
      judgeHixie75Response(half)
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
  ///   - missing: what its absence is; with `nil`, and without a finding, an absent field has no line.
  mutating func note(
    field name: String, in head: HTTPHead, from sender: Sender, _ rules: [RuleID], missing: Finding? = nil,
    remark: String? = nil, _ findings: [Finding] = []
  ) {
    let lines = head.fields(named: name.asciiLowercased)
    guard let first = lines.first else {
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
  /// The value of a field that should stand once: its first line; all lines are in ``values(of:)``.
  func single(_ name: String) -> (value: String, count: Int)? {
    let values = values(of: name)
    return values.first.map { ($0, values.count) }
  }

  /// The elements of a field that is a list, over all its lines, without the white space around them.
  func elements(of name: String) -> [String] {
    values(of: name).flatMap { value in
      value.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingBlanks)
    }
  }

  /// Where the value of a field begins, in bytes from the first of the head.
  func place(of name: String, line: Int = 0) -> UInt64? {
    let lines = fields(named: name)
    return lines.indices.contains(line) ? UInt64(lines[line].value.lowerBound) : nil
  }
}
