import Inspection
import WebSocketProtocol

/// The report about one handshake, as lines.
struct HandshakeReportText {
  /// How many of the frames or messages behind the handshake are shown.
  private static let shownFrames = 8
  /// Columns before a line's text, and where the section of the specification begins.
  private static let margin = 10
  private static let labelWidth = 9
  private static let referenceWidth = 16

  private let connection: ConnectionEvent
  private let style: TextStyle
  private let redacts: Bool
  private var handshakes: [HandshakeEvent] = []
  private var checks: [HandshakeCheck] = []
  /// How many findings still come that belong to the check before them.
  private var expected = 0
  private var others: [FindingEvent] = []
  private var hints: [HintEvent] = []
  private var frames = OutputBuffer()
  private var rows: TextRenderer
  private var frameCount = 0
  private var messageCount = 0

  init(_ connection: ConnectionEvent, style: TextStyle, redacts: Bool) {
    self.connection = connection
    self.style = style
    self.redacts = redacts
    var layout = TextLayout()
    layout.isByteStream = true
    layout.showsFrames = true
    rows = TextRenderer(style: style, layout: layout, redacts: redacts)
  }

  var hasHandshake: Bool { !handshakes.isEmpty }

  /// Takes what happened on the connection.
  mutating func take(_ event: Event, _ queue: EventQueue) {
    switch event.kind {
    case .handshake(let handshake):
      handshakes.append(handshake)
    case .check(let check):
      checks.append(check)
      expected = check.findings.count
    case .finding(let finding):
      if expected > 0 { expected -= 1 } else { others.append(finding) }
    case .hint(let hint):
      hints.append(hint)
    case .frame(let frame):
      frameCount += 1
      if frameCount <= Self.shownFrames { rows.row(frame, event, queue.bytes, &frames) }
    case .message(let message) where message.frames == 0:
      messageCount += 1
      if messageCount <= Self.shownFrames { rows.row(message, event, queue, &frames) }
    default: break
    }
  }

  /// The whole report.
  func lines(_ capture: String, _ number: Int, _ profile: HandshakeProfile) -> [String] {
    var lines = heading(capture, number) + origin()
    // A refused handshake may be followed by another on the same connection; the last one counts.
    for sender in [Sender.client, .server] {
      let part = checks.filter { $0.sender == sender }
      guard !part.isEmpty else { continue }
      lines.append(halfHeading(sender))
      for check in part { lines += self.lines(check) }
    }
    lines += summary()
    lines += behind()
    lines.append(contentsOf: verdict(profile))
    return lines
  }

  private func heading(_ capture: String, _ number: Int) -> [String] {
    let name = PayloadText.safe(capture, style: style)
    var text = number > 1 || connection.ends != nil ? "\(name), connection \(number)" : name
    if let ends = connection.ends {
      text += "  \(ends.client.address):\(ends.client.port) \(style.arrow) \(ends.server.address):\(ends.server.port)"
    }
    return Columns.wrap(text, style.width).map { style.paint($0, .heading) }
  }

  /// How a copied text was read, and what that leaves unjudged.
  private func origin() -> [String] {
    guard let source = handshakes.last?.source else { return [] }
    let lost = source.notJudged.isEmpty ? "" : "; not judged: \(source.notJudged.joined(separator: ", "))"
    return paragraph("read as", source.dialect + lost)
      + source.notes.prefix(6).flatMap { paragraph("", PayloadText.safe($0, style: style), .dim) }
  }

  private func halfHeading(_ sender: Sender) -> String {
    let head = sender == .client ? handshakes.last?.request : handshakes.last?.response
    var text = ""
    if let head {
      let line = HTTPHeadLine.text(of: head)
      text = PayloadText.safe(redacts ? Redaction.value(line, ofPart: "request line") : line, limit: 60, style: style)
    }
    let hue: TextStyle.Hue = sender == .client ? .client : .server
    let label = sender == .client ? "request" : "response"
    return text.isEmpty ? style.paint(label, hue) : style.paint(Columns.left(label, Self.margin), hue) + text
  }

