import PacketCapture
import Testing
import WebSocketProtocol

/// Captures that hold frames and not the handshake before them.
@Suite struct `Captures without a beginning` {
  /// A talk, and how much of its beginning the capture does not hold.
  private static func capture(leavingOut count: Int, snapLength: UInt32 = 262_144, port: UInt16 = 8080) -> [UInt8] {
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: port),
      startingAt: 1_735_722_000_000_000_000)
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    for number in 0..<6 {
      talk.send(
        Wire.text("What is \(number) and \(number)?", maskedWith: UInt32(number + 1) &* 0x9e37_79b9), from: .client)
      talk.send(Wire.text("That is \(2 * number)."), from: .server)
    }
    talk.send(Wire.close(1000, isMasked: true), from: .client)
    talk.send(Wire.close(1000), from: .server)
    talk.close(by: .server)
    var writer = CaptureWriter(snapLength: snapLength)
    for packet in talk.packets.dropFirst(count) { writer.append(packet) }
    return writer.bytes
  }

  @Test func `a page is as it was`() throws {
    let run = try CommandRun(
      ["pcap", "-", "--show", "summary,frames,messages"], input: Self.capture(leavingOut: 7))
    try Golden.expect(run.output, "pcap-midstream.txt")
    #expect(run.complaints == "" && run.status == 0)
    #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
  }

  @Test func `they are told as connections that start midstream`() throws {
    let run = try CommandRun(["pcap", "-", "--show", "messages", "--json"], input: Self.capture(leavingOut: 7))
    let connection = try #require(try run.events("connection").first)
    #expect(connection["starts"] == .string("midstream") && connection["transport"] == .string("tcp"))
    #expect(connection["client_port"] == .integer(50_000) && connection["server_port"] == .integer(8080))
    #expect(try run.events("handshake").isEmpty)
    #expect(try run.events("message").filter { $0["type"] == .string("text") }.count == 12)
    #expect(try run.events("finding").map { $0["rule"] } == [.string("CAP-03")])
    #expect(try run.events("summary").first?["connections"] == .integer(1))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `whatever of the handshake is left`(_ count: Int) throws {
    let run = try CommandRun(["pcap", "-", "--show", "messages", "--json"], input: Self.capture(leavingOut: count))
    #expect(try run.events("message").filter { $0["type"] == .string("text") }.count == 12)
    #expect(try run.events("finding").allSatisfy { $0["severity"] == .string("note") })
  }

  @Test func `packets may be cut`() throws {
    let run = try CommandRun(
      ["pcap", "-", "--show", "messages", "--json"], input: Self.capture(leavingOut: 0, snapLength: 110))
    #expect(try run.events("message").filter { $0["type"] == .string("text") }.count == 12)
    #expect(try run.events("finding").allSatisfy { $0["severity"] == .string("note") })
    let text = try CommandRun(["pcap", "-"], input: Self.capture(leavingOut: 0, snapLength: 110))
    #expect(
      text.text.replacing(#/\s+/#, with: " ").contains(
        "handshake the opening handshake is cut in the capture; recognised from 1 frame "))
  }

  @Test(arguments: ["8080", "80,8080", "0x1f90"])
  func `--port takes a connection for WebSocket`(_ ports: String) throws {
    let bytes = Self.capture(leavingOut: 30)
    #expect(try CommandRun(["pcap", "-", "--json"], input: bytes).events("connection").isEmpty)
    let run = try CommandRun(["pcap", "-", "--port", ports, "--show", "messages", "--json"], input: bytes)
    #expect(try run.events("connection").map { $0["starts"] } == [.string("midstream")])
    #expect(try run.events("message").count == 2)
    let text = try CommandRun(["pcap", "-", "--port", ports], input: bytes)
    #expect(
      text.text.replacing(#/\s+/#, with: " ").contains(
        "handshake no opening handshake in the capture; taken for WebSocket because of its port "))
    #expect(try CommandRun(["pcap", "-", "--port", "81", "--json"], input: bytes).events("connection").isEmpty)
  }

  @Test(arguments: ["", "http", "0", "65536", "80,", "-1", "80;81"])
  func `--port wants ports`(_ ports: String) throws {
    let run = try CommandRun(["pcap", "-", "--port", ports])
    #expect(run.status == 64)
    #expect(run.complaints.contains("'--port <ports>'"))
  }

  @Test func `a PROXY header is named`() throws {
    var capture = Capture()
    let header = "PROXY TCP4 203.0.113.7 198.51.100.1 51242 443\r\n"
    capture.add(
      0,
      [
        (.client, Array(header.utf8) + Wire.request()), (.server, Wire.response()), (.server, Wire.text("welcome")),
      ])
    let run = try CommandRun(["pcap", "-", "--show", "summary"], input: capture.bytes)
    #expect(
      run.text.replacing(#/\s+/#, with: " ").contains(
        "note CAP-04 before the request came a PROXY protocol header, version 1: the client is 203.0.113.7:51242"))
    #expect(run.lines.filter { Terminal.width($0) > 80 } == [])
  }
}

extension Wire {
  /// A text frame with a key of its own.
  static func text(_ text: String, maskedWith key: UInt32) -> [UInt8] {
    FrameEncoder.encode(.text, Array(text.utf8), maskingKey: MaskingKey(rawValue: key))
  }
}
