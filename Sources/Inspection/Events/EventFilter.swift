public import WebSocketProtocol

/// Leaves out the events that were not asked for. What is left out is still counted.
public struct EventFilter: Hashable, Sendable {
  /// Only this connection's events.
  public var connection: Int?
  /// Only frames and messages of this side.
  public var sender: Sender?
  /// Only frames and messages of these types.
  public var types: Set<FrameType>?
  /// How many frames and messages, together, are let through.
  public var limit: Int?

  private var passed = 0

  /// Lets everything through.
  public init() {}

  /// True where something may be left out.
  public var isActive: Bool { connection != nil || sender != nil || types != nil || limit != nil }

  /// Removes from the queue what was not asked for.
  public mutating func apply(to queue: inout EventQueue) {
    queue.keep { keeps($0) }
  }

  private mutating func keeps(_ event: Event) -> Bool {
    if let connection, event.connection != connection, event.connection != 0 { return false }
    let item: (sender: Sender, type: FrameType)
    switch event.kind {
    case .frame(let frame): item = (frame.sender, frame.type)
    case .message(let message): item = (message.sender, message.type)
    default: return true
    }
    if let sender, item.sender != sender { return false }
    if let types, !types.contains(item.type) { return false }
    if let limit {
      guard passed < limit else { return false }
      passed += 1
    }
    return true
  }
}
