import ArgumentParser
import Inspection
import PacketCapture
import Rendering
import WebSocketProtocol

/// `wslens pcap`: captures → connections, handshakes, frames, messages, findings.
struct Pcap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcap",
    abstract: "Show the WebSocket connections of packet captures",
    discussion: """
      Reads pcap and pcapng files, also compressed with gzip; - is standard input. Each connection becomes one block: \
      who talked to whom, the opening handshake, what each side sent, how it ended, and every broken rule. \
      --show adds each frame, each message, or every bit.
      """)

  @Argument(help: "Captures to read; - for standard input.", completion: .file())
  var files: [String] = []

  @Option(
    reading: ArgumentHelp(
      "What to show, separated by commas (default: summary; with --grep and --digest messages).", valueName: "views"))
  var show: [ViewList] = []

  @OptionGroup
  var display: CaptureDisplayOptions

  @OptionGroup
  var packets: PacketOptions

  @Flag(help: "Go on at the end of a capture that is still being written, until Ctrl-C.")
  var follow = false

  @OptionGroup
  var common: OutputOptions

  @OptionGroup
  var limits: LimitOptions

  func validate() throws {
    guard !files.isEmpty else {
      throw ValidationError("no capture given; name a file, or - for standard input")
    }
    try display.messages.check(redact: display.redact, common)
    if follow, files.count > 1 { throw ValidationError("--follow takes one capture") }
  }

  func run() throws {
    var output = try common.open(writing: [.text, .jsonl, .har, .payload], besides: files)
    display.messages.noteIgnored(redact: display.redact, common)
    let style = common.style(isTerminal: output.isTerminal)
    let redacts = display.redact
    let status: ExitStatus
    switch common.chosenFormat {
    case .har:
      status = try read(ArchiveRenderer(version: WSLens.version, redacts: redacts), into: &output) { archive in
        if let loss = archive.loss { StandardError.write("wslens: \(loss)\n") }
      }
    case .payload:
      try MessageOptions.refuse(output)
      let messages = display.messages
      let renderer = PayloadRenderer(
        separator: messages.separator.bytes, writesControl: !display.selection.type.isEmpty)
      status = try read(renderer, into: &output) { payloads in
        MessageOptions.tellIncomplete(payloads.incomplete)
      }
    case .jsonl:
      status = try read(JSONLinesRenderer(redacts: redacts), into: &output)
    case .text:
      let renderer = TextRenderer(style: style, layout: display.layout(views), redacts: redacts)
      status = try read(renderer, into: &output)
    }
    try output.finish()
    if status != .done { throw status }
  }

  private var views: [View] { show.list?.views ?? (display.asksForMessages ? [.messages] : [.summary]) }

  /// Reads every capture; after a bad one it goes on, and the highest status wins.
  ///
  /// - Parameter epilogue: called at the end with what became of the renderer.
  private func read<Renderer: EventRenderer>(
    _ renderer: Renderer, into output: inout OutputTarget, epilogue: (Renderer) -> Void = { _ in }
  ) throws(Failure) -> ExitStatus {
    var inspection = try display.road(
      views, common, limits, inputs: files.count, renderer, Progress(isWanted: !common.quiet))
    _ = try packetFilter()
    let waits = follow || files.contains(where: CaptureInput.mayHaveToWait)
    let lull = Lull()
    let standby = waits ? Standby.writing([output], for: packets.duration, lull) : nil
    inspection.lull = waits ? lull : nil
    var status = ExitStatus.done
    for file in files where !Interruption.isAsked {
      do throws(Failure) {
        try read(file, standby, &inspection, into: &output)
      } catch  where error.status == .cannotWrite || error.status == .cannotCreate {
        throw error
      } catch {
        try output.flush()
        error.tell()
        status = max(status, error.status)
      }
    }
    inspection.conclude(into: &output)
    epilogue(inspection.outlet.renderer)
    let verdict = display.conclude(inspection, common)
    return status == .done ? verdict : status
  }

  /// Reads one capture to its end.
  private func read<Renderer: EventRenderer>(
    _ file: String, _ standby: Standby?, _ inspection: inout CaptureInspection<Renderer>,
    into output: inout OutputTarget
  ) throws(Failure) {
    let input = CaptureInput(file, standby: standby)
    var capture: CaptureFile
    do throws(Failure) {
      if follow, let standby {
        capture = try input.follow(common, standby)
      } else {
        capture = try input.open(common)
      }
    } catch {
      inspection.refuse(error, named: file, into: &output)
      throw error
    }
    if let filter = try packetFilter() {
      var filtered = FilteredPackets(capture, passing: filter)
      try inspection.read(&filtered, named: file, into: &output, explaining: input.explain)
      try tellUnread(in: filtered.source, behind: &output)
    } else {
      try inspection.read(&capture, named: file, into: &output, explaining: input.explain)
      try tellUnread(in: capture, behind: &output)
    }
    if let reason = input.endOfFollowing, !common.quiet {
      try output.flush()
      Failure(.done, reason).tell()
    }
  }

  /// Tells of packets whose link type is not read, once all that was read is written.
  private func tellUnread(in capture: borrowing CaptureFile, behind output: inout OutputTarget) throws(Failure) {
    guard !common.quiet, capture.unreadPackets.count > 0 else { return }
    try output.flush()
    capture.tellUnreadPackets()
  }

  /// The filter that was asked for.
  ///
  /// - Throws: status 64 with libpcap's own words where the expression is wrong.
  private func packetFilter() throws(Failure) -> PacketFilter? {
    guard let filter = packets.filter else { return nil }
    do throws(PacketFilterError) {
      return try PacketFilter(filter)
    } catch {
      throw Failure(filter: filter, error)
    }
  }
}

extension Failure {
  /// A capture filter that libpcap does not understand.
  init(filter expression: String, _ error: PacketFilterError) {
    self.init(.usage, "--filter '\(expression)': \(error.message)")
  }
}