  // MARK: Checks

  private func lines(_ check: HandshakeCheck) -> [String] {
    let mark = Self.word(check.severity)
    let hue = check.severity.map { FindingText.hue($0) } ?? .good
    let start = "  " + style.paint(Columns.left(mark, Self.margin - 2), hue)
    let reference = check.reference ?? ""
    // Sections stand below each other, in the last columns.
    let room = style.width - Self.margin - Self.referenceWidth - 1
    var text = check.subject
    if let value = check.value {
      text += ": " + PayloadText.safe(redacts ? Redaction.value(value, ofPart: check.subject) : value, style: style)
    }
    let remark = check.findings.isEmpty ? check.remark.map { check.value == nil ? ": \($0)" : "   \($0)" } ?? "" : ""
    if PayloadText.displayWidth(text + remark) <= room { text += remark }
    var lines: [String] = []
    // What is right is told in one line; of what is wrong every character counts.
    let shown =
      check.findings.isEmpty ? [PayloadText.cut(text, to: room, style: style)] : Columns.wrap(text.nonBreaking, room)
    for (index, line) in shown.enumerated() {
      guard index == 0 else {
        lines.append(String(repeating: " ", count: Self.margin) + line)
        continue
      }
      let gap = String(repeating: " ", count: room - PayloadText.displayWidth(line) + 1)
      lines.append(start + line + (reference.isEmpty ? "" : gap + style.paint(reference, .dim)))
    }
    for finding in check.findings { lines += self.lines(finding, besides: reference) }
    if check.findings.contains(where: { [.rs06, .hy07, .h7624, .h7613, .h7612].contains($0.rule) }) {
      lines += mistakes()
    }
    return lines
  }

  private func lines(_ finding: Finding, besides reference: String, packet: UInt64? = nil) -> [String] {
    var text = PayloadText.safe(finding.message, limit: 600, style: style)
    if finding.reference != reference { text += " (\(finding.reference.nonBreaking))" }
    if let place = finding.place {
      text += "; line\u{a0}\(place.line), column\u{a0}\(place.column)"
    } else if connection.ends != nil, let offset = finding.offset {
      text += "; offset\u{a0}\(offset)"
    }
    var lines = row(finding.rule.rawValue, text, FindingText.hue(finding.severity))
    if let fix = finding.fix, finding.severity >= .warning { lines += row("fix", fix, .dim) }
    return lines
  }

  /// The recipes that give the wrong answer: proofs, and not guesses.
  private func mistakes() -> [String] {
    let mistakes = handshakes.last?.mistakes ?? []
    if mistakes.isEmpty { return guesses.flatMap { row("hint", safe($0.hint.message), .dim) } }
    return mistakes.prefix(3).flatMap { mistake in
      row("this is", "\(safe(mistake.recipe)), reproduced exactly (\(mistake.id.nonBreaking))", .key)
        + row("", safe(mistake.diagnosis)) + row("change", safe(mistake.fix))
    }
  }

  /// The guesses at what gives a wrong answer to a key or a challenge.
  private var guesses: [HintEvent] { hints.filter(isAboutAnswer) }

  private func isAboutAnswer(_ event: HintEvent) -> Bool {
    event.frame == nil && ["accept-", "challenge-"].contains { event.hint.name.hasPrefix($0) }
  }

  /// A labelled line below a check, in as many lines as it takes.
  private func row(_ label: String, _ text: String, _ hue: TextStyle.Hue? = nil) -> [String] {
    let indent = String(repeating: " ", count: Self.margin)
    let room = style.width - Self.margin - Self.labelWidth
    return Columns.wrap(text, room).enumerated().map { index, line in
      indent + style.paint(Columns.left(index == 0 ? label : "", Self.labelWidth), hue) + line
    }
  }

  private static func word(_ severity: Severity?) -> String {
    switch severity {
    case nil: "ok"
    case .note, .hint: "note"
    case .warning: "warning"
    case .error: "FAIL"
    }
  }

  // MARK: What was agreed on

