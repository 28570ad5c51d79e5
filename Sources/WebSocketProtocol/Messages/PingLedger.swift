/// The pings of one side that wait for their pong (RFC 6455 sections 5.5.2 and 5.5.3).
///
/// A pong answers a ping by repeating its payload, and may answer the latest only, so older ones count as answered
/// with it. At most 64 are remembered.
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

  private static let capacity = 64

  /// The pings that may yet be answered, oldest first.
  public private(set) var open: [Ping] = []
  /// How many of them, from the oldest on, may have been answered already, by a pong that was counted for an equal one.
  private var doubtful = 0
  /// How many pings had to be forgotten whose pongs may yet come.
  private var forgotten: UInt64 = 0

  /// No pings yet.
  public init() {}

  /// The latest ping, where it has certainly not been answered.
  public var unanswered: Ping? { open.count > doubtful ? open.last : nil }

  /// Remembers a ping.
  public mutating func sent(_ ping: Ping) {
    if open.count == Self.capacity {
      open.removeFirst()
      doubtful = max(0, doubtful - 1)
      forgotten += 1
    }
    open.append(ping)
  }

  /// Whether a pong with this payload may be the answer to a ping, also to one that had to be forgotten.
  public func mayBeAnswered(by payload: [UInt8]) -> Bool {
    forgotten > 0 || open.contains { $0.payload == payload }
  }

  /// Takes a pong of the other side.
  ///
  /// Of equal pings the oldest counts as answered, since most peers answer each; but the pong may be meant for any.
  ///
  /// - Returns: the ping it answers, or `nil` where its payload fits none.
  public mutating func answered(by payload: [UInt8]) -> Ping? {
    guard let oldest = open.firstIndex(where: { $0.payload == payload }),
      let latest = open.lastIndex(where: { $0.payload == payload })
    else {
      if forgotten > 0 { forgotten -= 1 }
      return nil
    }
    let ping = open[oldest]
    doubtful = max(doubtful, latest + 1) - (oldest + 1)
    open.removeFirst(oldest + 1)
    return ping
  }
}
