/// The handshake without a challenge: H75.
extension HandshakeJudge {
  mutating func judgeHixie75Request(_ half: Handshake.Half) {
    let head = half.head
    judgeHixie75Order(head)
    judgeExactUpgrade(head, from: .client)
    for name in ["Host", "Origin"] {
      let value = head.value(of: name.asciiLowercased)
      note(
        field: name, in: head, from: .client, [.h7503], missing: Finding(.h7503, "there is no \(name) field"),
        value == "" ? [Finding(.h7503, "\(name) is empty")] : [])
    }
    note(
      field: "WebSocket-Protocol", in: head, from: .client, [.h7504],
      Self.subprotocolFault(head.value(of: "websocket-protocol")).map { [Finding(.h7504, $0)] } ?? [])
    if handshake.response != nil, !handshake.lost.contains(.bodies) {
      let count = half.restCount
      note(
        "before the response", from: .client, at: head.bytes.count, [.h7505], remark: "nothing sent",
        count == 0
          ? []
          : [Finding(.h7505, "\(count) \(count == 1 ? "byte" : "bytes") of the client came before the response")])
    }
    judgeLaterFields(head, from: .client)
    note(
      "version", "hixie-75", from: .client, [.h7511],
      [Finding(.h7511, "hixie-75 has no challenge, so any server that copies a text may be taken for a WebSocket one")])
  }

  /// H75-01: the first five lines, and one space behind each colon.
  private mutating func judgeHixie75Order(_ head: HTTPHead) {
    var findings: [Finding] = []
    // A line that is no request line at all is told by HT-01.
    if case .request(let method, let target, let version) = head.startLine, !handshake.lost.contains(.startLines) {
      let isGood = head.text(method) == "GET" && head.text(version) == "HTTP/1.1"
      if !isGood || !head.text(head.trimmingSpaces(target)).hasPrefix("/") {
        let line = head.text(method.lowerBound..<version.upperBound)
        findings.append(
          Finding(
            .h7501, "the request line is \"\(line)\" and must be GET, a path and HTTP/1.1",
            offset: UInt64(method.lowerBound)))
      }
    }
    if !handshake.lost.contains(.order) {
      let expected = ["upgrade", "connection", "host", "origin"]
      let found = head.fields.prefix(4).map { head.name(of: $0) }
      if let wrong = expected.indices.first(where: { $0 >= found.count || found[$0] != expected[$0] }),
        expected.allSatisfy({ head.value(of: $0) != nil })
      {
        let what =
          wrong < found.count ? "\(head.text(head.nameRange(of: head.fields[wrong]))) stands" : "nothing stands"
        findings.append(
          Finding(
            .h7501, "\(what) where \(expected[wrong]) has to: the order is Upgrade, Connection, Host, Origin",
            offset: head.fields.indices.contains(wrong) ? UInt64(head.fields[wrong].line.lowerBound) : nil))
      }
    }
    if !handshake.lost.contains(.whiteSpace) {
      findings += head.fields.prefix(4).lazy.compactMap { Self.spacingFault(of: $0, in: head) }.prefix(1)
    }
    note("first five lines", from: .client, [.h7501], remark: "in order", findings)
  }

  /// What is wrong about the spaces around a value.
  private static func spacingFault(of field: HTTPHead.Field, in head: HTTPHead) -> Finding? {
    guard field.hasColon, !field.value.isEmpty else { return nil }
    let name = head.text(head.nameRange(of: field))
    if !head.bytes[field.rawValue.lowerBound..<field.value.lowerBound].elementsEqual([0x20]) {
      return Finding(
        .h7501, "not exactly one space between the colon and the value of \(name)",
        offset: UInt64(field.rawValue.lowerBound))
    }
    guard field.value.upperBound < field.rawValue.upperBound else { return nil }
    return Finding(
      .h7501, "white space behind the value of \(name), which is compared as it stands",
      offset: UInt64(field.value.upperBound))
  }

  /// H75-02: values compared exactly.
  private mutating func judgeExactUpgrade(_ head: HTTPHead, from sender: Sender) {
    for (name, wanted) in [("Upgrade", "WebSocket"), ("Connection", "Upgrade")] {
      let value = head.value(of: name.asciiLowercased)
      note(
        field: name, in: head, from: sender, [.h7502], missing: Finding(.h7502, "there is no \(name) field"),
        value == nil || value == wanted
          ? [] : [Finding(.h7502, "\(name) is \"\(value ?? "")\" and must be \(wanted), with this case")])
    }
  }

