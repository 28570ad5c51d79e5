import ArgumentParser
import Inspection
import PacketCapture
import PastedInput
import Rendering
import WebSocketProtocol

/// `wslens validate`: opening handshakes, judged rule by rule.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge opening handshakes, rule by rule",
    discussion: """
      Reads handshakes as people have them: raw bytes, text, curl -v and --trace, the log of Python's websockets, ngrep \
      and tcpdump -A, Arduino logs, headers copied from a browser or a web page, HAR archives, and captures; - is \
      standard input. A request alone is judged alone, and the answer it calls for is told. Every rule that was judged \
      has a line with its value and the section of the specification; the last line is the verdict.
      """)

  @Argument(help: "Handshakes to judge; - for standard input.", completion: .file())
  var files: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Read the request from this file.", valueName: "file"),
    completion: .file())
  var request: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Read the response from this file.", valueName: "file"),
    completion: .file())
  var response: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("The form of the text.", valueName: "dialect"))
  var from = DialectChoice<TranscriptDialect>(nil)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The version to judge by; without it the handshake tells.", valueName: "version"))
  var protocolVersion: VersionChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Whose errors decide: the specification's, or those of browsers too.", valueName: "profile"))
  var profile: ProfileChoice = .specification

  @Option(parsing: .unconditional, help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .error

  @Flag(help: "Replace secrets and payloads by their lengths.")
  var redact = false

  @OptionGroup
  var common: OutputOptions

  @OptionGroup
  var limits: LimitOptions

  func validate() throws {
    let isPair = request != nil || response != nil
    if isPair, !files.isEmpty { throw ValidationError("give files, or --request and --response, not both") }
  }

  func run() throws {
    let isPair = request != nil || response != nil
    guard isPair || !files.isEmpty || !StandardInput.isTerminal else {
      throw Failure(.usage, "nothing to judge; name a file with a handshake, or pipe one to standard input")
    }
    var output = try common.open(besides: files + [request, response].compactMap(\.self))
    let style = common.style(isTerminal: output.isTerminal)
    let status: ExitStatus
    switch common.effectiveFormat {
    case .jsonl:
      status = try judge(JSONLinesRenderer(redacts: redact), into: &output)
    case .text:
      let renderer = HandshakeReportRenderer(style: style, profile: profile.profile, redacts: redact)
      status = try judge(renderer, into: &output)
    }
    try output.finish()
    if status != .done { throw status }
  }

  private var options: InspectionOptions {
    var options = InspectionOptions()
    options.wantsChecks = true
    options.wantsFrames = true
    options.wantsMessages = true
    options.payloadLimit = 256
    options.browsers = profile == .browsers ? .required : .told
    options.version = protocolVersion?.version
    options.limits = limits.inspection
    return options
  }

  /// Judges every input; after a bad one it goes on, and the highest status wins.
  private func judge<Renderer: EventRenderer>(
    _ renderer: Renderer, into output: inout OutputTarget
  ) throws(Failure) -> ExitStatus {
    var run = HandshakeRun(
      options: options, limits: limits, dialect: from.dialect, common: common, renderer: renderer)
    var status = ExitStatus.done
    if request != nil || response != nil {
      status = try attempt(&output) { output throws(Failure) in
        try run.judge(request: request, response: response, into: &output)
      }
    }
    for file in request != nil || response != nil ? [] : files.isEmpty ? ["-"] : files {
      let result = try attempt(&output) { output throws(Failure) in try run.judge(file, into: &output) }
      status = max(status, result)
    }
    run.conclude(into: &output)
    let totals = run.total.totals
    if status == .done, failOn.isReached(errors: totals.errors, warnings: totals.warnings) { status = .found }
    return status
  }

  /// Does one input; what keeps it from being read is told, and is the status.
  private func attempt(
    _ output: inout OutputTarget, _ body: (inout OutputTarget) throws(Failure) -> Void
  ) throws(Failure) -> ExitStatus {
    do throws(Failure) {
      try body(&output)
      return .done
    } catch {
      guard error.status != .cannotWrite else { throw error }
      try output.flush()
      error.tell()
      return error.status
    }
  }
}

/// The value of `--profile`.
enum ProfileChoice: String, ExpressibleByArgument, CaseIterable {
  case specification, browsers

  /// The profile as reports know it.
  var profile: HandshakeProfile { self == .specification ? .specification : .browsers }
}