  /// A labelled line of the report's end.
  private func paragraph(_ label: String, _ text: String, _ hue: TextStyle.Hue? = nil) -> [String] {
    Columns.wrap(text, style.width - Self.margin).enumerated().map { index, line in
      style.paint(Columns.left(index == 0 ? label : "", Self.margin), hue) + line
    }
  }

  private func summary() -> [String] {
    guard let handshake = handshakes.last else { return [] }
    switch handshake.isAccepted {
    case true: return AgreementText.lines(handshake).flatMap { paragraph($0.label, safe($0.text)) }
    case false: return RefusalText.lines(handshake, redacts: redacts).flatMap { paragraph($0.label, safe($0.text)) }
    default: return AnswerText.lines(handshake).flatMap { paragraph($0.label, safe($0.text)) }
    }
  }

  private func safe(_ text: String) -> String { PayloadText.safe(text, limit: 400, style: style) }

  /// The frames behind the handshake, and what was found about them.
  private func behind() -> [String] {
    var lines: [String] = []
    if frameCount + messageCount > 0 {
      let shown = min(max(frameCount, messageCount), Self.shownFrames)
      let all = max(frameCount, messageCount)
      let noun = frameCount > 0 ? "frame" : "message"
      lines += paragraph(
        frameCount > 0 ? "frames" : "messages",
        shown < all ? "the first \(shown) of \(all)" : Columns.count(UInt64(all), noun))
      lines += String(decoding: frames.bytes, as: UTF8.self).split(separator: "\n").map { "  \($0)" }
    }
    for finding in others.prefix(20) {
      lines += FindingText.lines(finding, indent: 2, showsPlace: true, style: style)
    }
    if others.count > 20 { lines.append("  and \(Columns.count(UInt64(others.count - 20), "more finding"))") }
    for hint in hints.filter({ !isAboutAnswer($0) }).prefix(8) {
      lines += FindingText.lines(hint, indent: 2, showsPlace: true, style: style, redacts: redacts)
    }
    return lines
  }

  // MARK: Verdict

  private func verdict(_ profile: HandshakeProfile) -> [String] {
    let findings = checks.flatMap(\.findings) + others.map(\.finding)
    let own = findings.filter { $0.rule.chapter != .browsers }
    let counts = FindingText.counts(
      errors: UInt64(own.count { $0.severity == .error }), warnings: UInt64(own.count { $0.severity == .warning }),
      notes: UInt64(own.count { $0.severity == .note }))
    let fails = own.contains { $0.severity == .error }
    let objections = findings.filter { $0.rule.chapter == .browsers && $0.severity >= .warning }.map(\.rule.rawValue)
    let version = handshakes.last?.version ?? .rfc6455
    // Browsers gave up the drafts long ago.
    guard version == .rfc6455 || profile == .browsers else {
      let text =
        "\(fails ? "FAIL" : "PASS") by the specification: \(counts == "none" ? "no findings" : counts); "
        + "no browser of today speaks \(version.rawValue)"
      return paragraph("result", text, fails ? .error : .good)
    }
    let browsersFail = fails || !objections.isEmpty
    let specification = "\(fails ? "FAIL" : "PASS") by the specification"
    let browsers =
      "\(browsersFail ? "FAIL" : "PASS") for browsers"
      + (objections.isEmpty ? "" : " (\(objections.joined(separator: ", ")))")
    let text =
      profile == .specification
      ? "\(specification): \(counts == "none" ? "no findings" : counts); \(browsers)"
      : "\(browsers); \(specification): \(counts == "none" ? "no findings" : counts)"
    let isGood = profile == .specification ? !fails : !browsersFail
    return paragraph("result", text, isGood ? .good : .error)
  }
}

/// The first line of a head.
private enum HTTPHeadLine {
  static func text(of head: HTTPHead) -> String {
    if let method = head.method { return "\(method) \(head.target ?? "") \(head.httpVersion ?? "")" }
    if let version = head.httpVersion {
      return "\(version) \(head.status.map(String.init) ?? "") \(head.reason ?? "")"
    }
    return ""
  }
}
