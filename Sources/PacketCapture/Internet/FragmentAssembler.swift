/// Puts fragmented IP datagrams together: in any order, with duplicates and overlaps, of which the first copy wins.
struct FragmentAssembler {
  /// A datagram whose fragments are all there.
  struct Datagram {
    /// The payload, up to the first byte the capture does not have.
    var bytes: [UInt8]
    /// How long the payload was on the wire.
    var length: Int
    /// The protocol inside.
    var payloadProtocol: UInt8
  }

  /// What tells the datagrams apart (RFC 791 section 3.2, RFC 8200 section 4.5).
  private struct Key: Hashable {
    var source: IPAddress
    var destination: IPAddress
    var identification: UInt32
    /// The protocol inside, for IPv4 only: the fragments of one IPv6 datagram may differ in it.
    var payloadProtocol: UInt8
  }

  /// Bytes of a datagram that follow each other.
  private struct Piece {
    var offset: Int
    var bytes: [UInt8]
    /// How long it was on the wire.
    var length: Int
    var end: Int { offset + length }
  }

  private struct Unfinished {
    /// Sorted, none overlapping another.
    var pieces: [Piece] = []
    /// Known with the fragment that has no more behind it.
    var length: Int?
    var payloadProtocol: UInt8
    var started: CaptureTime
    /// Orders datagrams by age.
    var serial: UInt64
    /// What it costs to keep.
    var byteCount = 0
    /// How many bytes of the datagram its pieces stand for.
    var covered = 0
  }

  /// Datagrams no one completes are given up after this time; their identification may be in use again.
  private static let patience: Int64 = 30_000_000_000
  private static let maximumDatagrams = 1024
  /// What a piece costs beside its bytes.
  private static let pieceCost = 64

  private let maximumBytes: Int
  private var unfinished: [Key: Unfinished] = [:]
  private var byteCount = 0
  private var nextSerial: UInt64 = 0

  /// How many datagrams were given up because a limit was hit.
  private(set) var discarded: UInt64 = 0

  /// - Parameter maximumBytes: how many bytes of unfinished datagrams are kept.
  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// Takes a fragment, and returns the datagram if that completes it.
  mutating func take(
    _ packet: InternetPacket, _ fragment: InternetPacket.Fragment, _ payload: Span<UInt8>, at time: CaptureTime
  ) -> Datagram? {
    let length = packet.payloadLength
    // All but the last are multiples of eight long, and no datagram is longer than 65,535.
    guard fragment.offset + length <= 65_535, length > 0 else { return nil }
    let key = Key(
      source: packet.source, destination: packet.destination, identification: fragment.identification,
      payloadProtocol: packet.source.isVersion6 ? 0 : packet.payloadProtocol)
    if let old = unfinished[key], time.nanoseconds &- old.started.nanoseconds > Self.patience { discard(key) }
    var datagram = unfinished.removeValue(forKey: key) ?? begin(packet, at: time)
    byteCount -= datagram.byteCount
    if fragment.offset == 0 { datagram.payloadProtocol = packet.payloadProtocol }
    if !fragment.moreFollow, datagram.length == nil { datagram.length = fragment.offset + length }
    Self.insert(payload, at: fragment.offset, length: length, into: &datagram)
    if let complete = Self.complete(datagram) { return complete }
    byteCount += datagram.byteCount
    unfinished[key] = datagram
    while byteCount > maximumBytes || unfinished.count > Self.maximumDatagrams { discardOldest() }
    return nil
  }

  private mutating func begin(_ packet: InternetPacket, at time: CaptureTime) -> Unfinished {
    nextSerial += 1
    return Unfinished(payloadProtocol: packet.payloadProtocol, started: time, serial: nextSerial)
  }

  private mutating func discard(_ key: Key) {
    if let datagram = unfinished.removeValue(forKey: key) { byteCount -= datagram.byteCount }
  }

  private mutating func discardOldest() {
    guard let oldest = unfinished.min(by: { $0.value.serial < $1.value.serial }) else { return }
    discard(oldest.key)
    discarded += 1
  }

  /// Adds what the datagram does not have yet.
  private static func insert(_ payload: Span<UInt8>, at start: Int, length: Int, into datagram: inout Unfinished) {
    let end = start + length
    var position = start
    var index = datagram.pieces.firstIndex { $0.end > start } ?? datagram.pieces.count
    while position < end {
      let free = index < datagram.pieces.count ? min(end, datagram.pieces[index].offset) : end
      if position < free {
        let present = payload.extracting(min(position - start, payload.count)..<min(free - start, payload.count))
        datagram.pieces.insert(
          Piece(offset: position, bytes: Array(copying: present), length: free - position), at: index)
        datagram.byteCount += present.count + pieceCost
        datagram.covered += free - position
        index += 1
      }
      guard index < datagram.pieces.count else { break }
      position = max(position, datagram.pieces[index].end)
      index += 1
    }
  }

  private static func complete(_ datagram: Unfinished) -> Datagram? {
    guard let length = datagram.length, datagram.covered >= length else { return nil }
    var end = 0
    for piece in datagram.pieces {
      guard piece.offset == end else { return nil }
      end = piece.end
      if end >= length { break }
    }
    guard end >= length else { return nil }
    var bytes: [UInt8] = []
    for piece in datagram.pieces where piece.offset < length && piece.offset == bytes.count {
      bytes += piece.bytes.prefix(length - piece.offset)
    }
    return Datagram(bytes: bytes, length: length, payloadProtocol: datagram.payloadProtocol)
  }
}
