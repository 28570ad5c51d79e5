internal import CaptureScripts
internal import Inflation
internal import PacketCapture
internal import WebSocketProtocol

/// Makes a capture of compressed messages, and beside it a file of nothing but these, for a bare inflater.
struct CompressedTraffic {
  private let messages: Int
  private var random = SeededGenerator(seed: 2)
  private var nanoseconds: Int64 = 1_735_722_000_000_000_000
  private var sequence = 0

  /// One connection, and what compresses the messages of its two sides.
  private struct Talk {
    var conversation: WebSocketConversation
    let deflaters: [MessageDeflater]
  }

  /// - Parameter messages: how many there are, over all connections.
  init(messages: Int) {
    self.messages = messages
  }

  /// Writes `PATH.pcap` and `PATH.messages`.
  mutating func write(to path: String) throws {
    let capture = try OutputFile(creating: path + ".pcap")
    let list = try OutputFile(creating: path + ".messages")
    var writer = CaptureWriter()
    var entries: [UInt8] = []
    var talks = try (0..<Traffic.compressed.connections).map { try begin($0, &writer) }
    for _ in 0..<messages {
      let index = Int.random(in: talks.indices, using: &random)
      let side: TCPConversation.Side = Int.random(in: 0..<4, using: &random) == 0 ? .client : .server
      let compressed = talks[index].deflaters[side == .client ? 0 : 1].deflate(message().span)
      talks[index].conversation.tcp.nanoseconds = nanoseconds
      talks[index].conversation.send(.text, compressed, from: side, reservedBits: .rsv1)
      drain(&talks[index], into: &writer)
      entries += Self.number(index * 2 + (side == .client ? 0 : 1)) + Self.number(compressed.count) + compressed
      if writer.bytes.count >= 1 << 20 { try capture.write(writer.takeBytes()) }
      if entries.count >= 1 << 20 {
        try list.write(entries)
        entries.removeAll(keepingCapacity: true)
      }
    }
    for index in talks.indices {
      talks[index].conversation.tcp.nanoseconds = nanoseconds
      talks[index].conversation.close(by: .client, code: 1000)
      drain(&talks[index], into: &writer)
    }
    try capture.write(writer.takeBytes())
    try list.write(entries)
  }

  private mutating func begin(_ number: Int, _ writer: inout CaptureWriter) throws -> Talk {
    let deflaters = (0..<2).compactMap { _ in MessageDeflater(windowBits: 15, contextTakeover: true) }
    guard deflaters.count == 2 else { throw UsageError(description: "there is no memory for a compressor") }
    var talk = Talk(
      conversation: WebSocketConversation(
        over: TCPConversation(
          client: .init(.v4(10, 0, 0, UInt8(number + 1)), port: UInt16(20_000 + number)),
          server: .init(.v4(10, 1, 0, 1), port: 8080), startingAt: nanoseconds,
          clientSequence: UInt32(truncatingIfNeeded: random.next()),
          serverSequence: UInt32(truncatingIfNeeded: random.next()), interval: 2_000),
        seed: random.next()),
      deflaters: deflaters)
    talk.conversation.upgrade(
      target: "/trades/\(number)", fields: ["Sec-WebSocket-Extensions: permessage-deflate"])
    drain(&talk, into: &writer)
    return talk
  }

  private mutating func drain(_ talk: inout Talk, into writer: inout CaptureWriter) {
    writer.append(contentsOf: talk.conversation.tcp.takePackets())
    nanoseconds = talk.conversation.tcp.nanoseconds
  }

  /// A list of trades as a market would send it: words that repeat, numbers that do not.
  private mutating func message() -> [UInt8] {
    let length = Int.random(in: Traffic.compressed.messageLengths, using: &random)
    var text = #"{"channel":"trades","items":["#
    while text.utf8.count < length {
      sequence += 1
      let symbol = Self.symbols[Int.random(in: Self.symbols.indices, using: &random)]
      let price = Int.random(in: 10_000...99_999, using: &random)
      let volume = Int.random(in: 1...5000, using: &random)
      let identifier = String(random.next(), radix: 16)
      text +=
        #"{"id":"\#(identifier)","symbol":"\#(symbol)","price":\#(price / 100).\#(price % 100),"volume":\#(volume),"#
        + #""sequence":\#(sequence)},"#
    }
    return Array((text + "{}]}").utf8)
  }

  private static let symbols = ["SWFT", "ACME", "INIT", "GLBX", "UMBR", "HOOL", "STRK", "WAYN"]

  /// Four bytes, least significant first.
  private static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
