import ArgumentParser
import Inspection
import WebSocketProtocol

/// What is shown of all there is; the rest is counted all the same.
struct SelectionOptions: ParsableArguments {
  @Option(reading: ArgumentHelp("Show this connection only.", valueName: "number"))
  var connection: PositiveNumber?

  @Option(parsing: .unconditional, help: ArgumentHelp("Show frames and messages of this side only.", valueName: "side"))
  var sender: SideChoice?

  @Option(
    reading: ArgumentHelp("Show frames and messages of these types only, separated by commas.", valueName: "types"))
  var type: [TypeList] = []

  @Option(reading: ArgumentHelp("Show at most this many frames and messages.", valueName: "count"))
  var limit: WholeNumber?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Show only messages whose payload has a match for this regular expression, and the connections that have any.",
      discussion: """
        The whole message is searched, inflated and joined, up to its first MiB; a frame is searched as it was sent. \
        (?i) at the beginning ignores case, as -i does.
        """, valueName: "regex"))
  var grep: String?

  @Flag(name: [.customShort("i"), .long], help: "Let --grep take upper and lower case for the same.")
  var ignoreCase = false

  @Option(reading: ArgumentHelp("Show only messages whose payload has these bytes.", valueName: "hex"))
  var grepHex: HexBytes?

  @Option(
    reading: ArgumentHelp(
      "Show only findings by these rules or chapters (FR-05, CL), what they point at, and the connections that have any.",
      valueName: "rules"))
  var rule: [RuleList] = []

  @Option(
    reading: ArgumentHelp(
      "Show only what was seen between two times, of which one may be left out.",
      discussion: """
        FROM..TO, each a moment such as 2026-01-31T08:00:00Z, a time such as 08:00:00 (UTC) of the day on which the \
        capture begins, or seconds since its first packet, such as +1.5.
        """, valueName: "range"))
  var timeRange: TimeRange?

  func validate() throws {
    if grep != nil, grepHex != nil { throw ValidationError("give one of --grep and --grep-hex") }
    if let grepHex, grepHex.bytes.isEmpty { throw ValidationError("--grep-hex takes one byte at least") }
    if timeRange?.isBackward == true { throw ValidationError("--time-range ends before it begins") }
    _ = try pattern
  }

  /// The messages are searched, so that they are what there is to show.
  var searchesMessages: Bool { grep != nil || grepHex != nil }

  /// What messages are searched for.
  private var pattern: PayloadPattern? {
    get throws(ValidationError) {
      if let grepHex { return PayloadPattern(bytes: grepHex.bytes) }
      guard let grep else { return nil }
      do throws(PatternError) {
        return try PayloadPattern(expression: grep, ignoresCase: ignoreCase)
      } catch {
        let place = error.column.map { " at column \($0)" } ?? ""
        throw ValidationError("--grep \(grep): not a regular expression: \(error.reason)\(place)")
      }
    }
  }

  /// What lets through what was asked for; times are set where a capture begins.
  var filter: EventFilter {
    var filter = EventFilter()
    filter.connection = connection?.clamped
    filter.sender = sender?.sender
    filter.types = type.list?.types
    filter.limit = limit.map { Int(clamping: $0.number) }
    // It was built once before, when the command line was checked.
    filter.pattern = try? pattern
    filter.rules = rule.list?.rules
    return filter
  }

  /// Tells what the selection could not do.
  func conclude(_ filter: EventFilter, _ total: Summary) {
    if let connection = connection?.number, connection > total.connections {
      StandardError.write("wslens: there is no connection \(connection)\n")
    }
    let count = filter.partlySearched
    if count > 0 {
      let messages = "\(count) \(count == 1 ? "message has" : "messages have")"
      StandardError.write("wslens: \(messages) more than 1 MiB; only that much was searched\n")
    }
  }

  /// Has the inspector bring along what is searched.
  func ask(_ options: inout InspectionOptions) {
    guard searchesMessages else { return }
    options.wantsMessages = true
    options.contentLimit = max(options.contentLimit, PayloadPattern.searchedBytes)
    options.frameContentLimit = PayloadPattern.searchedBytes
  }
}
