import Inspection
import TestSupport
import WebSocketProtocol

/// What is seen of one connection from some place on, packet by packet, for an ``Inspector`` to look at.
struct Stretch {
  /// What one side sent in one packet, or what is missing of it.
  enum Packet {
    case bytes([UInt8])
    case gap(UInt64)
  }

  private(set) var packets: [(sender: Sender, packet: Packet)] = []
  private var keys = SeededGenerator(state: 7692)

  mutating func send(_ sender: Sender, _ bytes: [UInt8]) { packets.append((sender, .bytes(bytes))) }

  mutating func lose(_ sender: Sender, _ length: UInt64) { packets.append((sender, .gap(length))) }

  /// A frame, masked where a client sends it.
  mutating func send(
    _ sender: Sender, _ opcode: Opcode, _ payload: [UInt8], reservedBits: FrameHeader.ReservedBits = []
  ) {
    let key = sender == .client ? keys.maskingKey() : nil
    send(sender, FrameEncoder.encode(opcode, payload, reservedBits: reservedBits, maskingKey: key))
  }

  mutating func send(_ sender: Sender, _ text: String) { send(sender, .text, Array(text.utf8)) }

  /// Questions and answers.
  static func talk(_ count: Int = 12) -> Stretch {
    var stretch = Stretch()
    for number in 0..<count {
      stretch.send(.client, "question \(number)")
      if number % 4 == 1 { stretch.send(.client, .ping, [UInt8(number)]) }
      stretch.send(.server, "{\"answer\":\(number * number)}")
      if number % 4 == 1 { stretch.send(.server, .pong, [UInt8(number)]) }
    }
    return stretch
  }

  /// The texts that a side sends in talks of so many questions.
  static func texts(of sender: Sender, _ count: Int = 12) -> [String] {
    (0..<count).map { sender == .client ? "question \($0)" : "{\"answer\":\($0 * $0)}" }
  }

  /// The same, with what one side sends cut into pieces of another size.
  func cut(_ generator: SeededGenerator, longest: Int) -> Stretch {
    var generator = generator
    var stretch = self
    stretch.packets = packets.flatMap { sender, packet in
      guard case .bytes(let bytes) = packet else { return [(sender, packet)] }
      return generator.cut(bytes, longest: longest).map { (sender, .bytes($0)) }
    }
    return stretch
  }

  /// The same, without the first bytes of each side.
  func dropFirst(client: Int, server: Int) -> Stretch {
    var left = [Sender.client: client, .server: server]
    var stretch = self
    stretch.packets = packets.compactMap { sender, packet in
      guard case .bytes(let bytes) = packet else { return (sender, packet) }
      let dropped = min(left[sender] ?? 0, bytes.count)
      left[sender, default: 0] -= dropped
      return dropped == bytes.count ? nil : (sender, .bytes(Array(bytes.dropFirst(dropped))))
    }
    return stretch
  }

  /// The first packets, of so many bytes together.
  func prefix(_ count: Int) -> Stretch {
    var left = count
    var stretch = self
    stretch.packets = packets.prefix { _, packet in
      defer { if case .bytes(let bytes) = packet { left -= bytes.count } }
      return left > 0
    }
    return stretch
  }

  /// The same, of one side.
  func only(_ sender: Sender) -> Stretch {
    var stretch = self
    stretch.packets = packets.filter { $0.sender == sender }
    return stretch
  }

  /// What an inspector tells of it.
  ///
  /// - Parameters:
  ///   - client: which side the client is.
  ///   - isFromStart: the connection's SYN was seen.
  ///   - ports: the client's port and the server's.
  func inspected(
    _ options: InspectionOptions = .everything, client: Side = .first, isFromStart: Bool = false,
    ports: (client: UInt16, server: UInt16) = (50_000, 8080)
  ) -> EventLog {
    var inspector = Inspector(options: options)
    var log = EventLog()
    let isFirst = client == .first
    inspector.open(
      0, firstIsClient: isFromStart ? isFirst : nil,
      ports: isFirst ? (ports.client, ports.server) : (ports.server, ports.client))
    func ends(_ firstIsClient: Bool) -> ConnectionEnds? {
      let own = Endpoint(address: "192.0.2.1", port: ports.client)
      let other = Endpoint(address: "192.0.2.2", port: ports.server)
      return isFirst == firstIsClient
        ? ConnectionEnds(client: own, server: other) : ConnectionEnds(client: other, server: own)
    }
    var offsets: [Sender: UInt64] = [:]
    for (number, (sender, packet)) in packets.enumerated() {
      let side: Side = (sender == .client) == isFirst ? .first : .second
      let origin = Origin(packet: UInt64(number + 1), time: Int64(number))
      let offset = offsets[sender, default: 0]
      switch packet {
      case .bytes(let bytes):
        _ = inspector.take(bytes.span, from: side, at: offset, slot: 0, origin, ends: ends)
        offsets[sender] = offset + UInt64(bytes.count)
      case .gap(let length):
        _ = inspector.skip(length, from: side, at: offset, slot: 0, origin, ends: ends)
        offsets[sender] = offset + length
      }
      log.drain(&inspector.queue)
    }
    inspector.close(0)
    log.drain(&inspector.queue)
    log.summary = inspector.summary
    return log
  }
}
