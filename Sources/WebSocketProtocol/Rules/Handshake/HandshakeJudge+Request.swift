/// The opening request of hybi-04 and all that came later: RQ, with what HY changes for the drafts.
extension HandshakeJudge {
  /// A request of `Sec-WebSocket-Version` 4 to 8.
  var isDraft: Bool { version != .rfc6455 }

  mutating func judgeKeyedRequest(_ half: Handshake.Half) {
    let head = half.head
    judgeTarget(head)
    note(
      field: "Host", in: head, from: .client, [.rq04], missing: Finding(.rq04, "there is no Host field"),
      HostField.judge(
        head.values(of: "host"), isSecure: handshake.isSecure, second: head.place(of: "host", line: 1)))
    judgeUpgrade(head)
    judgeKey(head)
    judgeVersion(head)
    judgeLists(of: head)
    judgeStrangers(head)
    judgeEarlyBytes(half)
  }

  /// Judges the fields that mean the same over HTTP/2: the origin, and what is offered.
  mutating func judgeLists(of head: HTTPHead) {
    judgeOrigin(head)
    judgeOfferedSubprotocols(head)
    judgeOfferedExtensions(head)
  }

  // MARK: Request line

  /// RQ-01 to RQ-03.
  private mutating func judgeTarget(_ head: HTTPHead) {
    guard case .request(let method, let target, let version) = head.startLine, !handshake.lost.contains(.startLines)
    else { return }
    let name = head.text(method)
    var findings: [Finding] = []
    if name != "GET" {
      let advice = name == "CONNECT" ? "; CONNECT opens a WebSocket over HTTP/2 only" : ""
      findings.append(Finding(.rq01, "the method is \(name) and must be GET\(advice)", evidence: name))
    }
    note("method", name, from: .client, at: method.lowerBound, [.rq01], findings)
    let spelled = head.text(version)
    if let number = HTTPVersion(spelled) {
      note(
        "HTTP version", spelled, from: .client, at: version.lowerBound, [.rq02],
        number < .http11
          ? [Finding(.rq02, "\(spelled) cannot upgrade; HTTP/1.1 is the least", evidence: spelled)] : [])
    }
    let inner = head.trimmingSpaces(target)
    let text = head.text(inner)
    note(
      "target", text, from: .client, at: inner.lowerBound, [.rq03],
      RequestTarget.fault(of: text).map { [Finding(.rq03, $0, evidence: text)] } ?? [])
  }

  // MARK: Upgrade and Connection

  /// RQ-05, RQ-06 and HY-08.
  private mutating func judgeUpgrade(_ head: HTTPHead) {
    let upgrade = head.elements(of: "upgrade")
    var findings: [Finding] = []
    if !upgrade.isEmpty, !upgrade.contains(where: { $0.asciiLowercased == "websocket" }) {
      let value = upgrade.joined(separator: ", ")
      if let nearly = upgrade.first(where: { HTTPHead.namesWebSocket($0) }) {
        findings.append(
          Finding(
            .rq05, severity: .warning, "Upgrade says \"\(nearly)\"; the name is websocket, without a version or more",
            evidence: value))
      } else {
        findings.append(
          Finding(
            .rq05,
            value.isEmpty
              ? "Upgrade is empty and must list websocket" : "Upgrade does not list websocket, but \"\(value)\"",
            evidence: value))
      }
    }
    note(
      field: "Upgrade", in: head, from: .client, [.rq05], missing: Finding(.rq05, "there is no Upgrade field"), findings
    )
    let connection = head.elements(of: "connection")
    let tokens = connection.map(\.asciiLowercased)
    var faults: [Finding] = []
    if !connection.isEmpty, !tokens.contains("upgrade") {
      let value = connection.joined(separator: ", ")
      let proxied = tokens.contains("close") || tokens.contains("keep-alive")
      faults.append(
        Finding(
          .rq06,
          (value.isEmpty
            ? "Connection is empty and must list upgrade" : "Connection does not list upgrade, but \"\(value)\"")
            + (proxied ? "; a proxy that does not pass the upgrade on writes this" : ""), evidence: value))
    } else if version == .hybi04 || version == .hybi05, tokens.count > 1 {
      faults.append(Finding(.hy08, "Connection lists more than Upgrade, which strict servers of that time refused"))
    }
    note(
      field: "Connection", in: head, from: .client, [.rq06],
      missing: Finding(.rq06, "there is no Connection field"), faults)
  }

