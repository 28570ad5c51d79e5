public import WebSocketProtocol

/// Leaves out the events that were not asked for. What is left out is still counted.
///
/// There are two kinds of wishes. ``connection``, ``sender``, ``types`` and ``limit`` leave out frames and messages (and
/// other connections), and nothing else. ``pattern``, ``rules`` and ``times`` select: of frames, messages and findings
/// only those are let through that fit, and of connections those that have any.
public struct EventFilter {
  /// Only this connection's events.
  public var connection: Int?
  /// Only frames and messages of this side.
  public var sender: Sender?
  /// Only frames and messages of these types.
  public var types: Set<FrameType>?
  /// How many frames and messages, together, are let through.
  public var limit: Int?

  /// Only messages with this in their payload, frames with it or of such messages, and the findings about them.
  ///
  /// What is searched is ``MessageEvent/content`` and ``FrameEvent/content``: the options have to ask for them.
  public var pattern: PayloadPattern?
  /// Only findings by these rules, and the frames and messages they point at.
  public var rules: Set<RuleID>?
  /// Only what was seen then, in nanoseconds since 1970-01-01 UTC, both ends included; what has no time is left out.
  public var times: ClosedRange<Int64>?

  /// Messages are let through at all: false where they are only there to be searched.
  public var passesMessages = true

  /// How many messages were longer than what was searched of them, and had no match in that.
  public var partlySearched: UInt64 { selection.partlySearched }

  private var passed = 0
  private var selection = EventSelection()

  /// Lets everything through.
  public init() {}

  /// True where something may be left out.
  public var isActive: Bool {
    connection != nil || sender != nil || types != nil || limit != nil || selects || !passesMessages
  }

  /// True where only what fits is let through: what belongs together is looked for among the events of one call, so that
  /// it matters how many come at once.
  public var selects: Bool { pattern != nil || rules != nil || times != nil }

  /// Another input begins, whose connections are counted from 1 again.
  public mutating func begin() {
    selection.begin()
  }

  /// Removes from the queue what was not asked for.
  public mutating func apply(to queue: inout EventQueue) {
    if let connection { queue.keep { $0.connection == connection || $0.connection == 0 } }
    if selects {
      selection.apply(EventCriteria(self), to: &queue)
    } else if sender != nil || types != nil {
      queue.keep { isWanted($0) }
    }
    // Last of all, so that the limit counts what is shown.
    if limit != nil || !passesMessages { queue.keep { passes($0) } }
  }

  /// True for what is no frame or message of another side or type.
  func isWanted(_ event: Event) -> Bool {
    switch event.kind {
    case .frame(let frame): isWanted(frame.sender, frame.type)
    case .message(let message): isWanted(message.sender, message.type)
    default: true
    }
  }

  private func isWanted(_ sender: Sender, _ type: FrameType) -> Bool {
    (self.sender ?? sender) == sender && types?.contains(type) ?? true
  }

  private mutating func passes(_ event: Event) -> Bool {
    switch event.kind {
    case .frame: break
    case .message: guard passesMessages else { return false }
    default: return true
    }
    guard let limit else { return true }
    guard passed < limit else { return false }
    passed += 1
    return true
  }
}
