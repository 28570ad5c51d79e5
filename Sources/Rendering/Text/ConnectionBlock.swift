import Inspection
import WebSocketProtocol

/// What is remembered of a connection until its block is written.
struct ConnectionBlock {
  let connection: ConnectionEvent
  let started: Int64?
  private(set) var handshakes: [HandshakeEvent] = []
  private(set) var findings: [Group] = []
  /// The guesses, each with how often it was made.
  private(set) var hints: [(first: HintEvent, count: UInt64)] = []
  private(set) var missingBytes: UInt64 = 0
  /// How many different findings are shown; the rest are counted.
  private static let shownFindings = 20

  /// Findings of one rule against one side.
  struct Group {
    var first: FindingEvent
    var count: UInt64 = 1
  }

  init(_ connection: ConnectionEvent, started: Int64?) {
    self.connection = connection
    self.started = started
  }

  mutating func add(_ handshake: HandshakeEvent) {
    handshakes.append(handshake)
  }

  mutating func add(_ finding: FindingEvent) {
    let same = findings.firstIndex {
      $0.first.finding.rule == finding.finding.rule && $0.first.finding.sender == finding.finding.sender
    }
    if let same {
      findings[same].count += 1
    } else {
      findings.append(Group(first: finding))
    }
  }

  mutating func add(_ hint: HintEvent) {
    if let same = hints.firstIndex(where: { $0.first.hint.name == hint.hint.name && $0.first.sender == hint.sender }) {
      hints[same].count += 1
    } else {
      hints.append((hint, 1))
    }
  }

  mutating func add(_ gap: GapEvent) {
    missingBytes &+= gap.length
  }

  /// Who talks to whom, and since when: one line, or a line each where the addresses are long.
  func heading(_ number: Int, _ timestamp: inout Timestamp, _ style: TextStyle) -> [String] {
    let name = "connection \(number)"
    var parts: [String] = []
    if let ends = connection.ends {
      parts.append("\(Self.text(ends.client)) \(style.arrow) \(Self.text(ends.server))")
    }
    if let started { parts.append("\(timestamp.seconds(started)) UTC") }
    let line = parts.map { "  \($0)" }.joined()
    if PayloadText.displayWidth(name + line) <= style.width { return [style.paint(name, .heading) + line] }
    let indent = name.utf8.count + 2
    let lines = parts.flatMap { Columns.wrap($0, style.width - indent) }
    return lines.enumerated().map { index, text in
      (index == 0 ? style.paint(name, .heading) + "  " : String(repeating: " ", count: indent)) + text
    }
  }

  private static func text(_ endpoint: Endpoint) -> String {
    endpoint.address.contains(":")
      ? "[\(endpoint.address)]:\(endpoint.port)" : "\(endpoint.address):\(endpoint.port)"
  }

  /// The whole block.
  func lines(
    _ end: EndEvent, _ number: Int, _ timestamp: inout Timestamp, _ style: TextStyle, redacts: Bool
  ) -> [String] {
    var lines = heading(number, &timestamp, style)
    func add(_ label: String, _ text: String) {
      let room = style.width - 13
      for (index, line) in Columns.wrap(text, room).enumerated() {
        lines.append("  " + Columns.left(index == 0 ? label : "", 11) + line)
      }
    }
    for handshake in handshakes {
      for (index, line) in HandshakeText.lines(handshake, style, redacts: redacts).enumerated() {
        add(index == 0 ? "handshake" : "", line)
      }
    }
    if handshakes.isEmpty, connection.starts == .midstream, connection.transport != nil {
      let by = connection.recognisedFrames.map { "recognised from \(Columns.count($0, "frame"))" }
      let what = connection.isHandshakeCut ? "the opening handshake is cut" : "no opening handshake"
      add("handshake", "\(what) in the capture; \(by ?? "taken for WebSocket because of its port")")
    }
    let totals = end.totals
    if totals.frames > 0 {
      add("client", Self.text(totals.client) + Self.rate(end, totals.client))
      add("server", Self.text(totals.server) + Self.rate(end, totals.server))
      add(
        "total",
        "\(Columns.count(totals.frames, "frame")), \(Columns.count(totals.messages, "data message")), "
          + Columns.count(totals.payloadBytes, "payload byte"))
    }
    if let times = end.pingRoundTrip { add("pings", Self.text(times)) }
    add("end", text(end))
    if missingBytes > 0 {
      add("missing", "\(Columns.count(missingBytes, "byte")) \(missingBytes == 1 ? "is" : "are") not in the capture")
    }
    add(
      "findings", FindingText.counts(errors: totals.errors, warnings: totals.warnings, notes: totals.notes))
    let gravest = [Severity.error, .warning, .note].flatMap { severity in
      findings.filter { $0.first.finding.severity == severity }
    }
    for group in gravest.prefix(Self.shownFindings) {
      lines += FindingText.lines(group.first, count: group.count, indent: 4, showsPlace: true, style: style)
    }
    if findings.count > Self.shownFindings {
      let others = UInt64(findings.count - Self.shownFindings)
      lines.append("    and \(Columns.count(others, "more kind")) of findings; --show frames has them all")
    }
    for (hint, count) in hints.prefix(Self.shownFindings) {
      lines += FindingText.lines(hint, count: count, indent: 4, showsPlace: true, style: style, redacts: redacts)
    }
    return lines
  }