  // MARK: Key

  /// RQ-07 to RQ-12.
  private mutating func judgeKey(_ head: HTTPHead) {
    var findings = head.repetition(of: "Sec-WebSocket-Key", .rq08, "; the first is used")
    if findings.isEmpty, let field = head.fields(named: "sec-websocket-key").first,
      let comma = head.bytes[field.value].firstIndex(of: UInt8(ascii: ","))
    {
      let count = head.elements(of: "sec-websocket-key").count
      findings.append(
        Finding(
          .rq08, "\(count) keys in one field, joined by a comma as proxies join lines; the first is used",
          offset: UInt64(comma)))
    }
    var remark: String?
    if let used = head.usedKey {
      findings += KeyRules.judge(used)
      if let decoded = Base64.decode(used.utf8), decoded.bytes.count == 16 { remark = "16 bytes" }
    }
    note(
      field: "Sec-WebSocket-Key", in: head, from: .client, [.rq07, .rq08, .rq09, .rq10, .rq11, .rq12],
      missing: Finding(.rq07, "there is no Sec-WebSocket-Key field"), remark: remark, findings)
  }

  // MARK: Version

  /// RQ-13 to RQ-16.
  private mutating func judgeVersion(_ head: HTTPHead) {
    let values = head.values(of: "sec-websocket-version")
    var findings = head.repetition(of: "Sec-WebSocket-Version", .rq15)
    if let value = values.first {
      if let number = Self.versionNumber(value) {
        if let fault = Self.fault(ofVersion: number) { findings.append(Finding(.rq14, fault, evidence: value)) }
      } else {
        findings.append(
          Finding(
            .rq16,
            value.contains(",")
              ? "\"\(value)\" is a list of versions; a request names one, and another request the next"
              : value.isEmpty
                ? "the version is empty; it must be 13"
                : "\"\(value)\" is no number from 0 to 255 without leading zeros; the standard is 13", evidence: value))
      }
    }
    note(
      field: "Sec-WebSocket-Version", in: head, from: .client, [.rq13, .rq14, .rq15, .rq16],
      missing: Finding(.rq13, "there is no Sec-WebSocket-Version field"),
      remark: isDraft ? version.rawValue : nil, findings)
  }

  /// A version as the grammar has it: 0 to 255, without leading zeros (RFC 6455 section 4.3).
  static func versionNumber(_ text: String) -> Int? {
    guard let number = UInt8(text), String(number) == text else { return nil }
    return Int(number)
  }

  private static func fault(ofVersion number: Int) -> String? {
    switch number {
    case 13, 4...8: nil
    case 9...12: "version \(number) was reserved and never used; the standard is 13"
    case 0...3: "version \(number) never stood in this field: drafts before hybi-04 had none; the standard is 13"
    default: "version \(number) is not defined; the standard is 13"
    }
  }

  // MARK: Origin

