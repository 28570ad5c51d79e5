internal import PacketCapture

/// Holds what is told of the connections against what must hold of every stream.
struct StreamOrder {
  private var next: [Side: UInt64] = [:]
  private var opened: Set<Int> = []

  private struct Side: Hashable {
    let connection: Int
    let side: StreamSide
  }

  /// True where no connection is open.
  var isEmpty: Bool { opened.isEmpty }

  /// Takes an event; every third connection is ignored at its first bytes.
  mutating func take(_ event: StreamEvent, _ bytes: Span<UInt8>) -> StreamInterest {
    let side = Side(connection: event.connection, side: event.side)
    switch event.kind {
    case .opened:
      precondition(opened.insert(event.connection).inserted, "a slot is opened once")
      next[Side(connection: event.connection, side: .first)] = 0
      next[Side(connection: event.connection, side: .second)] = 0
    case .bytes(let offset):
      precondition(!bytes.isEmpty, "bytes are told where there are some")
      advance(side, from: offset, by: UInt64(bytes.count))
      if event.connection % 3 == 2 {
        opened.remove(event.connection)
        return .ignore
      }
    case .gap(let offset, let length):
      precondition(length > 0, "a gap has a length")
      advance(side, from: offset, by: length)
    case .finished(let offset):
      precondition(next[side] == offset, "a stream is finished at its end")
    case .closed:
      precondition(opened.remove(event.connection) != nil, "a connection is closed once")
    case .conflictingRetransmission, .limitReached, .reset:
      precondition(opened.contains(event.connection), "only open connections are told of")
    }
    return .follow
  }

  private mutating func advance(_ side: Side, from offset: UInt64, by length: UInt64) {
    precondition(opened.contains(side.connection), "only open connections are told of")
    precondition(next[side] == offset, "a stream has neither holes nor overlaps")
    next[side] = offset + length
  }
}
