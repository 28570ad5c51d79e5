import ArgumentParser
import Glibc
import Inspection
import PacketCapture
import Rendering

/// `wslens live`: what passes an interface → connections, handshakes, frames, messages, findings.
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live",
    abstract: "Show the WebSocket connections that pass an interface",
    discussion: """
      Captures packets until Ctrl-C, and shows each message as it passes: what pcap shows of a file. --list names the \
      interfaces; on Linux, any is all of them. Capturing takes a right that root has and that the program gives up as \
      soon as the interface is open; sudo setcap cap_net_raw+ep "$(command -v wslens)" gives it to the program alone.
      """)

  @Argument(help: "The interface to capture from.")
  var interface: String?

  @Flag(help: "List the interfaces.")
  var list = false

  @Option(
    reading: ArgumentHelp(
      "What to show, separated by commas (default: messages; in JSON Lines summary).", valueName: "views"))
  var show: [ViewList] = []

  @OptionGroup
  var display: CaptureDisplayOptions

  @OptionGroup
  var packets: PacketOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Also write the packets to a file: pcap if it is called so, else pcapng.", valueName: "file"),
    completion: .file())
  var write: String?

  @Option(reading: ArgumentHelp("End after this many packets.", valueName: "packets"))
  var count: PositiveNumber?

  @Flag(help: "Also take packets that are addressed to other machines.")
  var promiscuous = false

  @Option(reading: ArgumentHelp("Bytes of packets the system keeps until they are read.", valueName: "bytes"))
  var buffer = ByteCount(16 << 20)

  @OptionGroup
  var common: OutputOptions

  @OptionGroup
  var limits: LimitOptions

  func validate() throws {
    guard !list else { return }
    try display.messages.check(redact: display.redact, common)
    if interface == nil { throw ValidationError("no interface given; \(InterfaceList.names)") }
    if buffer.bytes < 1 << 16 || buffer.bytes > 1 << 30 {
      throw ValidationError("--buffer takes a size from 64k to 1G")
    }
    if write == "-" { throw ValidationError("--write takes the name of a file") }
  }

  func run() throws {
    guard let interface, !list else { return try InterfaceList.write(common) }
    let capture = try open(interface)
    // Nothing is created before: files belong to the user who started the program.
    var output = try common.open()
    display.messages.noteIgnored(redact: display.redact, common)
    let style = common.style(isTerminal: output.isTerminal)
    let status: ExitStatus
    switch common.effectiveFormat {
    case .jsonl:
      status = try watch(capture, JSONLinesRenderer(redacts: display.redact), into: &output)
    case .text:
      let renderer = TextRenderer(style: style, layout: display.layout(views), redacts: display.redact)
      status = try watch(capture, renderer, into: &output)
    }
    try output.finish()
    if status != .done { throw status }
  }

  private var views: [View] {
    show.list?.views ?? (common.effectiveFormat == .jsonl && !display.asksForMessages ? [.summary] : [.messages])
  }

  /// Opens the interface, and gives up the right to do so.
  private func open(_ interface: String) throws(Failure) -> LiveCapture {
    var settings = LiveCapture.Settings()
    settings.isPromiscuous = promiscuous
    settings.bufferSize = Int(buffer.bytes)
    settings.packetLimit = count?.number ?? .max
    do throws(CaptureError) {
      let capture = try LiveCapture(interface: interface, settings: settings)
      let outcome = try Privileges.drop(
        writesFiles: write != nil || display.messages.saveMessages != nil || common.output ?? "-" != "-")
      common.note("\(interface) is open; from here on \(outcome.words)")
      return capture
    } catch {
      throw Failure(opening: error)
    }
  }

  /// Tells what passes until someone or something ends it.
  private func watch<Renderer: EventRenderer>(
    _ capture: consuming LiveCapture, _ renderer: Renderer, into output: inout OutputTarget
  ) throws(Failure) -> ExitStatus {
    do throws(PacketFilterError) {
      if let filter = packets.filter { try capture.setFilter(filter) }
    } catch {
      throw Failure(filter: packets.filter ?? "", error)
    }
    let name = capture.name
    let recording: CaptureRecording? =
      if let write {
        try CaptureRecording(path: write, linkType: capture.linkType, interface: name, filter: packets.filter)
      } else { nil }
    output.outlivesReader = true
    signal(SIGPIPE, SIG_IGN)
    let lull = Lull()
    capture.standby = .writing([output], for: packets.duration, lull)
    if !common.quiet {
      StandardError.write(
        "wslens: listening on \(name.safeForTerminal), link type \(capture.linkType); Ctrl-C ends\n")
    }
    var recorded = RecordedPackets(capture, into: recording)
    var inspection = try display.road(views, common, limits, inputs: 1, renderer, Progress(isWanted: false))
    inspection.lull = lull
    var trouble: Failure?
    do throws(Failure) {
      try inspection.read(&recorded, named: name, into: &output)
    } catch {
      trouble = error
    }
    // Whatever else failed: what was captured is kept.
    try recording?.finish(recorded.source.statistics)
    if let trouble {
      if trouble.status != .cannotWrite { try output.flush() }
      throw trouble
    }
    return display.conclude(inspection, common)
  }
}

extension Failure {
  /// An interface that cannot be opened, with what to do about it.
  fileprivate init(opening error: CaptureError) {
    self.init(error)
    switch error.kind {
    case .notFound:
      message = "there is no interface \(error.name); \(InterfaceList.names)"
    case .notPermitted:
      message =
        "\(error.name): no right to capture: \(error.message). It takes the capability CAP_NET_RAW: "
        + "sudo setcap cap_net_raw+ep \"$(command -v wslens)\" gives it to the program, or run it with sudo"
    default: break
    }
  }
}

extension Privileges.Outcome {
  /// Who the process is now, in words.
  fileprivate var words: String {
    switch self {
    case .user(let id): "the program runs as user \(id)"
    case .nobody: "the program runs as nobody"
    case .confined: "the program runs as root without root's further rights"
    }
  }
}