  /// RQ-17, HY-04 and BR-02.
  private mutating func judgeOrigin(_ head: HTTPHead) {
    let plain = head.values(of: "origin")
    let old = head.values(of: "sec-websocket-origin")
    let usesOldName = isDraft && (plain.isEmpty || version.usesOldOriginName)
    let name = usesOldName && !old.isEmpty ? "Sec-WebSocket-Origin" : "Origin"
    var findings: [Finding] = []
    if isDraft, version.usesOldOriginName, old.isEmpty, !plain.isEmpty {
      findings.append(
        Finding(.hy04, "\(version.rawValue) calls the field Sec-WebSocket-Origin, not Origin", evidence: plain.first))
    }
    if plain.isEmpty, old.isEmpty || !isDraft, isComplete(.client) {
      if version == .hybi04 {
        findings.append(
          Finding(.hy04, severity: .error, "there is no Sec-WebSocket-Origin field, which hybi-04 requires"))
      } else if isDraft {
        findings.append(Finding(.hy04, severity: .note, "there is no origin, so this is hardly a browser"))
      } else {
        findings.append(Finding(.rq17, severity: .note, "there is no Origin, which only browsers have to send"))
        findings.append(Finding(.br02, "there is no Origin, so the client is no browser"))
      }
    }
    let values = name == "Origin" ? plain : old
    findings += head.repetition(of: name, .rq17)
    if let value = values.first, let fault = OriginField.fault(of: value) {
      findings.append(Finding(.rq17, fault, evidence: value))
    }
    note(field: name, in: head, from: .client, isDraft ? [.hy04, .rq17] : [.rq17, .br02], findings)
  }

  // MARK: Lists

  /// RQ-18, RQ-19 and HY-09.
  private mutating func judgeOfferedSubprotocols(_ head: HTTPHead) {
    guard head.value(of: "sec-websocket-protocol") != nil else { return }
    let elements = head.placedElements(of: "sec-websocket-protocol")
    let names = elements.map(\.text)
    var findings: [Finding] = []
    if let (wrong, place) = elements.first(where: { !HTTPToken.isToken($0.text) }) {
      let parts = wrong.split(separator: " ")
      let isSpaced = parts.count > 1 && parts.allSatisfy { HTTPToken.isToken($0) }
      if wrong.isEmpty {
        findings.append(
          Finding(
            .rq18,
            names.count == 1
              ? "Sec-WebSocket-Protocol is empty; where no subprotocol is offered the field is left out"
              : "an empty element in the list of subprotocols", offset: UInt64(place)))
      } else if isDraft, isSpaced {
        findings.append(
          Finding(
            .hy09, "\"\(wrong)\" separates subprotocols by spaces; commas do since version 4", offset: UInt64(place),
            evidence: wrong))
      } else {
        findings.append(
          Finding(
            .rq18,
            "\"\(wrong)\" is no token: spaces and separators cannot stand in a subprotocol"
              + (isSpaced ? "; commas separate several" : ""), offset: UInt64(place), evidence: wrong))
      }
    }
    var seen: Set<[UInt8]> = []
    if let (double, place) = elements.first(where: { !$0.text.isEmpty && !seen.insert(Array($0.text.utf8)).inserted }) {
      findings.append(
        Finding(.rq19, "subprotocol \"\(double)\" is offered twice", offset: UInt64(place), evidence: double))
    }
    note(
      field: "Sec-WebSocket-Protocol", in: head, from: .client, [.rq18, .rq19],
      remark: "\(names.count) offered", findings)
  }

  /// RQ-20 to RQ-22, and the offers of permessage-deflate and deflate-frame.
  private mutating func judgeOfferedExtensions(_ head: HTTPHead) {
    let lines = head.fields(named: "sec-websocket-extensions")
    guard !lines.isEmpty else { return }
    var findings: [Finding] = []
    for line in lines {
      let faults = ExtensionGrammar.faults(of: head.value(of: line))
      findings += faults.map { fault in
        Finding(
          fault.isQuotedValue ? .rq22 : .rq20, fault.message,
          offset: UInt64(line.value.lowerBound + min(fault.offset, line.value.count)))
      }
    }
    let offers = ExtensionList(head.values(of: "sec-websocket-extensions"))
    var strangers: Set<String> = []
    for element in offers.elements where HTTPToken.isToken(element.name) {
      let name = element.name.asciiLowercased
      guard !ExtensionNames.registered.contains(name), strangers.insert(name).inserted else { continue }
      // What is history to servers of today was an extension like any other to those of the drafts.
      if isDraft, ExtensionNames.historic.contains(name) { continue }
      findings.append(
        Finding(
          .rq21,
          ExtensionNames.historic.contains(name)
            ? "\(element.name) is an extension of older times; servers of today ignore it"
            : "\(element.name) is no registered extension; a server that does not know it ignores it",
          evidence: element.text))
    }
    findings += NegotiationRules.judge(offers: offers)
    findings = findings.placed(by: head.extensionPlaces())
    note(
      field: "Sec-WebSocket-Extensions", in: head, from: .client, [.rq20, .rq21, .rq22, .pmd02],
      remark: "\(offers.elements.count) offered", findings)
  }

