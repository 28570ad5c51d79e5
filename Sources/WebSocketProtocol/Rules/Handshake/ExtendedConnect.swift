/// A WebSocket's opening over HTTP/2 or HTTP/3: an extended CONNECT and its answer (RFC 8441, RFC 9220).
public struct ExtendedConnect: Hashable, Sendable {
  /// A field as it was sent, pseudo-fields included.
  public struct Field: Hashable, Sendable {
    /// The name as sent; pseudo-fields begin with a colon.
    public var name: String
    /// The value as sent.
    public var value: String

    /// A field with its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The request's fields in the order they were sent.
  public var request: [Field]
  /// The response's fields in the order they were sent; `nil` where it was not seen.
  public var response: [Field]?
  /// The values that the server's SETTINGS gave 0x8, SETTINGS_ENABLE_CONNECT_PROTOCOL, before the request, in order;
  /// `nil` where its SETTINGS were not seen.
  public var announcements: [UInt32]?

  /// - Parameters:
  ///   - request: the request's fields.
  ///   - response: the response's fields, where they were seen.
  ///   - announcements: what the server's SETTINGS said of extended CONNECT, where they were seen.
  public init(request: [Field], response: [Field]? = nil, announcements: [UInt32]? = nil) {
    self.request = request
    self.response = response
    self.announcements = announcements
  }

  /// Reads an extended CONNECT that was written down in the notation of HTTP/1.1, as browsers show it.
  ///
  /// - Returns: `nil` for anything but a CONNECT of HTTP/2 or later with a pseudo-field.
  public init?(request: HTTPHead, response: HTTPHead?) {
    guard request.method == "CONNECT", let version = request.httpVersion,
      version.hasPrefix("HTTP/2") || version.hasPrefix("HTTP/3")
    else { return nil }
    let fields = Self.fields(of: request)
    guard fields.contains(where: { $0.name.hasPrefix(":") }) else { return nil }
    self.request = fields
    self.response = response.map { head in
      let written = Self.fields(of: head)
      guard !written.contains(where: { $0.name == ":status" }), let status = head.status else { return written }
      return [Field(":status", String(status))] + written
    }
  }

  /// A pseudo-field's name begins with a colon, behind which its value's colon comes.
  private static func fields(of head: HTTPHead) -> [Field] {
    head.fields.compactMap { field in
      let line = head.bytes[field.line]
      let isPseudo = line.first == UInt8(ascii: ":")
      guard let colon = (isPseudo ? line.dropFirst() : line).firstIndex(of: UInt8(ascii: ":")) else { return nil }
      return Field(
        head.text(line.startIndex..<colon).trimmingBlanks, head.text(colon + 1..<line.endIndex).trimmingBlanks)
    }
  }

  /// True where the server answered with success.
  var isAccepted: Bool { answered(":status").map { $0.utf8.count == 3 && $0.hasPrefix("2") } ?? false }

  /// The first value of a request's field; names are compared in any case here, and judged by H2-08.
  func requested(_ name: String) -> String? { request.first { $0.name.asciiLowercased == name }?.value }
  /// The first value of a response's field.
  func answered(_ name: String) -> String? { response?.first { $0.name.asciiLowercased == name }?.value }
}

extension HandshakeReport {
  /// Judges an opening over HTTP/2 by the H2 rules, and what was agreed on by those of RFC 6455.
  public init(_ connect: ExtendedConnect) {
    version = .rfc6455
    checks = []
    judgeSettings(connect)
    judgeConnect(connect)
    judgeLayout(connect.request, from: .client)
    judgeRequestFields(connect)
    guard connect.response != nil else { return }
    judgeLayout(connect.response ?? [], from: .server)
    judgeAnswer(connect)
  }

