internal import CaptureScripts
internal import PacketCapture

/// Makes a capture without WebSocket: a client that scans ports, and plain HTTP, each connection on ports of its own.
struct OtherTraffic {
  private let connections: Int

  /// - Parameter connections: how many there are; every fourth is HTTP, the others are answered by nobody or by RST.
  init(connections: Int) {
    self.connections = connections
  }

  func write(to path: String) throws {
    let file = try OutputFile(creating: path)
    var writer = CaptureWriter()
    var nanoseconds: Int64 = 1_735_722_000_000_000_000
    for number in 0..<connections {
      var tcp = TCPConversation(
        client: .init(
          .v4(10, UInt8(number >> 24 & 0xff), UInt8(number >> 16 & 0xff), UInt8(number >> 8 & 0xff)),
          port: UInt16(1024 + number & 0xff)),
        server: .init(.v4(192, 0, 2, 1), port: number % 4 == 0 ? 80 : UInt16(1 + number % 60_000)),
        startingAt: nanoseconds, clientSequence: UInt32(truncatingIfNeeded: number &* 2_654_435_761),
        serverSequence: UInt32(truncatingIfNeeded: number &* 40_503), interval: 1_000)
      if number % 4 == 0 {
        tcp.open()
        tcp.send(Self.request, from: .client)
        // Half of them are still open when the capture ends.
        tcp.send(Self.response, from: .server)
        if number % 8 == 0 { tcp.close(by: .server) }
        writer.append(contentsOf: tcp.takePackets())
      } else {
        tcp.open()
        // Only the SYN: nobody answers.
        let attempt = tcp.takePackets()
        writer.append(contentsOf: attempt.prefix(1))
      }
      nanoseconds = tcp.nanoseconds
      if writer.bytes.count >= 1 << 20 { try file.write(writer.takeBytes()) }
    }
    try file.write(writer.takeBytes())
  }

  private static let request = Array("GET /index.html HTTP/1.1\r\nHost: www.example.com\r\nAccept: */*\r\n\r\n".utf8)
  private static let response = Array(
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello".utf8)
}
