internal import CaptureScripts
internal import PacketCapture
internal import WebSocketProtocol

/// Writes the files of `Samples/` into a directory; every run writes the same bytes.
@main
enum MakeSamples {
  static func main() throws(OutputError) {
    let directory = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."
    try write(FirstConversation.packets(), to: "\(directory)/first-conversation.pcap")
    try write(Compressed.packets(), to: "\(directory)/compressed.pcap")
    try write(Violations.packets(), to: "\(directory)/violations.pcap")
    try write(PastedFrames.hello, to: "\(directory)/hello.hex")
    try write(PastedFrames.fragmented, to: "\(directory)/fragmented.xxd")
  }

  private static func write(_ packets: [SyntheticPacket], to path: String) throws(OutputError) {
    var writer = CaptureWriter()
    writer.append(contentsOf: packets)
    try OutputFile(creating: path).write(writer.bytes)
  }

  private static func write(_ text: String, to path: String) throws(OutputError) {
    try OutputFile(creating: path).write(Array(text.utf8))
  }
}

extension WebSocketConversation {
  /// The connection every sample begins with: addresses for documentation (RFC 5737), a fixed time.
  ///
  /// - Parameter number: from 0; each has a port of its own and begins a second after the one before.
  init(sample number: Int) {
    let start: Int64 = 1_735_722_000  // 2025-01-01 09:00 UTC
    self.init(
      over: TCPConversation(
        client: .init(.v4(192, 0, 2, 10), port: UInt16(50_000 + number)),
        server: .init(.v4(198, 51, 100, 20), port: 80),
        startingAt: (start + Int64(number)) * 1_000_000_000,
        clientSequence: UInt32(1_000_000 + 4096 * number), serverSequence: UInt32(3_000_000 + 4096 * number),
        interval: 1_250_000),
      seed: UInt64(number))
  }
}