  private mutating func note(
    _ subject: String, _ value: String?, from sender: Sender, _ rules: [RuleID], _ findings: [Finding]
  ) {
    checks.append(
      HandshakeCheck(
        sender: sender, subject: subject, value: value, rules: rules,
        findings: findings.map { finding in
          var finding = finding
          finding.sender = finding.sender ?? sender
          return finding
        }))
  }

  /// H2-03 and H2-06.
  private mutating func judgeSettings(_ connect: ExtendedConnect) {
    guard let announcements = connect.announcements else {
      note(
        "SETTINGS", nil, from: .server, [.h203],
        [Finding(.h203, severity: .note, "the server's SETTINGS were not seen", sender: .server)])
      return
    }
    var findings: [Finding] = []
    if let wrong = announcements.first(where: { $0 > 1 }) {
      findings.append(Finding(.h206, "the setting 0x8 is \(wrong), and may be 0 or 1"))
    }
    if let one = announcements.firstIndex(of: 1), announcements[one...].contains(0) {
      findings.append(Finding(.h206, "the setting 0x8 went back from 1 to 0"))
    }
    if !announcements.contains(where: { $0 != 0 }) {
      findings.append(
        Finding(.h203, "the client used extended CONNECT, which the server had not announced", sender: .client))
    }
    note("SETTINGS", announcements.last.map { "0x8 = \($0)" }, from: .server, [.h203, .h206], findings)
  }

  /// H2-01, H2-02, H2-04, H2-05 and H2-07.
  private mutating func judgeConnect(_ connect: ExtendedConnect) {
    let method = connect.requested(":method")
    note(
      ":method", method, from: .client, [.h201],
      method == "CONNECT"
        ? []
        : [
          Finding(.h201, ":method is \(method.map { "\"\($0)\"" } ?? "missing") and must be CONNECT", evidence: method)
        ])
    let protocols = connect.request.filter { $0.name == ":protocol" }.map(\.value)
    var findings: [Finding] = []
    if protocols.isEmpty { findings.append(Finding(.h202, "there is no :protocol")) }
    if protocols.count > 1 { findings.append(Finding(.h202, ":protocol stands \(protocols.count) times")) }
    if let name = protocols.first, name != "websocket" {
      findings.append(Finding(.h202, ":protocol is \"\(name)\" and must be websocket", evidence: name))
    }
    note(":protocol", protocols.first, from: .client, [.h202], findings)
    for name in [":scheme", ":path", ":authority"] {
      let value = connect.requested(name)
      var findings = value == nil ? [Finding(.h204, "there is no \(name)")] : []
      if name == ":scheme", let value, !["http", "https"].contains(value) {
        findings.append(Finding(.h205, "the scheme is \"\(value)\" and must be http or https", evidence: value))
      }
      note(name, value, from: .client, name == ":scheme" ? [.h204, .h205] : [.h204], findings)
    }
    guard let host = connect.requested("host") else { return }
    let isEqual = host.asciiLowercased == connect.requested(":authority")?.asciiLowercased
    note(
      "host", host, from: .client, [.h207],
      [
        Finding(
          .h207,
          isEqual
            ? "host repeats :authority and is not needed"
            : "host is \"\(host)\" and :authority \"\(connect.requested(":authority") ?? "")\"; both have to agree",
          evidence: host)
      ])
  }

