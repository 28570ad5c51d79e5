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

  @Option(help: ArgumentHelp("What to show, separated by commas.", valueName: "views"))
  var show = ViewList([.summary])

  @Option(
    help: ArgumentHelp(
      "Take the connections of servers on these ports for WebSocket, with or without a handshake.",
      valueName: "ports"))
  var port: PortList?

  @Option(help: ArgumentHelp("Show this connection only.", valueName: "number"))
  var connection: Int?

  @Option(help: ArgumentHelp("Show frames and messages of this side only.", valueName: "side"))
  var sender: SideChoice?

  @Option(help: ArgumentHelp("Show frames and messages of these types only, separated by commas.", valueName: "types"))
  var type: TypeList?

  @Option(help: ArgumentHelp("Show at most this many frames and messages.", valueName: "count"))
  var limit: Int?

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
    if let connection, connection < 1 { throw ValidationError("--connection counts from 1") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number from 0 up") }
  }

  func run() throws {
    var output = try common.open(writing: [.text, .jsonl, .har])
    let style = common.style(isTerminal: output.isTerminal)
    let status: ExitStatus
    switch common.chosenFormat {
    case .har:
      status = try read(ArchiveRenderer(version: WSLens.version, redacts: redact), into: &output) { archive in
        if let loss = archive.loss { StandardError.write("wslens: \(loss)\n") }
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

  private var layout: TextLayout {
    var layout = TextLayout()
    layout.showsSummary = show.views.contains(.summary)
    layout.showsFrames = show.views.contains(.frames)
    layout.showsMessages = show.views.contains(.messages)
    layout.showsBytes = show.views.contains(.bytes)
    layout.payloadLimit = payload?.limit
    return layout
  }

  private var options: InspectionOptions {
    var options = InspectionOptions()
    options.limits = limits.inspection
    options.ports = port?.ports ?? []
    guard common.chosenFormat != .har else {
      // An archive holds messages, and holds them whole.
      options.wantsMessages = true
      options.payloadLimit = payload?.limit ?? Int(clamping: limits.inspection.messageBytes)
      return options
    }
    options.wantsFrames = show.views.contains(.frames) || show.views.contains(.bytes)
    // In the bytes, fragmented and compressed messages are shown whole.
    options.wantsMessages =
      show.views.contains(.messages) || show.views.contains(.bytes) && common.effectiveFormat == .text
    if options.wantsFrames || options.wantsMessages {
      let automatic = common.effectiveFormat == .jsonl ? 256 : TextLayout.gatheredPayload(show.views.contains(.bytes))
      options.payloadLimit = payload?.limit ?? automatic
    }
    return options
  }

  /// Reads every capture; after a bad one it goes on, and the highest status wins.
  ///
  /// - Parameter epilogue: called at the end with what became of the renderer.
  private func read<Renderer: EventRenderer>(
    _ renderer: Renderer, into output: inout OutputTarget, epilogue: (Renderer) -> Void = { _ in }
  ) throws(Failure) -> ExitStatus {
    var filter = EventFilter()
    filter.connection = connection
    filter.sender = sender?.sender
    filter.types = type?.types
    filter.limit = limit
    var inspection = CaptureInspection(
      options: options, limits: limits.streams, filter: filter, renderer: renderer,
      progress: Progress(isWanted: !common.quiet))
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
      } catch  where error.status == .cannotWrite {
        throw error
      } catch {
        try output.flush()
        error.tell()
        status = max(status, error.status)
      }
    }
    inspection.conclude(into: &output)
    epilogue(inspection.renderer)
    if let connection, connection > inspection.total.connections {
      StandardError.write("wslens: there is no connection \(connection)\n")
    }
    let totals = inspection.total.totals
    if status == .done, failOn.isReached(errors: totals.errors, warnings: totals.warnings) { status = .found }
    return status
  }
}
