import ArgumentParser
import Inspection
import PastedInput
import Rendering
import WebSocketProtocol

/// `wslens decode`: bytes → handshake (if they begin with one) and annotated frames.
struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Take pasted bytes apart, frame by frame and bit by bit",
    discussion: """
      Reads hexadecimal digits in any spacing, dumps of xxd, hexdump, hexyl, Wireshark and curl --trace, packets of \
      tcpdump -X and tshark -x, connections of ngrep -x and tshark -z follow, lists of numbers of any language, \
      buffers of Node.js, strings with escapes, Base64 and raw bytes, from the arguments, a file or standard input. The \
      bytes may begin with an opening handshake. Of packets and followed connections each side is read by itself.
      """)

  @Argument(
    help: "The bytes, such as 81 05 48 65 6c 6c 6f, or a file of them; - or nothing for standard input.",
    completion: .file())
  var bytes: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Read the bytes from a file.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The form of the input.", valueName: "dialect"))
  var from = DialectChoice<InputDialect>(nil)

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Whose bytes these are; without it MASK tells.", valueName: "side"))
  var sender: SideChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The version in force.", valueName: "version"))
  var protocolVersion: VersionChoice?

  @OptionGroup
  var agreed: AgreedOptions

  @Option(
    reading: ArgumentHelp(
      "What to show, separated by commas (default: bytes; in JSON Lines frames,messages).", valueName: "views"))
  var show: [ViewList] = []

  @Option(
    reading: ArgumentHelp(
      "Payload bytes to show: full, none or a number (default: 256 in JSON Lines, what fits in text).",
      valueName: "amount"))
  var payload: PayloadAmount?

  @OptionGroup
  var range: InputRange

  @Flag(
    help: "The bytes are a payload without a header: unmask it with --masking-key, inflate it with --extensions.")
  var payloadOnly = false

  @Option(reading: ArgumentHelp("The four bytes that mask a bare payload.", valueName: "hex"))
  var maskingKey: HexBytes?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write the bytes themselves in another notation; pcap is a capture that Wireshark opens.", valueName: "notation"))
  var to: NotationChoice?

  @Flag(help: "Also show every step of the unmasking.")
  var explain = false

  @Option(parsing: .unconditional, help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .never

  @Flag(help: "Replace secrets and payloads by their lengths.")
  var redact = false

  @Option(
    reading: ArgumentHelp("Bytes of a frame, of a message, and of what a message inflates to.", valueName: "bytes"))
  var maxMessage = ByteCount(64 << 20)

  @OptionGroup
  var messages: MessageOptions

  @OptionGroup
  var common: OutputOptions

  func validate() throws {
    if file != nil, !bytes.isEmpty { throw ValidationError("give the bytes as arguments or with --file, not both") }
    if let maskingKey {
      guard payloadOnly else { throw ValidationError("--masking-key belongs to --payload-only") }
      try maskingKey.require(4, by: "--masking-key")
    }
    if redact, to != nil {
      throw ValidationError("--to writes every byte, and --redact is to leave some out; give one of them")
    }
    try messages.check(redact: redact, common)
  }

  func run() throws {
    let input = try TextInput(arguments: bytes, file: file, wanted: "bytes to decode, such as 81 05 48 65 6c 6c 6f")
    let (pasted, bytes) = try read(input)
    common.note("read as \(pasted.dialect.rawValue), \(pasted.bytes.count) bytes")
    for other in pasted.alternatives { common.note("could also be read with --from \(other.rawValue)") }
    for note in pasted.readingNotes { common.note(note) }

    for finding in agreed.extensions.map(ExtensionList.judge(accepted:)) ?? [] {
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
    var output = try common.open(writing: [.text, .jsonl, .payload], besides: self.bytes + [file].compactMap(\.self))
    let totals: Totals?
    if let to {
      noteIgnored()
      try write(pasted, bytes, to, into: &output)
      totals = nil
    } else {
      messages.noteIgnored(redact: redact, common)
      totals = try show(content(of: pasted, bytes), named: input.capture, into: &output)
    }
    try output.finish()
    if let totals, failOn.isReached(errors: totals.errors, warnings: totals.warnings) { throw ExitStatus.found }
  }

  /// Tells which options mean nothing where the bytes are only written.
  private func noteIgnored() {
    let ignored = [
      ("JSON Lines", common.effectiveFormat == .jsonl), ("--show", !show.isEmpty), ("--explain", explain),
      ("--fail-on", failOn != .never), ("--payload", payload != nil), ("--digest", messages.digest),
      ("--save-messages", messages.saveMessages != nil), ("--format payload", common.chosenFormat == .payload),
    ]
    for (option, isGiven) in ignored where isGiven { common.note("\(option) is ignored: --to writes the bytes") }
  }

  func barePayload(_ bytes: [UInt8]) -> BarePayload {
    BarePayload(
      bytes: bytes,
      maskingKey: maskingKey.map { MaskingKey($0.bytes[0], $0.bytes[1], $0.bytes[2], $0.bytes[3]) },
      isCompressed: options.extensions.compression(of: maskingKey == nil ? .server : .client) != nil)
  }

  /// Writes the bytes in another notation, or what a bare payload comes to.
  private func write(
    _ pasted: PastedBytes, _ bytes: [UInt8], _ notation: NotationChoice, into output: inout OutputTarget
  ) throws(Failure) {
    try notation.refuse(output)
    switch notation {
    case .bytes(let notation):
      for note in pasted.joinNotes { common.note(note) }
      notation.write(payloadOnly ? barePayload(bytes).clear(options) : bytes, into: &output.buffer)
    case .capture:
      switch content(of: pasted, bytes) {
      case .stream(let bytes, let sender):
        let conversation = ConversationPieces(of: bytes, options, from: sender)
        let capture = ConversationCapture(conversation.pieces, completedWith: handshake(conversation.version))
        output.buffer.write(contentsOf: capture.bytes)
      case .conversations(let recorded):
        output.buffer.write(contentsOf: recorded.capture(options, completedWith: handshake))
      }
    }
  }

  /// An opening handshake by which two sides come to a version and the extensions in force.
  private func handshake(_ version: ProtocolVersion) -> SampleHandshake {
    agreed.handshake(version, agreed.extensions)
  }

  var report: StreamReport {
    let isBare = payloadOnly && show.isEmpty && common.effectiveFormat == .jsonl
    var report = StreamReport(common.effectiveFormat, show: isBare ? ViewList([.messages]) : show.list)
    report.isPayloadOnly = payloadOnly
    report.payload = payload
    report.explains = explain
    report.redacts = redact
    return report
  }

  var options: InspectionOptions {
    var options = report.options
    options.version = protocolVersion?.version
    options.connectionKey = agreed.connectionKey
    options.extensions = ExtensionAgreement(fieldValue: agreed.extensions)
    options.limits.messageBytes = maxMessage.bytes
    messages.ask(&options, common)
    return options
  }
}
