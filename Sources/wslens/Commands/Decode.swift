import ArgumentParser
import Inspection
import PacketCapture
import PastedInput
import Rendering
import WebSocketProtocol

/// `wslens decode`: bytes → handshake (if they begin with one) and annotated frames.
struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Take pasted bytes apart, frame by frame and bit by bit",
    discussion: """
      Reads hexadecimal digits in any spacing, dumps of xxd and hexdump -C, C arrays, escaped strings, Base64 and raw \
      bytes, from the arguments, a file or standard input. The bytes may begin with an opening handshake.
      """)

  @Argument(
    help: "The bytes, such as 81 05 48 65 6c 6c 6f, or a file of them; - or nothing for standard input.",
    completion: .file())
  var bytes: [String] = []

  @Option(help: ArgumentHelp("Read the bytes from a file.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "The form of the input.", valueName: "dialect"))
  var from = DialectChoice(nil)

  @Option(help: ArgumentHelp("Whose bytes these are; without it MASK tells.", valueName: "side"))
  var sender: SideChoice?

  @Option(
    help: ArgumentHelp(
      "The version in force.", valueName: "version"))
  var protocolVersion: VersionChoice?

  @Option(
    help: ArgumentHelp(
      "The request's Sec-WebSocket-Key; hybi-04's client frames cannot be unmasked without it.", valueName: "key"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The response's Sec-WebSocket-Nonce, which hybi-04 takes together with the key.", valueName: "nonce"))
  var nonce: String?

  @Option(
    help: ArgumentHelp(
      "The extensions in force, as the server's Sec-WebSocket-Extensions lists them.", valueName: "list"))
  var extensions: String?

  @Option(
    help: ArgumentHelp(
      "What to show, separated by commas (default: bytes; in JSON Lines frames,messages).", valueName: "views"))
  var show: ViewList?

  @Option(
    help: ArgumentHelp(
      "Payload bytes to show: full, none or a number (default: 256 in JSON Lines, what fits in text).",
      valueName: "amount"))
  var payload: PayloadAmount?

  @OptionGroup
  var range: InputRange

  @Flag(
    help: "The bytes are a payload without a header: unmask it with --masking-key, inflate it with --extensions.")
  var payloadOnly = false

  @Option(help: ArgumentHelp("The four bytes that mask a bare payload.", valueName: "hex"))
  var maskingKey: HexBytes?

  @Option(
    help: ArgumentHelp(
      "Write the bytes themselves in another notation; pcap is a capture that Wireshark opens.", valueName: "notation"))
  var to: NotationChoice?

  @Flag(help: "Also show every step of the unmasking.")
  var explain = false

  @Option(help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .never

  @Flag(help: "Replace secrets and payloads by their lengths.")
  var redact = false

  @Option(help: ArgumentHelp("Bytes of a frame, of a message, and of what a message inflates to.", valueName: "bytes"))
  var maxMessage = ByteCount(64 << 20)

  @OptionGroup
  var common: OutputOptions

  func validate() throws {
    if file != nil, !bytes.isEmpty { throw ValidationError("give the bytes as arguments or with --file, not both") }
    if let maskingKey {
      guard payloadOnly else { throw ValidationError("--masking-key belongs to --payload-only") }
      try maskingKey.require(4, by: "--masking-key")
    }
  }

  func run() throws {
    let input = try TextInput(arguments: bytes, file: file, wanted: "bytes to decode, such as 81 05 48 65 6c 6c 6f")
    let (pasted, bytes) = try read(input)
    common.note("read as \(pasted.dialect.rawValue), \(pasted.bytes.count) bytes")
    for other in pasted.alternatives { common.note("could also be read with --from \(other.rawValue)") }
    for note in pasted.notes { common.note(note) }

    for finding in extensions.map(ExtensionList.judge(accepted:)) ?? [] {
      let text = "--extensions: \(finding.message) (\(finding.rule.rawValue))"
      if finding.severity >= .warning {
        StandardError.write("wslens: \(text.safeForTerminal)\n")
      } else {
        common.note(text)
      }
    }
    for name in options.extensions.unknown {
      StandardError.write("wslens: extension \(name.safeForTerminal) is not known: reserved bits are not judged\n")
    }
    var output = try common.open()
    if let to {
      try write(bytes, to, into: &output)
      try output.finish()
      return
    }
    let inspector = inspected(bytes)
    report.write(inspector, input.capture, common, into: &output)
    try output.finish()
    let totals = inspector.summary.totals
    if failOn.isReached(errors: totals.errors, warnings: totals.warnings) { throw ExitStatus.found }
  }

  /// What is in the bytes.
  private func inspected(_ bytes: [UInt8]) -> ByteStreamInspector {
    if payloadOnly { return barePayload(bytes).inspected(options) }
    var inspector = ByteStreamInspector(
      options: options, sender: sender?.sender, startingAt: range.skip.bytes)
    inspector.take(bytes.span)
    inspector.finish()
    tellAssumptions(of: inspector)
    if inspector.isSenderGuessed { common.note("who sent each frame is told by its MASK bit; --sender says it") }
    return inspector
  }

  private func barePayload(_ bytes: [UInt8]) -> BarePayload {
    BarePayload(
      bytes: bytes,
      maskingKey: maskingKey.map { MaskingKey($0.bytes[0], $0.bytes[1], $0.bytes[2], $0.bytes[3]) },
      isCompressed: options.extensions.compression(of: maskingKey == nil ? .server : .client) != nil)
  }

  /// Writes the bytes in another notation, or what a bare payload comes to.
  private func write(
    _ bytes: [UInt8], _ notation: NotationChoice, into output: inout OutputTarget
  ) throws(Failure) {
    try notation.refuse(output)
    switch notation {
    case .bytes(let notation):
      notation.write(payloadOnly ? barePayload(bytes).clear(options) : bytes, into: &output.buffer)
    case .capture:
      let pieces = ConversationPieces.cut(bytes, options, from: sender?.sender)
      let isStandard = (options.version ?? .rfc6455).framing == .payloadMask
      let capture = ConversationCapture(
        pieces, completedWith: isStandard ? SampleHandshake(extensions: extensions) : nil)
      output.buffer.write(contentsOf: capture.bytes)
    }
  }

  /// Tells which version the frames were taken for, where nothing says it.
  private func tellAssumptions(of inspector: ByteStreamInspector) {
    let version = inspector.version.rawValue
    switch inspector.assumption {
    case .frames:
      let reason = inspector.hasHandshake ? "the response alone does not tell the version" : "no handshake"
      StandardError.write("wslens: \(reason); the frames fit \(version): --protocol-version names another\n")
    case .response: common.note("the response alone does not tell the version; read as \(version)")
    case .habit: common.note("no handshake; frames read as \(version)")
    case nil: break
    }
    if let sender = inspector.guessedSender {
      common.note("the frames look like those of the \(sender.rawValue); --sender says it")
    }
  }

  /// The bytes that the input stands for.
  ///
  /// - Throws: status 65 where it stands for none; in JSON Lines an error event tells it, too.
  private func read(_ input: TextInput) throws(Failure) -> (PastedBytes, [UInt8]) {
    do throws(Failure) {
      guard !CaptureFile.isCapture(prefix: input.bytes.span) else {
        throw Failure(.unreadableData, "\(input.name): this is a packet capture; wslens pcap reads it")
      }
      let pasted: PastedBytes
      do {
        pasted = try PastedBytes(reading: input.bytes, as: from.dialect)
      } catch {
        if bytes.count == 1, bytes[0].contains("/") || bytes[0].contains(".") {
          throw Failure(.noInput, "\(bytes[0].safeForTerminal): there is no such file, and it does not read as bytes")
        }
        throw Failure(.unreadableData, "\(input.name): \(error)")
      }
      guard !pasted.bytes.isEmpty else {
        throw Failure(.unreadableData, "\(input.name): no bytes; expected at least a frame or an HTTP head")
      }
      return (pasted, Array(try range.apply(to: pasted.bytes)))
    } catch {
      if common.effectiveFormat == .jsonl {
        var output = try common.open()
        var renderer = JSONLinesRenderer(redacts: redact)
        renderer.begin(input.capture, into: &output.buffer)
        renderer.fail(error.message, offset: error.offset, status: error.status.rawValue, into: &output.buffer)
        try output.finish()
      }
      throw error
    }
  }

  private var report: StreamReport {
    let isBare = payloadOnly && show == nil && common.effectiveFormat == .jsonl
    var report = StreamReport(common.effectiveFormat, show: isBare ? ViewList([.messages]) : show)
    report.isPayloadOnly = payloadOnly
    report.payload = payload
    report.explains = explain
    report.redacts = redact
    return report
  }

  private var options: InspectionOptions {
    var options = report.options
    options.version = protocolVersion?.version
    if let key, let nonce { options.connectionKey = ConnectionMaskingKey(key: key, nonce: nonce) }
    options.extensions = ExtensionAgreement(ExtensionList(extensions.map { [$0] } ?? []))
    options.limits.messageBytes = maxMessage.bytes
    return options
  }
}
