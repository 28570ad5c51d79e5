import ArgumentParser
import Inspection
import PacketCapture
import Rendering
import WebSocketProtocol

/// `wslens encode`: frames of any version, right or deliberately wrong.
struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Build frames of any version, right or wrong",
    discussion: """
      The frame is named by its type (text, binary, ping, pong, close, continuation) or by an opcode such as 0xb; in \
      hixie-75 and -76 a number is the frame's type, 0x00 to 0xff. The payload is text, and may be left out; close \
      takes a code and a reason. What breaks the protocol is built as it is asked for. Frames come as hexadecimal \
      digits, one frame a line, which wslens decode reads again. The same command gives the same bytes: no masking \
      key is random without --seed.
      """)

  @Argument(help: "What the frame is.")
  var type: FrameChoice

  @Argument(help: "A text; for close a code and a reason; - is standard input, to its last byte.")
  var payload: [String] = []

  @Option(reading: ArgumentHelp("The payload as hexadecimal digits.", valueName: "hex"))
  var hex: HexBytes?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Read the payload from a file.", valueName: "file"), completion: .file()
  )
  var file: String?

  @OptionGroup
  var frame: FrameOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How the bytes are written; pcap is a capture with an opening handshake.", valueName: "notation")
  )
  var to: NotationChoice?

  @Flag(help: "Show every bit of what was built, and what breaks the protocol, as decode does.")
  var explain = false

  @OptionGroup
  var common: OutputOptions

  func validate() throws {
    if [!payload.isEmpty, hex != nil, file != nil].count(where: \.self) > 1 {
      throw ValidationError("give the payload as arguments, with --hex or with --file")
    }
    if frame.compress, frame.agreement.compression(of: frame.sender.sender) == nil {
      throw ValidationError("--compress takes permessage-deflate or deflate-frame among --extensions")
    }
  }

  func run() throws {
    let builder = FrameBuilder(type.kind, frame)
    for note in builder.notes { common.note(note) }
    if to != nil, isReport { common.note("--to is ignored: --explain and JSON Lines have their own form") }
    if explain, common.effectiveFormat == .jsonl { common.note("--explain is for text and ignored in JSON Lines") }
    let input = PayloadInput(arguments: payload, bytes: hex?.bytes, file: file)
    let payload = try input.payload(of: type.kind, from: frame.sender.sender, frame.version)
    let frames = try builder.frames(carrying: payload)
    var output = try common.open(besides: [file].compactMap(\.self))
    if isReport {
      report(frames, into: &output)
    } else {
      try write(frames, into: &output)
    }
    try output.finish()
  }

  /// True where the frames are described, and not written themselves.
  private var isReport: Bool { explain || common.effectiveFormat == .jsonl }

  /// Tells what `decode` would tell about the frames.
  private func report(_ frames: [[UInt8]], into output: inout OutputTarget) {
    var report = StreamReport(common.effectiveFormat)
    report.explains = explain
    var inspector = ByteStreamInspector(options: frame.inspection(report.options), sender: frame.sender.sender)
    for bytes in frames { inspector.take(bytes.span) }
    inspector.finish()
    report.write(inspector, "encode", common, into: &output)
  }

  private func write(_ frames: [[UInt8]], into output: inout OutputTarget) throws(Failure) {
    let notation = to ?? .bytes(.hex)
    try notation.refuse(output)
    switch notation {
    case .bytes(.hex):
      for bytes in frames { ByteNotation.hex.write(bytes, into: &output.buffer) }
    case .bytes(let notation):
      notation.write(Array(frames.joined()), into: &output.buffer)
    case .capture:
      output.buffer.write(contentsOf: capture(of: frames))
    }
  }

  private func capture(of frames: [[UInt8]]) -> [UInt8] {
    let side: TCPConversation.Side = frame.sender == .client ? .client : .server
    return ConversationCapture(
      frames.map { ConversationCapture.Piece(side, $0) }, completedWith: frame.handshake
    ).bytes
  }
}