  // MARK: What does not belong there

  /// RQ-23, RQ-25, HY-06: fields of other versions and of responses.
  private mutating func judgeStrangers(_ head: HTTPHead) {
    var strangers: [(String, RuleID)] = [("Sec-WebSocket-Accept", .rq25)]
    strangers.append(("Sec-WebSocket-Nonce", isDraft && version != .hybi04 ? .hy06 : .rq25))
    if !isDraft {
      strangers += ["Sec-WebSocket-Key1", "Sec-WebSocket-Key2", "Sec-WebSocket-Draft", "Sec-WebSocket-Origin"]
        .map { ($0, .rq23) }
      strangers.append(("WebSocket-Protocol", .rq23))
    }
    for (name, rule) in strangers where head.value(of: name.asciiLowercased) != nil {
      let message =
        rule == .rq25
        ? "\(name) belongs to responses, not to a request"
        : "\(name) belongs to \(ProtocolVersion.home(of: name)), not to \(version.title)"
      note(field: name, in: head, from: .client, [rule], [Finding(rule, message)])
    }
  }

  /// RQ-24.
  private mutating func judgeEarlyBytes(_ half: Handshake.Half) {
    guard handshake.response != nil, !handshake.lost.contains(.bodies), !half.head.announcesBody else { return }
    let count = half.restCount
    note(
      "before the response", from: .client, at: half.head.bytes.count, [.rq24], remark: "nothing sent",
      count == 0
        ? []
        : [
          Finding(
            .rq24, "\(count) \(count == 1 ? "byte" : "bytes") of the client came before the server's response")
        ])
  }
}

extension HTTPHead {
  /// The key that an accept value answers: the first, where a proxy joined several with commas.
  var usedKey: String? {
    guard let value = value(of: "sec-websocket-key") else { return nil }
    return value.split(separator: ",", omittingEmptySubsequences: false).first.map(\.trimmingBlanks) ?? value
  }

  /// True where a body behind the head is announced.
  var announcesBody: Bool {
    value(of: "transfer-encoding") != nil || value(of: "content-length").map { $0 != "0" } ?? false
  }
}

extension ProtocolVersion {
  /// hybi-04 to -07 call the origin's field `Sec-WebSocket-Origin`; version 8 stands for drafts of either name.
  var usesOldOriginName: Bool {
    switch self {
    case .hybi04, .hybi05, .hybi06, .hybi07: true
    default: false
    }
  }

  /// The versions that a field of a handshake belongs to, in words.
  static func home(of field: String) -> String {
    switch field.asciiLowercased {
    case "sec-websocket-nonce": "hybi-04"
    case "sec-websocket-draft": "hixie-76 to hybi-03"
    case "sec-websocket-key1", "sec-websocket-key2", "sec-websocket-location": "hixie-76"
    case "sec-websocket-origin": "hixie-76 and the drafts up to hybi-10"
    case "websocket-origin", "websocket-location", "websocket-protocol": "hixie-75"
    default: "another version"
    }
  }

  /// How messages call the version.
  var title: String { self == .rfc6455 ? "RFC 6455" : rawValue }
}
