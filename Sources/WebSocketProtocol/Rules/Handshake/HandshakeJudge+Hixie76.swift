/// The handshake of hixie-76, hybi-00 and hybi-01 to -03: two keys, eight bytes and their MD5. H76.
extension HandshakeJudge {
  mutating func judgeHixie76Request(_ half: Handshake.Half) {
    let head = half.head
    if case .request(let place, _, let version) = head.startLine, !handshake.lost.contains(.startLines) {
      let (method, spelled) = (head.text(place), head.text(version))
      note(
        "method and version", "\(method), \(spelled)", from: .client, at: place.lowerBound, [.h7601],
        method == "GET" && spelled == "HTTP/1.1"
          ? [] : [Finding(.h7601, "\(method) and \(spelled) where GET and HTTP/1.1 have to be")])
    }
    judgeUpgradeFields(head, from: .client)
    for (name, rule) in [("Host", RuleID.h7604), ("Origin", .h7605)] {
      note(field: name, in: head, from: .client, [rule], missing: Finding(rule, "there is no \(name) field"))
    }
    judgeKeys(half)
    judgeDraft(head)
    note(
      field: "Sec-WebSocket-Protocol", in: head, from: .client, [.h7607],
      Self.subprotocolFault(head.value(of: "sec-websocket-protocol")).map { [Finding(.h7607, $0)] } ?? [])
    if head.value(of: "websocket-protocol") != nil {
      note(
        field: "WebSocket-Protocol", in: head, from: .client, [.h7608],
        [Finding(.h7608, "the name is that of hixie-75: a server of this version sees no subprotocol offered")])
    }
    for name in ["Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Accept"]
    where head.value(of: name.asciiLowercased) != nil {
      note(
        field: name, in: head, from: .client, [.h7626],
        [Finding(.h7626, "\(name) belongs to later versions and stands beside the two keys")])
    }
  }

  /// H76-02 and H76-03.
  private mutating func judgeUpgradeFields(_ head: HTTPHead, from sender: Sender) {
    let upgrade = head.value(of: "upgrade")
    note(
      field: "Upgrade", in: head, from: sender, [.h7602],
      missing: Finding(.h7602, severity: .error, "there is no Upgrade field"),
      upgrade == nil || upgrade == "WebSocket"
        ? []
        : [
          Finding(
            .h7602, severity: upgrade?.asciiLowercased == "websocket" ? .warning : .error,
            "Upgrade is \"\(upgrade ?? "")\"; the drafts write WebSocket", evidence: upgrade)
        ])
    let connection = head.value(of: "connection")
    let isGood = connection?.asciiLowercased == "upgrade" && (sender == .server || connection == "Upgrade")
    note(
      field: "Connection", in: head, from: sender, [.h7603], missing: Finding(.h7603, "there is no Connection field"),
      connection == nil || isGood
        ? [] : [Finding(.h7603, "Connection is \"\(connection ?? "")\" and must be Upgrade", evidence: connection)])
  }

  // MARK: Challenge

  /// Nobody knows how many spaces the keys had.
  private var areSpacesLost: Bool { handshake.lost.contains(.whiteSpace) }

  /// H76-06, H76-09 to H76-16.
  private mutating func judgeKeys(_ half: Handshake.Half) {
    let head = half.head
    for number in [1, 2] {
      let name = "Sec-WebSocket-Key\(number)"
      let lowercased = name.asciiLowercased
      var findings = head.repetition(of: name, .h7606, "; the first is used")
      let lines = head.fields(named: lowercased)
      var remark: String?
      if let line = lines.first, let value = head.verbatimValue(of: lowercased) {
        let key = ChallengeKey(value)
        if head.bytes[line.rawValue].first != 0x20, !handshake.lost.contains(.whiteSpace) {
          findings.append(
            Finding(
              .h7609, "no space between the colon and key\(number); a peer that takes one byte off loses its first",
              offset: UInt64(line.rawValue.lowerBound)))
        }
        let faults = ChallengeRules.judge(key, named: "key\(number)")
        findings += faults.filter { !areSpacesLost || ![.h7612, .h7613, .h7616].contains($0.rule) }
        if areSpacesLost {
          remark = "not divided: spaces may be lost"
        } else if let number = key.number, let quotient = key.quotient {
          remark = "\(number) / \(key.spaces) = \(quotient)"
        }
        note(
          name, String(decoding: value, as: UTF8.self), from: .client,
          at: line.rawValue.lowerBound + (head.bytes[line.rawValue].first == 0x20 ? 1 : 0),
          [.h7613, .h7606, .h7609, .h7610, .h7611, .h7612, .h7615, .h7616], remark: remark, findings)
      } else {
        note(field: name, in: head, from: .client, [.h7606], missing: Finding(.h7606, "there is no \(name) field"))
      }
    }
    guard !handshake.lost.contains(.bodies), isComplete(.client) else { return }
    note(
      "body", Hexadecimal.text(half.rest.prefix(32)), from: .client, at: head.bytes.count, [.h7614],
      remark: "8 bytes",
      half.further == 0
        ? ChallengeRules.judge(body: half.rest)
        : [
          Finding(
            .h7614, "\(half.restCount) bytes came behind the request's empty line before the response; 8 belong there")
        ])
  }

  /// H76-17 and HY-01.
  private mutating func judgeDraft(_ head: HTTPHead) {
    guard let draft = head.value(of: "sec-websocket-draft") else { return }
    let isGood = ["0", "1", "2", "3"].contains(draft)
    note(
      field: "Sec-WebSocket-Draft", in: head, from: .client, [version.framing == .moreBit ? .hy01 : .h7617],
      remark: draft == "0" ? "hybi-00, which is hixie-76" : "hybi-01 to -03",
      isGood
        ? []
        : [
          Finding(
            version.framing == .moreBit ? .hy01 : .h7617,
            "Sec-WebSocket-Draft is \"\(draft)\"; the drafts of this handshake are 0 to 3", evidence: draft)
        ])
  }

