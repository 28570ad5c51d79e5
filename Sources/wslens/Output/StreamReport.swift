import Inspection
import Rendering

/// How the frames of a stream of bytes are shown, whether they were pasted or just built.
struct StreamReport {
  private let format: OutputFormat
  /// What is shown.
  let views: [View]
  /// How many payload bytes; `nil` for what is usual in the format.
  var payload: PayloadAmount?
  /// Every step of the unmasking is shown.
  var explains = false
  /// The one frame is a payload that came without its header.
  var isPayloadOnly = false
  /// Secrets and payloads are replaced by their lengths.
  var redacts = false
  /// There are several connections, which have to be told apart.
  var hasSeveralConnections = false

  /// - Parameters:
  ///   - format: the format to write.
  ///   - show: the views that were asked for; `nil` for those that are usual in the format.
  init(_ format: OutputFormat, show: ViewList? = nil) {
    self.format = format
    views = show?.views ?? (format == .jsonl ? [.frames, .messages] : [.bytes])
  }

  /// True where messages are written; in the bytes, fragmented and compressed ones are shown whole.
  var showsMessages: Bool { views.contains(.messages) || views.contains(.bytes) && format == .text }

  /// What an inspection has to produce for this report.
  var options: InspectionOptions {
    var options = InspectionOptions()
    options.wantsFrames = views.contains(.frames) || views.contains(.bytes)
    options.wantsMessages = showsMessages
    let automatic = format == .jsonl ? 256 : TextLayout.gatheredPayload(views.contains(.bytes))
    options.payloadLimit = payload?.limit ?? automatic
    return options
  }

  /// Writes what an inspector found, which has to be finished.
  ///
  /// - Parameter capture: what events call the input.
  func write(
    _ inspector: ByteStreamInspector, _ capture: String, _ common: OutputOptions, into output: inout OutputTarget
  ) {
    write(
      inspector.queue, inspector.summary, isSenderGuessed: inspector.isSenderGuessed, capture, common, into: &output)
  }

  /// Writes events, and what was counted.
  ///
  /// - Parameters:
  ///   - isSenderGuessed: MASK alone told who sent the frames.
  ///   - capture: what events call the input.
  func write(
    _ queue: EventQueue, _ summary: Summary, isSenderGuessed: Bool = false, _ capture: String,
    _ common: OutputOptions, into output: inout OutputTarget
  ) {
    switch format {
    case .jsonl:
      write(queue, summary, capture, JSONLinesRenderer(redacts: redacts), into: &output)
    case .text:
      var layout = layout
      layout.isSenderGuessed = isSenderGuessed
      let style = common.style(isTerminal: output.isTerminal)
      write(queue, summary, capture, TextRenderer(style: style, layout: layout, redacts: redacts), into: &output)
    }
  }

  private func write<Renderer: EventRenderer>(
    _ queue: EventQueue, _ summary: Summary, _ capture: String, _ renderer: Renderer, into output: inout OutputTarget
  ) {
    var renderer = renderer
    renderer.begin(capture, into: &output.buffer)
    renderer.render(queue, into: &output.buffer)
    renderer.end(summary, into: &output.buffer)
  }

  private var layout: TextLayout {
    var layout = TextLayout(views, payload)
    layout.explains = explains
    layout.isByteStream = !hasSeveralConnections
    layout.isPayloadOnly = isPayloadOnly
    return layout
  }
}
