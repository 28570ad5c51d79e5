import ArgumentParser
import Inspection
import Rendering

/// What is shown of the connections in packets, whether they come from a file or from an interface.
struct CaptureDisplayOptions: ParsableArguments {
  @Option(
    reading: ArgumentHelp(
      "Take the connections of servers on these ports for WebSocket, with or without a handshake.",
      valueName: "ports"))
  var port: [PortList] = []

  @OptionGroup
  var selection: SelectionOptions

  @OptionGroup
  var messages: MessageOptions

  @Option(
    reading: ArgumentHelp(
      "Payload bytes to show: full, none or a number (default: 256 in JSON Lines, one line in text).",
      valueName: "amount"))
  var payload: PayloadAmount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Exit with 1 on findings of this weight, as far as they are shown.", valueName: "weight"))
  var failOn: FailureThreshold = .never

  @Flag(help: "Replace secrets and payloads by their lengths.")
  var redact = false

  /// Messages are what there is to see for who searches them, or wants their digests.
  var asksForMessages: Bool { selection.searchesMessages || messages.digest }

  /// What an inspection has to produce for these views.
  func inspection(_ views: [View], _ common: OutputOptions, _ limits: InspectionLimits) -> InspectionOptions {
    var options = InspectionOptions()
    options.limits = limits
    options.ports = port.list?.ports ?? []
    let format = common.chosenFormat
    if format == .text || format == .jsonl {
      options.wantsFrames = views.contains(.frames) || views.contains(.bytes)
    }
    options.wantsMessages = showsMessages(views, format)
    if format == .har {
      // An archive holds messages whole.
      options.payloadLimit = payload?.limit ?? Int(clamping: limits.messageBytes)
    } else if format != .payload, options.wantsFrames || options.wantsMessages {
      let automatic = format == .jsonl ? 256 : TextLayout.gatheredPayload(views.contains(.bytes))
      options.payloadLimit = payload?.limit ?? automatic
    }
    selection.ask(&options)
    messages.ask(&options, common)
    return options
  }

  /// True where messages are written, whatever else is done with them.
  func showsMessages(_ views: [View], _ format: FormatChoice) -> Bool {
    switch format {
    case .har, .payload: true
    case .jsonl: views.contains(.messages) || messages.digest
    // In the bytes, fragmented and compressed messages are shown whole.
    case .text: views.contains(.messages) || views.contains(.bytes)
    }
  }

  /// How text shows these views.
  func layout(_ views: [View]) -> TextLayout { TextLayout(views, payload) }

  /// The road from packets to what is shown of them.
  ///
  /// - Parameters:
  ///   - inputs: how many inputs there are.
  /// - Throws: status 73 where there is no place for messages that are to be saved.
  func road<Renderer: EventRenderer>(
    _ views: [View], _ common: OutputOptions, _ limits: LimitOptions, inputs: Int, _ renderer: Renderer,
    _ progress: Progress
  ) throws(Failure) -> CaptureInspection<Renderer> {
    let saved = try messages.openFiles(inputs: inputs, control: !selection.type.isEmpty)
    let showsMessages = showsMessages(views, common.chosenFormat)
    let options = inspection(views, common, limits.inspection)
    var filter = selection.filter
    // Where nobody wants messages, there are none to be left out.
    filter.passesMessages = showsMessages || saved != nil || !options.wantsMessages
    var road = CaptureInspection(
      options: options, limits: limits.streams, filter: filter, renderer: renderer, progress: progress)
    road.times = selection.timeRange
    road.outlet.saved = saved
    road.outlet.showsMessages = showsMessages
    return road
  }

  /// Tells what became of all inputs, and with which status to end.
  func conclude<Renderer: EventRenderer>(_ road: CaptureInspection<Renderer>, _ common: OutputOptions) -> ExitStatus {
    selection.conclude(road.outlet.filter, road.total)
    if let saved = road.outlet.saved, !common.quiet {
      StandardError.write("wslens: \(saved.account.safeForTerminal)\n")
    }
    // Who asks for a part is answered about that part.
    let totals = road.outlet.filter.isActive ? road.outlet.findings : road.total.totals
    return failOn.isReached(errors: totals.errors, warnings: totals.warnings) ? .found : .done
  }
}
