/// A TCP connection between two scripted peers, turned into Ethernet packets with right lengths and checksums.
///
/// Time passes by a fixed interval from packet to packet, so the same script gives the same capture. The packets are
/// there to be taken: tests drop, permute and repeat them to make the captures nobody wants.
public struct TCPConversation: Sendable {
  /// The peer that opened the connection, and the one that accepted it.
  public enum Side: Hashable, Sendable {
    case client, server

    /// The other peer.
    public var peer: Side { self == .client ? .server : .client }
  }

  /// The control bits of a TCP header (RFC 9293 section 3.1).
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The header's own bits.
    public let rawValue: UInt8
    /// Makes a set of the header's bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sender has finished.
    public static let fin = Flags(rawValue: 0x01)
    /// The sequence number is the initial one.
    public static let syn = Flags(rawValue: 0x02)
    /// The connection is broken off.
    public static let rst = Flags(rawValue: 0x04)
    /// The receiver should hand the data on at once.
    public static let psh = Flags(rawValue: 0x08)
    /// The acknowledgment number counts.
    public static let ack = Flags(rawValue: 0x10)
  }

  /// What one peer has sent so far.
  struct Peer: Sendable {
    let endpoint: Endpoint
    let hardwareAddress: UInt8
    /// The sequence number of the next new byte.
    var sequence: UInt32
    /// The identification of the next IPv4 packet.
    var identification: UInt16 = 1
  }

  /// The packets since the start, or since the last `takePackets()`, in the order they were sent.
  public internal(set) var packets: [SyntheticPacket] = []
  /// The time of the next packet, in nanoseconds since 1970-01-01 UTC. Setting it later makes a pause.
  public var nanoseconds: Int64
  /// The time from one packet to the next, in nanoseconds.
  public var interval: Int64

  let maximumSegmentSize: Int
  let start: Int64
  var client: Peer
  var server: Peer

  /// Prepares a connection; nothing is sent before `open()`.
  ///
  /// A conversation of which only a middle part is wanted may do without `open()` and begin with `send`.
  ///
  /// - Parameters:
  ///   - nanoseconds: the time of the first packet, since 1970-01-01 UTC.
  ///   - clientSequence: the client's initial sequence number; one close below 2^32 wraps around.
  ///   - maximumSegmentSize: the most payload bytes of a packet, 1 to 65 000.
  ///   - interval: the time from one packet to the next, in nanoseconds.
  public init(
    client: Endpoint, server: Endpoint, startingAt nanoseconds: Int64,
    clientSequence: UInt32 = 1_000_000, serverSequence: UInt32 = 2_000_000, maximumSegmentSize: Int = 1448,
    interval: Int64 = 50_000
  ) {
    precondition((1...65_000).contains(maximumSegmentSize), "a segment holds 1 to 65000 bytes")
    self.client = Peer(endpoint: client, hardwareAddress: 0x0A, sequence: clientSequence)
    self.server = Peer(endpoint: server, hardwareAddress: 0x0B, sequence: serverSequence)
    self.nanoseconds = nanoseconds
    self.interval = interval
    self.maximumSegmentSize = maximumSegmentSize
    start = nanoseconds
  }

  /// The sequence number of the next new byte of one side.
  public func nextSequence(of side: Side) -> UInt32 {
    self[side].sequence
  }

  /// Opens the connection: SYN, SYN-ACK, ACK (RFC 9293 section 3.5).
  public mutating func open() {
    advance(.client, payload: [], flags: .syn)
    advance(.server, payload: [], flags: [.syn, .ack])
    acknowledge(from: .client)
  }

  /// Sends bytes, cut into segments of the maximum size.
  ///
  /// - Parameter acknowledged: whether the other side acknowledges every second segment and the last; without it,
  ///   the acknowledgment travels with what that side sends next.
  public mutating func send(_ bytes: [UInt8], from side: Side, acknowledged: Bool = true) {
    var position = 0
    var unacknowledged = 0
    while position < bytes.count {
      let end = position + min(maximumSegmentSize, bytes.count - position)
      let isLast = end == bytes.count
      advance(side, payload: bytes[position..<end], flags: isLast ? [.psh, .ack] : .ack)
      unacknowledged += 1
      if acknowledged && (isLast || unacknowledged == 2) {
        acknowledge(from: side.peer)
        unacknowledged = 0
      }
      position = end
    }
  }

  /// Counts bytes as sent of which no packet is made: a capture of the conversation has a gap there.
  public mutating func lose(_ count: UInt32, from side: Side) {
    self[side].sequence &+= count
  }

  /// Sends an acknowledgment without data.
  public mutating func acknowledge(from side: Side) {
    appendPacket(from: side, payload: [], sequence: self[side].sequence, flags: .ack)
  }

  /// Ends one direction: FIN, and the other side's ACK. The other direction stays open.
  public mutating func halfClose(by side: Side) {
    advance(side, payload: [], flags: [.fin, .ack])
    acknowledge(from: side.peer)
  }

  /// Closes the connection: FIN, FIN with ACK, ACK.
  public mutating func close(by side: Side) {
    advance(side, payload: [], flags: [.fin, .ack])
    advance(side.peer, payload: [], flags: [.fin, .ack])
    acknowledge(from: side)
  }

  /// Breaks the connection off with a RST.
  public mutating func reset(by side: Side) {
    appendPacket(from: side, payload: [], sequence: self[side].sequence, flags: [.rst, .ack])
  }

  /// Sends one segment as told and counts nothing of it: a retransmission, an overlap, a keep-alive, an intruder's.
  ///
  /// - Parameter payload: sent in one packet, whatever the maximum segment size; at most 65 000 bytes.
  public mutating func inject(_ payload: [UInt8], from side: Side, sequence: UInt32, flags: Flags = [.psh, .ack]) {
    precondition(payload.count <= 65_000, "a segment holds at most 65000 bytes")
    appendPacket(from: side, payload: payload[...], sequence: sequence, flags: flags)
  }

  /// Hands over the packets so far and goes on without them, so that a long conversation can be streamed out.
  public mutating func takePackets() -> [SyntheticPacket] {
    defer { packets.removeAll() }
    return packets
  }

  subscript(side: Side) -> Peer {
    get { side == .client ? client : server }
    set {
      switch side {
      case .client: client = newValue
      case .server: server = newValue
      }
    }
  }

  /// Sends a segment of new bytes: the sequence number moves on by the payload, and by one for SYN and for FIN.
  private mutating func advance(_ side: Side, payload: ArraySlice<UInt8>, flags: Flags) {
    appendPacket(from: side, payload: payload, sequence: self[side].sequence, flags: flags)
    let length = UInt32(truncatingIfNeeded: payload.count) + (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
    self[side].sequence &+= length
  }
}
