/// The response of hybi-04 and all that came later: RS, with what HY changes for the drafts.
extension HandshakeJudge {
  mutating func judgeKeyedResponse(_ half: Handshake.Half) {
    let head = half.head
    guard handshake.isAccepted else {
      judgeRefusal(head)
      return
    }
    judgeAcceptingStatus(head)
    judgeSwitch(head)
    judgeAccept(head)
    judgeChoices(of: head)
    judgeResponseStrangers(head)
    judgeAnswerToFaultyRequest(head)
  }

  /// Judges what means the same over HTTP/2: the subprotocol and the extensions that were chosen.
  mutating func judgeChoices(of head: HTTPHead) {
    judgeChosenSubprotocol(head)
    judgeAcceptedExtensions(head)
    judgeNegotiation()
  }

  // MARK: Refusals

  /// RS-01, RS-15 to RS-17.
  private mutating func judgeRefusal(_ head: HTTPHead) {
    // A status line without a status is told by HT-12.
    guard case .response(_, let place, _) = head.startLine, let status = head.status else { return }
    let text = "\(status)\(head.reason.map { $0.isEmpty ? "" : " " + $0 } ?? "")"
    note(
      "status", text, from: .server, at: place.lowerBound, [.rs01],
      [Finding(.rs01, "no switch to WebSocket: the server answered \(text)", evidence: text)])
    if status == 426 {
      note(
        field: "Upgrade", in: head, from: .server, [.rs16],
        missing: Finding(.rs16, "a 426 without an Upgrade field does not say what to upgrade to"))
    }
    guard status >= 400, let asked = handshake.request?.head.value(of: "sec-websocket-version") else { return }
    let listed = head.placedElements(of: "sec-websocket-version")
    var findings: [Finding] = []
    let isUnknown = Self.versionNumber(asked).map { ![13, 4, 5, 6, 7, 8].contains($0) } ?? false
    if listed.isEmpty, isUnknown, isComplete(.server) {
      findings.append(
        Finding(.rs15, "the request asks for version \(asked), and the refusal does not list the supported versions"))
    }
    if let same = listed.first(where: { $0.text == asked }) {
      findings.append(
        Finding(
          .rs17, "the refusal lists version \(asked), the very one that was asked for", offset: UInt64(same.offset),
          evidence: asked))
    }
    note(field: "Sec-WebSocket-Version", in: head, from: .server, [.rs15, .rs17], findings)
  }

  // MARK: The switch

  /// RS-01 and RS-19.
  private mutating func judgeAcceptingStatus(_ head: HTTPHead) {
    guard case .response(let version, let status, _) = head.startLine else { return }
    note("status", head.text(status), from: .server, at: status.lowerBound, [.rs01])
    let spelled = head.text(version)
    note(
      "HTTP version", spelled, from: .server, at: version.lowerBound, [.rs19],
      HTTPVersion(spelled).map { $0 < .http11 } ?? false
        ? [Finding(.rs19, "\(spelled) has no status 101; it begins with HTTP/1.1")] : [])
  }

