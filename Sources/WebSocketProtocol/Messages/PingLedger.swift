/// The pings of one side that wait for their pong (RFC 6455 sections 5.5.2 and 5.5.3).
///
/// A pong answers a ping by repeating its payload, and may answer the latest only, so older ones count as answered
/// with it. At most sixteen are remembered.
public struct PingLedger: Sendable {
  /// A ping without an answer.
  public struct Ping: Hashable, Sendable {
    /// The number of the ping's frame in its connection.
    public var frame: UInt64
    /// When it was seen, in nanoseconds; `nil` where the input has no clock.
    public var time: Int64?
    /// The ping's payload, at most 125 bytes.
    public var payload: [UInt8]

    /// A ping with its place and payload.
    public init(frame: UInt64, time: Int64?, payload: [UInt8]) {
      self.frame = frame
      self.time = time
      self.payload = payload
    }
  }

  private static let capacity = 16

  /// The pings without an answer, oldest first.
  public private(set) var open: [Ping] = []

  /// No pings yet.
  public init() {}

  /// Remembers a ping.
  public mutating func sent(_ ping: Ping) {
    if open.count == Self.capacity { open.removeFirst() }
    open.append(ping)
  }

  /// Takes a pong of the other side.
  ///
  /// - Returns: the ping it answers, or `nil` where its payload fits none.
  public mutating func answered(by payload: [UInt8]) -> Ping? {
    guard let index = open.lastIndex(where: { $0.payload == payload }) else { return nil }
    let ping = open[index]
    open.removeFirst(index + 1)
    return ping
  }
}
