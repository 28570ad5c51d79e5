import WebSocketProtocol

/// What an ``Inspector`` leaves to its ``Deputy``: connections, and what was seen of them since, in order.
///
/// It may go to another thread, because a connection is handed over whole: nobody else refers to it from then on.
public struct Delegation: @unchecked Sendable {
  /// Something that was seen of a delegated connection.
  struct Step {
    enum Kind {
      /// The connection itself, by its place in ``connections``.
      case connection(Int)
      /// The next bytes of a side: those in ``bytes`` up to `end`.
      case bytes(Side, offset: UInt64, end: Int)
      case gap(Side, offset: UInt64, length: UInt64)
      /// A finding about the transport, by its place in ``findings``.
      case finding(Int, Side?)
      case finished(Side)
      case reset(Side)
      case closed
    }

    var kind: Kind
    var slot: Int
    var origin: Origin
    /// How many of the events that wait with the inspector come before those of this step.
    var place: Int
  }

  private(set) var steps: [Step] = []
  private(set) var connections: [ConnectionState] = []
  private(set) var bytes: [UInt8] = []
  private(set) var findings: [Finding] = []

  /// Nothing to do.
  public init() {}

  /// True where there is nothing to do.
  public var isEmpty: Bool { steps.isEmpty }
  /// How much there is to do: things that were seen, of whatever kind.
  public var stepCount: Int { steps.count }
  /// The stream bytes that came with them.
  public var byteCount: Int { bytes.count }

  /// Forgets what there was to do, keeping the space it took unless it is unusually large.
  public mutating func removeAll() {
    steps.removeAll(keepingCapacity: steps.capacity <= 4096)
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
    connections = []
    findings = []
  }

  mutating func append(_ kind: Step.Kind, _ slot: Int, _ origin: Origin = Origin(), at place: Int) {
    steps.append(Step(kind: kind, slot: slot, origin: origin, place: place))
  }

  mutating func append(_ connection: ConnectionState, _ slot: Int, at place: Int) {
    connections.append(connection)
    append(.connection(connections.count - 1), slot, at: place)
  }

  mutating func append(
    _ piece: Span<UInt8>, from side: Side, at offset: UInt64, _ slot: Int, _ origin: Origin, at place: Int
  ) {
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    append(.bytes(side, offset: offset, end: bytes.count), slot, origin, at: place)
  }

  mutating func append(_ finding: Finding, by side: Side?, _ slot: Int, _ origin: Origin, at place: Int) {
    findings.append(finding)
    append(.finding(findings.count - 1, side), slot, origin, at: place)
  }
}