  private static func text(_ side: SideTotals) -> String {
    var parts: [String] = []
    for (count, name) in [
      (side.text, "text"), (side.binary, "binary"), (side.ping, "ping"), (side.pong, "pong"), (side.close, "close"),
    ] where count > 0 {
      parts.append("\(count) \(name)")
    }
    var remarks: [String] = []
    if side.fragmented > 0 { remarks.append("\(side.fragmented) fragmented") }
    if side.compressed > 0 { remarks.append("\(side.compressed) compressed") }
    let messages = parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
    return "\(messages)\(remark); \(Columns.count(side.bytes, "byte")) of stream"
  }

  /// How many data messages came in a second, where there was more than a moment for them.
  private static func rate(_ end: EndEvent, _ side: SideTotals) -> String {
    guard let duration = end.duration, duration >= 1_000_000_000, side.dataMessages > 1,
      let rate = end.messageRate(side)
    else { return "" }
    let hundredths = UInt64((rate * 100).rounded())
    let fraction = hundredths % 100
    return ", \(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)\u{a0}messages/s"
  }

  /// How long pings waited for their pongs.
  private static func text(_ times: RoundTripTimes) -> String {
    guard times.count > 1 else { return "1 answered, after \(seconds(times.shortest))\u{a0}s" }
    return "\(times.count) answered, after \(seconds(times.median))\u{a0}s in the median "
      + "(\(seconds(times.shortest)) to \(seconds(times.longest))\u{a0}s)"
  }

  private func text(_ end: EndEvent) -> String {
    var text: String
    switch end.how {
    case .closingHandshake:
      text = "closed by the \(end.closedBy?.rawValue ?? "peers")"
      text += end.closeCode.map { ", \(CloseText.code($0, end.version))" } ?? ", no close code"
      text += "; clean"
    case .fin:
      text = "TCP closed by the \(end.closedBy?.rawValue ?? "peers")" + unanswered(end)
    case .reset:
      text = "TCP reset" + (end.closedBy.map { " by the \($0.rawValue)" } ?? "") + unanswered(end)
    case .endOfCapture:
      text = "still open where the \(connection.transport == nil ? "bytes end" : "capture ends")"
    }
    if let duration = end.duration, duration > 0 { text += "; after \(Self.seconds(duration))\u{a0}s" }
    return text
  }

  /// What is missing of the closing handshake, on a connection that was open.
  private func unanswered(_ end: EndEvent) -> String {
    guard end.totals.frames > 0 else { return "" }
    guard let side = end.unanswered else { return ", no closing handshake" }
    let code = end.closeCode.map { " \(CloseText.code($0, end.version))" } ?? ""
    let isKnown = missingBytes == 0
    return "; the \(side.rawValue)'s Close\(code) \(isKnown ? "was not answered" : "has no answer in the capture")"
  }

  /// Seconds with three decimals, or with six where these would say nothing.
  private static func seconds(_ nanoseconds: Int64) -> String {
    let places: Int = nanoseconds < 1_000_000 ? 6 : 3
    let unit: Int64 = places == 6 ? 1000 : 1_000_000
    let rounded = nanoseconds / unit + (nanoseconds % unit * 2 >= unit ? 1 : 0)
    let perSecond = 1_000_000_000 / unit
    let fraction = String(rounded % perSecond)
    return "\(rounded / perSecond)." + String(repeating: "0", count: max(0, places - fraction.utf8.count)) + fraction
  }
}
