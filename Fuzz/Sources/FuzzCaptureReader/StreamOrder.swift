internal import PacketCapture

/// Holds what is told of the connections against what must hold of every stream.
struct StreamOrder {
  private var opened: [Int: Connection] = [:]
  /// The connections that were set aside: their streams go on somewhere.
  private var setAside: Set<ConnectionAddresses> = []

  private struct Connection {
    let addresses: ConnectionAddresses
    /// Where the next bytes of each side have to begin; `nil` where anything may come first.
    var next: [StreamSide: UInt64]
  }

  /// True where no connection is open.
  var isEmpty: Bool { opened.isEmpty }

  /// Takes an event; every third connection is ignored at its first bytes, and every other one may be set aside.
  mutating func take(_ event: StreamEvent, _ bytes: Span<UInt8>) -> StreamInterest {
    let slot = event.connection
    if case .opened(let addresses, _) = event.kind {
      let goesOn = setAside.remove(addresses) != nil
      let connection = Connection(addresses: addresses, next: goesOn ? [:] : [.first: 0, .second: 0])
      precondition(opened.updateValue(connection, forKey: slot) == nil, "a slot is opened once")
      return .follow
    }
    guard let connection = opened[slot] else { preconditionFailure("only open connections are told of") }
    switch event.kind {
    case .bytes(let offset):
      precondition(!bytes.isEmpty, "bytes are told where there are some")
      advance(event, from: offset, by: UInt64(bytes.count))
      if slot % 3 == 2 {
        opened[slot] = nil
        return .ignore
      }
    case .gap(let offset, let length):
      precondition(length > 0, "a gap has a length")
      advance(event, from: offset, by: length)
    case .finished(let offset):
      precondition(connection.next[event.side] ?? offset == offset, "a stream is finished at its end")
    case .pressed where slot % 2 == 0:
      setAside.insert(connection.addresses)
      opened[slot] = nil
      return .ignore
    case .closed: opened[slot] = nil
    case .opened, .conflictingRetransmission, .limitReached, .reset, .pressed: break
    }
    return .follow
  }

  private mutating func advance(_ event: StreamEvent, from offset: UInt64, by length: UInt64) {
    let next = opened[event.connection]?.next[event.side]
    precondition(next ?? offset == offset, "a stream has neither holes nor overlaps")
    opened[event.connection]?.next[event.side] = offset + length
  }
}
