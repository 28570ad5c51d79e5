internal import CaptureScripts
internal import PacketCapture
internal import WebSocketProtocol

/// Makes one benchmark capture: connections that take turns until the capture is large enough.
struct TrafficGenerator {
  private let traffic: Traffic
  private let size: Int
  private var random: SeededGenerator
  private var connections: [WebSocketConversation] = []
  /// What each connection has begun to send and not finished.
  private var sending: [Sending]
  private var nanoseconds: Int64 = 1_735_722_000_000_000_000
  private var opened = 0

  private struct Sending {
    var side = TCPConversation.Side.client
    var bytes: [UInt8] = []
    var position = 0
  }

  /// - Parameter bytes: how large the capture becomes; the messages that are on their way then are finished.
  init(_ traffic: Traffic, bytes: Int) {
    self.traffic = traffic
    size = bytes
    random = SeededGenerator(seed: 1)
    sending = Array(repeating: Sending(), count: traffic.connections)
    for _ in 0..<traffic.connections { connections.append(newConnection()) }
  }

  /// Writes the capture in pieces of about a megabyte.
  mutating func write(to path: String) throws(OutputError) {
    let file = try OutputFile(creating: path)
    var writer = CaptureWriter()
    var written = 0
    while written + writer.bytes.count < size {
      takeTurn(&writer)
      if writer.bytes.count >= 1 << 20 {
        written += writer.bytes.count
        try file.write(writer.takeBytes())
      }
    }
    for index in connections.indices {
      finishSending(index, limit: .max)
      endConnection(index)
      drain(index, into: &writer)
    }
    try file.write(writer.takeBytes())
  }

  /// Lets one connection send a little: a small message, or some segments of a large one.
  private mutating func takeTurn(_ writer: inout CaptureWriter) {
    let index = Int.random(in: connections.indices, using: &random)
    connections[index].tcp.nanoseconds = nanoseconds
    if sending[index].bytes.isEmpty { beginMessage(index) }
    finishSending(index, limit: 16 * 1448)
    drain(index, into: &writer)
  }

  /// Queues the next frame of a connection: mostly text; now and then binary, or a ping with its pong.
  private mutating func beginMessage(_ index: Int) {
    let side: TCPConversation.Side = Bool.random(using: &random) ? .client : .server
    sending[index].side = side
    switch Int.random(in: 0..<64, using: &random) {
    case 0:
      connections[index].send(.ping, [0x70], from: side)
      connections[index].send(.pong, [0x70], from: side.peer)
    case 1..<8 where traffic == .large:
      sending[index].bytes = connections[index].frame(.binary, message(), from: side)
    case 2..<6:  // two frames at once
      sending[index].bytes =
        connections[index].frame(.text, message(), from: side) + connections[index].frame(.text, message(), from: side)
    default:
      sending[index].bytes = connections[index].frame(.text, message(), from: side)
    }
  }

  /// Sends what is queued, at most `limit` bytes of it.
  private mutating func finishSending(_ index: Int, limit: Int) {
    let queued = sending[index]
    let end = queued.bytes.count - queued.position > limit ? queued.position + limit : queued.bytes.count
    guard end > queued.position else { return }
    connections[index].tcp.send(
      Array(queued.bytes[queued.position..<end]), from: queued.side, acknowledged: traffic == .large)
    if end == queued.bytes.count {
      sending[index] = Sending()
    } else {
      sending[index].position = end
    }
  }

  private mutating func endConnection(_ index: Int) {
    connections[index].tcp.nanoseconds = nanoseconds
    connections[index].close(by: .client, code: 1000)
  }

  private mutating func drain(_ index: Int, into writer: inout CaptureWriter) {
    writer.append(contentsOf: connections[index].tcp.takePackets())
    nanoseconds = connections[index].tcp.nanoseconds
  }

  private mutating func newConnection() -> WebSocketConversation {
    opened += 1
    var connection = WebSocketConversation(
      over: TCPConversation(
        client: .init(.v4(10, 0, UInt8(opened >> 8), UInt8(opened & 0xFF)), port: UInt16(20_000 + opened)),
        server: .init(.v4(10, 1, 0, 1), port: 8080), startingAt: nanoseconds,
        clientSequence: UInt32(truncatingIfNeeded: random.next()),
        serverSequence: UInt32(truncatingIfNeeded: random.next()), interval: 2_000),
      seed: random.next())
    connection.upgrade(target: "/feed/\(opened)")
    nanoseconds = connection.tcp.nanoseconds
    return connection
  }

  /// Readable text of a random length, cut anywhere out of a longer one.
  private mutating func message() -> [UInt8] {
    let length = Int.random(in: traffic.messageLengths, using: &random)
    let start = Int.random(in: 0..<Self.pattern.count, using: &random)
    let end = min(start + length, Self.text.count)
    return Array(Self.text[start..<end])
  }

  private static let pattern = Array(
    #"{"symbol":"SWFT","price":63.01,"volume":1200,"side":"buy","at":"09:00:00.125"},"#.utf8)

  /// The pattern again and again, long enough for the longest message.
  private static let text = Array(repeatElement(pattern, count: (1 << 20) / pattern.count + 2).joined())
}