  mutating func judgeHixie75Response(_ half: Handshake.Half, _ lines: HTTPHeadLines) {
    let head = half.head
    let line = "HTTP/1.1 101 Web Socket Protocol Handshake"
    let text = head.text(lines.startLine)
    var findings: [Finding] = []
    // A line without a status is told by HT-12.
    if let status = head.status, text != line, !handshake.lost.contains(.startLines) || status != 101 {
      findings.append(
        Finding(
          .h7506,
          status == 101
            ? "the response begins \"\(text)\" and must begin \"\(line)\""
            : "no switch to WebSocket: the server answered \(status) \(head.reason ?? "")", evidence: text))
    }
    note("first line", text, from: .server, at: lines.startLine.lowerBound, [.h7506], findings)
    guard handshake.isAccepted else { return }
    if !handshake.lost.contains(.order), head.fields.count >= 2,
      head.value(of: "upgrade") != nil, head.value(of: "connection") != nil,
      head.fields.prefix(2).map({ head.name(of: $0) }) != ["upgrade", "connection"]
    {
      note(
        "field order", from: .server, at: head.fields[0].line.lowerBound, [.h7506],
        [Finding(.h7506, "Upgrade and Connection do not follow the status line in this order")])
    }
    judgeExactUpgrade(head, from: .server)
    let request = handshake.request?.head
    judgeEcho(
      of: request?.value(of: "origin"), as: "WebSocket-Origin", named: "Origin", in: head, .h7507)
    let location = head.value(of: "websocket-location")
    note(
      field: "WebSocket-Location", in: head, from: .server, [.h7508],
      missing: Finding(.h7508, "there is no WebSocket-Location field"),
      location.flatMap { value in
        request.flatMap { WebSocketLocation.fault(of: value, for: $0, isSecure: handshake.isSecure) }
      }.map { [Finding(.h7508, $0)] } ?? [])
    judgeRepeatedSubprotocol(head, "WebSocket-Protocol", .h7509)
    judgeLaterFields(head, from: .server)
  }

  /// A field of the response that repeats one of the request, whatever the case of its letters.
  mutating func judgeEcho(
    of sent: String?, as name: String, named original: String, in head: HTTPHead, _ rule: RuleID
  ) {
    let value = head.value(of: name.asciiLowercased)
    var findings: [Finding] = []
    if let value, let sent {
      // As bytes: characters that look alike are equal to Swift.
      if !value.asciiLowercased.utf8.elementsEqual(sent.asciiLowercased.utf8) {
        findings.append(Finding(rule, "\(name) is \"\(value)\", the request's \(original) is \"\(sent)\""))
      }
    }
    note(
      field: name, in: head, from: .server, [rule], missing: Finding(rule, "there is no \(name) field"), findings)
  }

  /// A subprotocol that the response has to repeat, or leave out: H75-09 and H76-22.
  mutating func judgeRepeatedSubprotocol(_ head: HTTPHead, _ name: String, _ rule: RuleID) {
    guard let request = handshake.request?.head else {
      note(field: name, in: head, from: .server, [rule])
      return
    }
    let offered = request.value(of: name.asciiLowercased)
    let chosen = head.value(of: name.asciiLowercased)
    var findings: [Finding] = []
    switch (offered, chosen) {
    case (nil, .some(let chosen)) where isComplete(.client):
      findings.append(Finding(rule, "subprotocol \"\(chosen)\" was not offered as \(name)"))
    case (.some(let offered), nil) where isComplete(.server):
      findings.append(Finding(rule, "\"\(offered)\" was offered and is not repeated"))
    case (.some(let offered), .some(let chosen)) where !repeats(chosen, offered):
      findings.append(Finding(rule, "\"\(chosen)\" is not the \"\(offered)\" that was offered"))
    default: break
    }
    note(field: name, in: head, from: .server, [rule], findings)
  }

  /// hybi-01 to -03 split the offer at spaces, and the server repeats one of its names.
  private func repeats(_ chosen: String, _ offered: String) -> Bool {
    chosen.utf8.elementsEqual(offered.utf8)
      || version.framing == .moreBit && offered.split(separator: " ").contains { $0 == chosen }
  }

  /// What a subprotocol of hixie-75 and -76 may be: one or more of U+0020 to U+007E.
  static func subprotocolFault(_ value: String?) -> String? {
    guard let value else { return nil }
    if value.isEmpty { return "the subprotocol is empty; without one the field is left out" }
    return value.utf8.allSatisfy { (0x20...0x7e).contains($0) }
      ? nil : "the subprotocol holds a character outside U+0020 to U+007E"
  }

  /// H75-10.
  private mutating func judgeLaterFields(_ head: HTTPHead, from sender: Sender) {
    for field in head.fields where field.hasColon && head.name(of: field).hasPrefix("sec-websocket-") {
      note(
        head.text(head.nameRange(of: field)), head.value(of: field), from: sender, at: field.value.lowerBound, [.h7510],
        [Finding(.h7510, "\(head.text(head.nameRange(of: field))) belongs to a later version than hixie-75")])
    }
  }
}