  /// H2-08, H2-09 and H2-16.
  private mutating func judgeLayout(_ fields: [ExtendedConnect.Field], from sender: Sender) {
    var findings: [Finding] = []
    if let upper = fields.first(where: { $0.name != $0.name.asciiLowercased }) {
      findings.append(Finding(.h208, "\(upper.name) is not in lower case", evidence: upper.name))
    }
    if let first = fields.firstIndex(where: { !$0.name.hasPrefix(":") }),
      let late = fields[first...].first(where: { $0.name.hasPrefix(":") })
    {
      findings.append(Finding(.h208, "\(late.name) stands behind ordinary fields", evidence: late.name))
    }
    note("field names", "\(fields.count)", from: sender, [.h208], findings)
    for field in fields {
      switch field.name.asciiLowercased {
      case "connection", "upgrade":
        note(
          field.name, field.value, from: sender, [.h209],
          [Finding(.h209, "\(field.name) does not exist in HTTP/2", evidence: field.value)])
      case "transfer-encoding", "keep-alive", "proxy-connection":
        note(
          field.name, field.value, from: sender, [.h216],
          [Finding(.h216, "\(field.name) does not exist in HTTP/2", evidence: field.value)])
      case "content-length" where sender == .client:
        note(
          field.name, field.value, from: sender, [.h216],
          [Finding(.h216, severity: .warning, "a CONNECT has no content, but a content-length", evidence: field.value)])
      case "sec-websocket-key", "sec-websocket-accept":
        note(
          field.name, field.value, from: sender, [.h210],
          [Finding(.h210, "\(field.name) means nothing over HTTP/2 and is not compared", evidence: field.value)])
      default: break
      }
    }
  }

  /// H2-11.
  private mutating func judgeRequestFields(_ connect: ExtendedConnect) {
    let version = connect.requested("sec-websocket-version")
    note(
      "sec-websocket-version", version, from: .client, [.h211],
      version == "13"
        ? []
        : [
          Finding(.h211, "sec-websocket-version is \(version.map { "\"\($0)\"" } ?? "missing") and must be 13")
        ])
    let names = ["sec-websocket-protocol", "sec-websocket-extensions", "origin"]
    // The lists follow the rules of RFC 6455; a head in the old notation brings them together.
    let head = connect.request.http1Head(startLine: "GET / HTTP/1.1", keeping: names)
    var judge = HandshakeJudge(Handshake(request: .init(head), response: nil, version: .rfc6455))
    judge.judgeLists(of: head)
    checks += judge.checks.map(\.withoutPlaces)
  }

  /// H2-12 and H2-13.
  private mutating func judgeAnswer(_ connect: ExtendedConnect) {
    let status = connect.answered(":status") ?? ""
    let isSuccess = status.utf8.count == 3 && status.hasPrefix("2")
    var findings: [Finding] = []
    if status == "101" {
      findings.append(Finding(.h212, "status 101 cannot occur in HTTP/2; success is 200", evidence: status))
    } else if status.isEmpty {
      findings.append(Finding(.h212, "there is no :status"))
    } else if !isSuccess {
      findings.append(Finding(.rs01, "no WebSocket was opened: the server answered \(status)", evidence: status))
    }
    note(":status", status, from: .server, [.h212], findings)
    guard isSuccess else { return }
    let names = ["sec-websocket-protocol", "sec-websocket-extensions"]
    let request = connect.request.http1Head(startLine: "GET / HTTP/1.1", keeping: names)
    let response = (connect.response ?? []).http1Head(startLine: "HTTP/1.1 101 Switching", keeping: names)
    var judge = HandshakeJudge(Handshake(request: .init(request), response: .init(response), version: .rfc6455))
    judge.judgeChoices(of: response)
    checks += judge.checks.map(\.withoutPlaces)
  }
}

extension HandshakeCheck {
  /// The check without the places in a head that nobody sent.
  fileprivate var withoutPlaces: HandshakeCheck {
    var check = self
    check.offset = nil
    for index in check.findings.indices { check.findings[index].offset = nil }
    return check
  }
}

extension [ExtendedConnect.Field] {
  /// The fields of these names as a head of HTTP/1.1.
  fileprivate func http1Head(startLine: String, keeping names: [String]) -> HTTPHead {
    let lines = filter { names.contains($0.name.asciiLowercased) }.map { field in
      // A line end inside a value would make it two fields.
      "\(field.name): \(String(field.value.map { $0.isNewline ? " " : $0 }))"
    }
    return HTTPHead([UInt8](([startLine] + lines + [""]).map { $0 + "\r\n" }.joined().utf8))
  }
}
