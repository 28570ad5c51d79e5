import Inflation
import Inspection
import PacketCapture
import PastedInput
import Rendering
import WebSocketProtocol

/// The road of `validate`: each input, a transcript or a capture, becomes events of its handshakes.
struct HandshakeRun<Renderer: EventRenderer> {
  private let options: InspectionOptions
  private let limits: LimitOptions
  private let dialect: TranscriptDialect?
  private let common: OutputOptions
  private var renderer: Renderer
  /// What all inputs held together.
  private(set) var total = Summary()
  private var inputs = 0

  /// - Parameter dialect: the form of transcripts; `nil` where each has to tell its own.
  init(
    options: InspectionOptions, limits: LimitOptions, dialect: TranscriptDialect?, common: OutputOptions,
    renderer: Renderer
  ) {
    self.options = options
    self.limits = limits
    self.dialect = dialect
    self.common = common
    self.renderer = renderer
  }

  /// Judges the handshakes of a file, whatever it is.
  mutating func judge(_ file: String, into output: inout OutputTarget) throws(Failure) {
    inputs += 1
    do throws(Failure) {
      let source = try CaptureInput.source(file)
      let start = source.peek(4)
      // A gzip file may hold a capture, and no transcript.
      if dialect == nil, CaptureFile.isCapture(prefix: start.span) || GzipSource.isGzip(prefix: start.span) {
        try judgeCapture(file, source, into: &output)
      } else {
        let transcript = try read(source, file)
        var inspection = TranscriptInspection(options: options, version: options.version)
        if let remark = inspection.take(transcript) { common.note("\(Self.name(file)): \(remark)") }
        write(&inspection, named: file, into: &output)
      }
    } catch {
      renderer.begin(file, into: &output.buffer)
      renderer.fail(error.message, offset: error.offset, status: error.status.rawValue, into: &output.buffer)
      throw error
    }
    try output.flushIfLarge()
  }

  /// Judges a request and a response that stand in files of their own; one of them may be missing.
  mutating func judge(request: String?, response: String?, into output: inout OutputTarget) throws(Failure) {
    inputs += 1
    let name = [request, response].compactMap(\.self).joined(separator: " + ")
    do throws(Failure) {
      let asked = try request.map { path throws(Failure) in try read(CaptureInput.source(path), path) }
      let answered = try response.map { path throws(Failure) in try read(CaptureInput.source(path), path) }
      if let asked, let request, asked.exchanges.allSatisfy({ $0.request == nil }) {
        throw Failure(.unreadableData, "\(Self.name(request)): there is no request in it")
      }
      if let answered, let response, answered.exchanges.allSatisfy({ $0.response == nil }) {
        throw Failure(.unreadableData, "\(Self.name(response)): there is no response in it")
      }
      var inspection = TranscriptInspection(options: options, version: options.version)
      inspection.take(request: asked, response: answered)
      write(&inspection, named: name, into: &output)
    } catch {
      renderer.begin(name, into: &output.buffer)
      renderer.fail(error.message, offset: error.offset, status: error.status.rawValue, into: &output.buffer)
      throw error
    }
  }

  /// Writes what all inputs held, where there were several.
  mutating func conclude(into output: inout OutputTarget) {
    renderer.conclude(total, inputs: inputs, into: &output.buffer)
  }

  private mutating func write(
    _ inspection: inout TranscriptInspection, named name: String, into output: inout OutputTarget
  ) {
    renderer.begin(name, into: &output.buffer)
    renderer.render(inspection.takeEvents(), into: &output.buffer)
    let summary = inspection.inspector.summary
    renderer.end(summary, into: &output.buffer)
    total.add(summary)
  }

  private mutating func judgeCapture(
    _ file: String, _ source: ByteSource, into output: inout OutputTarget
  ) throws(Failure) {
    let input = CaptureInput(file)
    var capture = try input.open(source, common)
    var inspection = CaptureInspection(
      options: options, limits: limits.streams, filter: EventFilter(), renderer: renderer,
      progress: Progress(isWanted: !common.quiet))
    defer {
      renderer = inspection.outlet.renderer
      total.add(inspection.total)
    }
    try inspection.read(&capture, named: file, into: &output, explaining: input.explain)
  }

  private func read(_ source: ByteSource, _ file: String) throws(Failure) -> Transcript {
    let bytes: [UInt8]
    do {
      bytes = try source.readAll()
    } catch {
      throw Failure(error)
    }
    do {
      let transcript = try Transcript(reading: bytes, as: dialect)
      common.note("\(Self.name(file)): read as \(transcript.dialect.rawValue)")
      return transcript
    } catch {
      throw Failure(.unreadableData, "\(Self.name(file)): \(error)")
    }
  }

  private static func name(_ path: String) -> String { path == "-" ? "standard input" : path }
}
