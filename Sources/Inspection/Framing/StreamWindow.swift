/// Bytes of one stream that wait until it is known what they are, with where they were seen.
struct StreamWindow {
  /// Some of the bytes that came together.
  struct Piece {
    var range: Range<Int>
    var origin: Origin
  }

  private(set) var bytes: [UInt8] = []
  /// Where in the stream the first byte is.
  private(set) var offset: UInt64 = 0
  /// The bytes in the pieces in which they came.
  private(set) var pieces: [Piece] = []

  /// Starts over with no bytes, at a place of the stream.
  mutating func begin(at offset: UInt64) {
    self.offset = offset
    bytes.removeAll(keepingCapacity: bytes.capacity <= 65536)
    pieces.removeAll(keepingCapacity: true)
  }

  mutating func append(_ piece: Span<UInt8>, _ origin: Origin) {
    guard piece.count > 0 else { return }
    let start = bytes.count
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    if let last = pieces.last, last.origin == origin {
      // What came in the same packet has no border between.
      pieces[pieces.count - 1].range = last.range.lowerBound..<bytes.count
      return
    }
    pieces.append(Piece(range: start..<bytes.count, origin: origin))
  }

  /// Forgets the first bytes.
  mutating func dropFirst(_ count: Int) {
    guard count > 0 else { return }
    offset &+= UInt64(count)
    bytes.removeFirst(count)
    pieces = pieces.compactMap { piece in
      guard piece.range.upperBound > count else { return nil }
      return Piece(
        range: max(piece.range.lowerBound - count, 0)..<(piece.range.upperBound - count), origin: piece.origin)
    }
  }

  /// True where a packet's payload begins at this byte: senders like to begin a packet with a frame.
  func isPacketStart(_ index: Int) -> Bool {
    guard let number = piece(holding: index) else { return false }
    return pieces[number].range.lowerBound == index && pieces[number].origin.packet != nil
  }

  /// The packet whose payload ends before a byte, as the range of its bytes; `nil` where none does.
  func packet(endingAt index: Int) -> Range<Int>? {
    guard index > 0, let number = piece(holding: index - 1) else { return nil }
    let piece = pieces[number]
    return piece.range.upperBound == index && piece.origin.packet != nil ? piece.range : nil
  }

  /// How many packets some bytes are spread over.
  func packets(in range: Range<Int>) -> Int {
    guard !range.isEmpty, let first = piece(holding: range.lowerBound), let last = piece(holding: range.upperBound - 1)
    else { return 0 }
    return last - first + 1
  }

  /// The number of the piece that holds a byte.
  private func piece(holding index: Int) -> Int? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.upperBound > index { high = middle } else { low = middle + 1 }
    }
    return low < pieces.count ? low : nil
  }
}
