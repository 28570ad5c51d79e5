import Foundation
import PacketCapture
import Testing

@Suite struct `What one packet brings about` {
  /// Hundreds of thousands of pongs that wait for the packet before them, which comes last.
  private static func flood() -> [UInt8] {
    let pongs = [[UInt8]](repeating: [0x8a, 0x00], count: 32_000).flatMap(\.self)
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000, maximumSegmentSize: 65_000)
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    let late = talk.packets.count
    for _ in 0..<9 { talk.send(pongs, from: .server, acknowledged: false) }
    var writer = CaptureWriter()
    for (place, packet) in talk.packets.enumerated() where place != late { writer.append(packet) }
    writer.append(talk.packets[late])
    return writer.bytes
  }

  #if os(Linux)
  @Test func `is told piece by piece, and not kept until all of it is known`() throws {
    let folder = try TemporaryFolder()
    let path = folder["flood.pcap"].path
    try Data(Self.flood()).write(to: folder["flood.pcap"])
    // Kept all at once, the events would take far more.
    let run = try CommandRun(
      shell: """
        ulimit -v 250000
        $WSLENS pcap '\(path)' --json --show frames --max-waiting 2097152 | grep -c '"event":"frame"'
        """)
    #expect(run.text == "288000\n")
  }
  #endif
}