  /// RS-02 and RS-03.
  private mutating func judgeSwitch(_ head: HTTPHead) {
    let upgrade = head.values(of: "upgrade").joined(separator: ", ")
    note(
      field: "Upgrade", in: head, from: .server, [.rs02], missing: Finding(.rs02, "there is no Upgrade field"),
      upgrade.asciiLowercased == "websocket" || head.value(of: "upgrade") == nil
        ? []
        : [
          Finding(
            .rs02, "Upgrade is \(upgrade.isEmpty ? "empty" : "\"\(upgrade)\"") and must be websocket alone",
            evidence: upgrade)
        ])
    let connection = head.elements(of: "connection")
    note(
      field: "Connection", in: head, from: .server, [.rs03],
      missing: Finding(.rs03, "there is no Connection field"),
      connection.isEmpty || connection.contains { $0.asciiLowercased == "upgrade" }
        ? []
        : [
          Finding(
            .rs03,
            connection == [""]
              ? "Connection is empty and must list upgrade"
              : "Connection does not list upgrade, but \"\(connection.joined(separator: ", "))\"")
        ])
  }

  // MARK: Accept

  /// RS-04 to RS-07, HY-05 and HY-07.
  private mutating func judgeAccept(_ head: HTTPHead) {
    let values = head.values(of: "sec-websocket-accept")
    var findings = head.repetition(of: "Sec-WebSocket-Accept", .rs05, "; the first is used")
    var remark: String?
    if let value = values.first {
      if let fault = Self.shapeFault(of: value) { findings.append(Finding(.rs07, fault, evidence: value)) }
      if let accept = handshake.accept {
        if let wrong = AcceptRules.judge(value, answering: accept, rule: isDraft ? .hy07 : .rs06) {
          findings.append(wrong)
        } else {
          remark = "answers the key"
        }
      } else {
        remark = "not compared: no key was seen"
      }
    }
    note(
      field: "Sec-WebSocket-Accept", in: head, from: .server, [isDraft ? .hy07 : .rs06, .rs04, .rs05, .rs07],
      missing: Finding(.rs04, "there is no Sec-WebSocket-Accept field"), remark: remark, findings)
    guard version == .hybi04 else { return }
    let nonce = head.value(of: "sec-websocket-nonce")
    let isGood = nonce.flatMap { Base64.decode($0.utf8)?.bytes.count } == 16
    note(
      field: "Sec-WebSocket-Nonce", in: head, from: .server, [.hy05],
      missing: Finding(.hy05, "there is no Sec-WebSocket-Nonce, from which the masks are made"),
      isGood || nonce == nil
        ? [] : [Finding(.hy05, "the nonce is not the Base64 text of 16 bytes", evidence: nonce)])
  }

  private static func shapeFault(of value: String) -> String? {
    let length = value.utf8.count
    if value.isEmpty { return "the accept value is empty; it is 28 characters of Base64" }
    if value.utf8.allSatisfy(\.isHexadecimalDigit), [32, 40].contains(length) {
      return "the accept value is \(length) hexadecimal digits; it is the Base64 of the digest's 20 bytes"
    }
    guard let decoded = Base64.decode(value.utf8) else {
      return "the accept value is not Base64 (\(length) \(length == 1 ? "character" : "characters"); 28 are right)"
    }
    let count = decoded.bytes.count
    if count == 40, decoded.bytes.allSatisfy(\.isHexadecimalDigit) {
      return "the accept value is the Base64 of 40 hexadecimal digits; it is that of the digest's 20 bytes"
    }
    return count == 20 ? nil : "the accept value stands for \(count) \(count == 1 ? "byte" : "bytes"); a digest has 20"
  }

  // MARK: Choices

  /// RS-08 to RS-10, and BR-01.
  private mutating func judgeChosenSubprotocol(_ head: HTTPHead) {
    let chosen = head.values(of: "sec-websocket-protocol")
    let offered = offered("sec-websocket-protocol")
    var findings = head.repetition(of: "Sec-WebSocket-Protocol", .rs10)
    if let name = chosen.first {
      if name.isEmpty {
        findings.append(
          Finding(.rs09, "Sec-WebSocket-Protocol is empty; where no subprotocol is chosen the field is left out"))
      } else if name.contains(",") {
        findings.append(Finding(.rs09, "\"\(name)\" is a list; the server chooses one", evidence: name))
      } else if !HTTPToken.isToken(name) {
        findings.append(Finding(.rs09, "\"\(name)\" is no token, as a subprotocol has to be", evidence: name))
      } else if let offered, !offered.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
        let alike = offered.first { $0.asciiLowercased == name.asciiLowercased }
        let reason =
          alike.map { "; \"\($0)\" was, and upper and lower case differ" }
          ?? (offered.isEmpty ? "; the request offers none" : "; offered: \(offered.joined(separator: ", "))")
        findings.append(Finding(.rs08, "subprotocol \"\(name)\" was not offered\(reason)", evidence: name))
      }
    } else if let offered, offered.contains(where: { !$0.isEmpty }), isComplete(.server) {
      let names = offered.joined(separator: ", ")
      let isPrinted = offered.contains { ["undefined", "null"].contains($0) }
      findings.append(
        Finding(
          .br01,
          "subprotocols were offered (\(names)) and none was chosen; the RFC allows it, browsers fail the connection"
            + (isPrinted ? "; the name looks like a missing value that was printed" : "")))
    }
    note(
      field: "Sec-WebSocket-Protocol", in: head, from: .server, chosen.isEmpty ? [.br01] : [.rs08, .rs09, .rs10],
      remark: offered == nil || chosen.isEmpty ? nil : "was offered", findings)
  }

  /// RS-12 and RS-13.
  private mutating func judgeAcceptedExtensions(_ head: HTTPHead) {
    let lines = head.fields(named: "sec-websocket-extensions")
    var findings: [Finding] = []
    for line in lines {
      findings += ExtensionGrammar.faults(of: head.value(of: line)).map { fault in
        Finding(
          .rs12, fault.message, offset: UInt64(line.value.lowerBound + min(fault.offset, line.value.count)))
      }
    }
    findings += head.repetition(of: "Sec-WebSocket-Extensions", .rs13, "; the lines are read as one list")
    note(field: "Sec-WebSocket-Extensions", in: head, from: .server, [.rs12, .rs13], findings)
  }

  /// RS-11, RS-20, PMD, DFF-01 and HY-15: what was accepted, measured by what was offered.
  mutating func judgeNegotiation() {
    guard let response = handshake.response else { return }
    let accepted = ExtensionList(response.head.values(of: "sec-websocket-extensions"))
    guard !accepted.elements.isEmpty else { return }
    let offered = offered("sec-websocket-extensions").flatMap { _ in
      handshake.request.map { ExtensionList($0.head.values(of: "sec-websocket-extensions")) }
    }
    let findings = NegotiationRules.judge(accepted: accepted, offered: offered)
      .placed(by: response.head.extensionPlaces())
    note(
      "agreement on extensions", from: .server,
      at: response.head.place(of: "sec-websocket-extensions").map(Int.init), [.rs11, .pmd15, .rs20],
      remark: offered == nil ? "the offer was not seen" : "fits the offer", findings)
  }

  // MARK: What does not belong there

  /// RS-14, RS-21 and HY-06.
  private mutating func judgeResponseStrangers(_ head: HTTPHead) {
    note(
      field: "Sec-WebSocket-Version", in: head, from: .server, [.rs14],
      head.value(of: "sec-websocket-version") == nil
        ? [] : [Finding(.rs14, "Sec-WebSocket-Version in a 101 says nothing; it does no harm")])
    var strangers = [
      "Sec-WebSocket-Location", "Sec-WebSocket-Origin", "WebSocket-Origin", "WebSocket-Location", "WebSocket-Protocol",
    ].map { ($0, RuleID.rs21) }
    if version != .hybi04 { strangers.append(("Sec-WebSocket-Nonce", isDraft ? .hy06 : .rs21)) }
    for (name, rule) in strangers where head.value(of: name.asciiLowercased) != nil {
      note(
        field: name, in: head, from: .server, [rule],
        [Finding(rule, "\(name) belongs to \(ProtocolVersion.home(of: name)), not to \(version.title)")])
    }
  }

  /// RS-22: one line for all that should have been refused.
  private mutating func judgeAnswerToFaultyRequest(_ head: HTTPHead) {
    guard handshake.request != nil, case .response(_, let status, _) = head.startLine else { return }
    var rules: [String] = []
    for finding in checks.flatMap(\.findings) where finding.severity == .error && finding.rule.chapter == .request {
      if !rules.contains(finding.rule.rawValue) { rules.append(finding.rule.rawValue) }
    }
    note(
      "answer to the request", from: .server, at: status.lowerBound, [.rs22], remark: "a request to accept",
      rules.isEmpty
        ? []
        : [
          Finding(
            .rs22, "101 although the request breaks \(rules.joined(separator: ", ")), which a server has to refuse")
        ])
  }
}
