import ArgumentParser
import Inspection
import Rendering

/// What is shown of the connections in packets, whether they come from a file or from an interface.
struct CaptureDisplayOptions: ParsableArguments {
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

  func validate() throws {
    if let connection, connection < 1 { throw ValidationError("--connection counts from 1") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number from 0 up") }
  }

  /// What of the events is shown.
  var filter: EventFilter {
    var filter = EventFilter()
    filter.connection = connection
    filter.sender = sender?.sender
    filter.types = type?.types
    filter.limit = limit
    return filter
  }

  /// What an inspection has to produce for these views.
  func inspection(_ views: [View], _ format: OutputFormat, _ limits: InspectionLimits) -> InspectionOptions {
    var options = InspectionOptions()
    options.wantsFrames = views.contains(.frames) || views.contains(.bytes)
    // In the bytes, fragmented and compressed messages are shown whole.
    options.wantsMessages = views.contains(.messages) || views.contains(.bytes) && format == .text
    if options.wantsFrames || options.wantsMessages {
      let automatic = format == .jsonl ? 256 : TextLayout.gatheredPayload(views.contains(.bytes))
      options.payloadLimit = payload?.limit ?? automatic
    }
    options.limits = limits
    return options
  }

  /// How text shows these views.
  func layout(_ views: [View]) -> TextLayout {
    var layout = TextLayout()
    layout.showsSummary = views.contains(.summary)
    layout.showsFrames = views.contains(.frames)
    layout.showsMessages = views.contains(.messages)
    layout.showsBytes = views.contains(.bytes)
    layout.payloadLimit = payload?.limit
    return layout
  }

  /// The status to end with, once all is read.
  ///
  /// - Parameter summary: what all inputs held.
  func status(_ summary: Summary) -> ExitStatus {
    if let connection, connection > summary.connections {
      StandardError.write("wslens: there is no connection \(connection)\n")
    }
    return failOn.isReached(errors: summary.totals.errors, warnings: summary.totals.warnings) ? .found : .done
  }
}
