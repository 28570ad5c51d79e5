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
    help: ArgumentHelp(
      "What to show, separated by commas (default: summary; with --grep and --digest messages).", valueName: "views"))
  var show: ViewList?

  @OptionGroup
  var selection: SelectionOptions

  @OptionGroup
  var messages: MessageOptions

  @Option(
    help: ArgumentHelp(
      "Payload bytes to show: full, none or a number (default: 256 in JSON Lines, one line in text).",
      valueName: "amount"))
  var payload: PayloadAmount?

  @Option(help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .never

  @Flag(help: "Replace secrets and payloads by their lengths.")
  var redact = false

  @OptionGroup
  var common: OutputOptions

  @OptionGroup
  var limits: LimitOptions

  func validate() throws {
    guard !files.isEmpty else {
      throw ValidationError("no capture given; name a file, or - for standard input")
    }
    try messages.check(redact: redact, common)
  }

  func run() throws {
    var output = try common.open(writing: [.text, .jsonl, .har, .payload])
    messages.noteIgnored(redact: redact, common)
    let style = common.style(isTerminal: output.isTerminal)
    let status: ExitStatus
    switch common.chosenFormat {
    case .har:
      status = try read(ArchiveRenderer(version: WSLens.version, redacts: redact), into: &output) { archive in
        if let loss = archive.loss { StandardError.write("wslens: \(loss)\n") }
      }
    case .payload:
      try MessageOptions.refuse(output)
      let renderer = PayloadRenderer(separator: messages.separator.bytes, writesControl: selection.type != nil)
      status = try read(renderer, into: &output) { payloads in
        MessageOptions.tellIncomplete(payloads.incomplete)
      }
    case .jsonl:
      status = try read(JSONLinesRenderer(redacts: redact), into: &output)
    case .text:
      let renderer = TextRenderer(style: style, layout: layout, redacts: redact)
      status = try read(renderer, into: &output)
    }
    try output.finish()
    if status != .done { throw status }
  }

  /// What is shown; whoever searches messages, or wants their digests, wants to see them.
  private var views: [View] {
    show?.views ?? (selection.searchesMessages || messages.digest ? [.messages] : [.summary])
  }

  private var layout: TextLayout {
    var layout = TextLayout()
    layout.showsSummary = views.contains(.summary)
    layout.showsFrames = views.contains(.frames)
    layout.showsMessages = views.contains(.messages)
    layout.showsBytes = views.contains(.bytes)
    layout.payloadLimit = payload?.limit
    return layout
  }

  private var options: InspectionOptions {
    var options = InspectionOptions()
    options.limits = limits.inspection
    guard common.chosenFormat != .har else {
      // An archive holds messages, and holds them whole.
      options.wantsMessages = true
      options.payloadLimit = payload?.limit ?? Int(clamping: limits.inspection.messageBytes)
      askForContent(&options)
      return options
    }
    if common.chosenFormat != .payload {
      options.wantsFrames = views.contains(.frames) || views.contains(.bytes)
      options.wantsMessages = showsMessages
    }
    if options.wantsFrames || options.wantsMessages {
      let automatic = common.effectiveFormat == .jsonl ? 256 : TextLayout.gatheredPayload(views.contains(.bytes))
      options.payloadLimit = payload?.limit ?? automatic
    }
    askForContent(&options)
    return options
  }

  /// True where messages are written, whatever else is done with them.
  private var showsMessages: Bool {
    switch common.chosenFormat {
    case .har, .payload: true
    case .jsonl: views.contains(.messages) || messages.digest
    // In the bytes, fragmented and compressed messages are shown whole.
    case .text: views.contains(.messages) || views.contains(.bytes)
    }
  }

  private func askForContent(_ options: inout InspectionOptions) {
    selection.ask(&options)
    messages.ask(&options, common)
  }

  /// Reads every capture; after a bad one it goes on, and the highest status wins.
  ///
  /// - Parameter epilogue: called at the end with what became of the renderer.
  private func read<Renderer: EventRenderer>(
    _ renderer: Renderer, into output: inout OutputTarget, epilogue: (Renderer) -> Void = { _ in }
  ) throws(Failure) -> ExitStatus {
    let saved = try messages.openFiles(inputs: files.count, control: selection.type != nil)
    var filter = selection.filter
    filter.passesMessages = showsMessages || saved != nil
    var inspection = CaptureInspection(
      options: options, limits: limits.streams, filter: filter, renderer: renderer,
      progress: Progress(isWanted: !common.quiet))
    inspection.times = selection.timeRange
    inspection.saved = saved
    inspection.showsMessages = showsMessages
    var status = ExitStatus.done
    for file in files {
      do throws(Failure) {
        let input = CaptureInput(file)
        var capture: CaptureFile
        do throws(Failure) {
          capture = try input.open(common)
        } catch {
          inspection.refuse(error, named: file, into: &output)
          throw error
        }
        try inspection.read(&capture, named: file, into: &output, explaining: input.explain)
      } catch  where error.status == .cannotWrite || error.status == .cannotCreate {
        throw error
      } catch {
        try output.flush()
        error.tell()
        status = max(status, error.status)
      }
    }
    inspection.conclude(into: &output)
    epilogue(inspection.renderer)
    selection.conclude(inspection.filter, inspection.total)
    if let saved, !common.quiet { StandardError.write("wslens: \(saved.account.safeForTerminal)\n") }
    let totals = inspection.total.totals
    if status == .done, failOn.isReached(errors: totals.errors, warnings: totals.warnings) { status = .found }
    return status
  }
}