  // MARK: Response

  mutating func judgeHixie76Response(_ half: Handshake.Half) {
    let head = half.head
    judgeHixie76Status(head)
    guard handshake.isAccepted else { return }
    judgeUpgradeFields(head, from: .server)
    judgeHixie76Echoes(head)
    judgeHixie76Answer(half)
  }

  /// H76-18 and H76-20.
  private mutating func judgeHixie76Status(_ head: HTTPHead) {
    // A status line without a status is told by HT-12.
    guard case .response(_, let place, let reason) = head.startLine, let status = head.status else { return }
    let phrase = head.text(reason)
    var findings: [Finding] = []
    if !handshake.isAccepted {
      findings.append(Finding(.h7618, "no switch to WebSocket: the server answered \(status) \(phrase)"))
    } else if phrase != "WebSocket Protocol Handshake", !handshake.lost.contains(.startLines) {
      let isOlder = phrase == "Web Socket Protocol Handshake"
      findings.append(
        Finding(
          .h7620,
          isOlder
            ? "the phrase \"\(phrase)\" is that of hixie-75; clients look at the code only"
            : "the phrase is \"\(phrase)\"; the drafts write WebSocket Protocol Handshake",
          offset: UInt64(reason.lowerBound)))
    }
    note("status", "\(status) \(phrase)", from: .server, at: place.lowerBound, [.h7618, .h7620], findings)
  }

  /// H76-19, H76-21, H76-22, H76-25 and H76-27.
  private mutating func judgeHixie76Echoes(_ head: HTTPHead) {
    let request = handshake.request?.head
    for name in ["Sec-WebSocket-Origin", "Sec-WebSocket-Location"] where head.value(of: name.asciiLowercased) == nil {
      let old = String(name.dropFirst(4))
      let hasOld = head.value(of: old.asciiLowercased) != nil
      note(
        field: name, in: head, from: .server, [.h7619],
        missing: Finding(
          .h7619,
          "there is no \(name) field" + (hasOld ? "; \(old) is the name of hixie-75 and does not count" : "")))
    }
    if let origin = head.value(of: "sec-websocket-origin") {
      let sent = request?.value(of: "origin")
      note(
        field: "Sec-WebSocket-Origin", in: head, from: .server, [.h7625, .h7619],
        sent.map { $0.asciiLowercased.utf8.elementsEqual(origin.asciiLowercased.utf8) } ?? true
          ? [] : [Finding(.h7625, "Sec-WebSocket-Origin is \"\(origin)\", the request's Origin is \"\(sent ?? "")\"")])
    }
    if let location = head.value(of: "sec-websocket-location") {
      let fault = request.flatMap { WebSocketLocation.fault(of: location, for: $0, isSecure: handshake.isSecure) }
      note(
        field: "Sec-WebSocket-Location", in: head, from: .server, [.h7621, .h7619],
        fault.map { [Finding(.h7621, $0)] } ?? [])
    }
    judgeRepeatedSubprotocol(head, "Sec-WebSocket-Protocol", .h7622)
    if head.value(of: "sec-websocket-accept") != nil {
      note(
        field: "Sec-WebSocket-Accept", in: head, from: .server, [.h7626],
        [Finding(.h7626, "Sec-WebSocket-Accept belongs to later versions; the 16 bytes answer the two keys")])
    }
    for name in [
      "Upgrade", "Connection", "Sec-WebSocket-Origin", "Sec-WebSocket-Location", "Sec-WebSocket-Protocol",
    ] {
      let lines = head.fields(named: name.asciiLowercased)
      guard lines.count > 1 else { continue }
      note(
        name, head.value(of: lines[1]), from: .server, at: lines[1].value.lowerBound, [.h7627],
        [Finding(.h7627, "\(name) stands \(lines.count) times")])
    }
  }

  /// H76-23 and H76-24.
  private mutating func judgeHixie76Answer(_ half: Handshake.Half) {
    guard !handshake.lost.contains(.bodies), isComplete(.server) else { return }
    let rest = half.rest
    var findings: [Finding] = []
    let count = half.restCount
    if rest.count < Self.responseLength || !mayBeFrames(rest.dropFirst(Self.responseLength)) {
      findings.append(
        Finding(
          .h7623, "\(count) \(count == 1 ? "byte" : "bytes") behind the response's empty line; 16 answer the challenge",
          evidence: Hexadecimal.text(rest.prefix(32))))
    }
    let answer = Array(rest.prefix(Self.responseLength))
    var remark: String?
    if findings.isEmpty, areSpacesLost {
      remark = "not compared: the keys may have lost spaces"
    } else if findings.isEmpty, isComplete(.client), let challenge = handshake.challenge {
      if challenge.response != nil {
        findings += ChallengeRules.judge(response: answer, to: challenge)
        remark = "answers the challenge"
      } else {
        remark = "not compared: the challenge has no answer"
      }
    }
    note(
      "challenge response", Hexadecimal.text(answer), from: .server, at: half.head.bytes.count, [.h7624, .h7623],
      remark: remark, findings)
  }

  /// True where bytes behind the sixteen can be the beginning of frames.
  private func mayBeFrames(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    if version.framing == .moreBit { return first & 0x70 == 0 && first & 0x0f <= 5 }
    return first == 0 || first >= 0x80
  }
}
