/// Tells known bytes from those that were copied out of a history which nobody has.
///
/// It inflates the same data as another inflater does, and all that differs is what the unknown window was filled with:
/// zeros there, ones here. DEFLATE copies bytes as they are, and nothing else in it depends on them, so the two
/// outputs differ in exactly the bytes that come from the filling, however often they were copied on.
struct HistoryProbe: ~Copyable {
  /// What the window of the other inflater has to be filled with; an unknown byte is zero in its output.
  static let filling = [UInt8](repeating: 0x00, count: 32768)
  private static let opposite = [UInt8](repeating: 0xFF, count: 32768)

  private var stream = InflateStream()
  private var scratch: [UInt8] = []
  /// How many known bytes there have been since the last unknown one.
  private(set) var knownRun: UInt64 = 0

  /// Makes ready to inflate; false where there is no memory for it.
  mutating func start() -> Bool {
    stream.start() && stream.setWindow(Self.opposite)
  }

  /// Inflates what the other inflater did, which came to `written` bytes; false where memory is short.
  mutating func follow(_ input: Span<UInt8>, from offset: Int, room: Int, written: Int) -> Bool {
    if scratch.count < room { scratch = [UInt8](repeating: 0, count: room) }
    var offset = offset
    let (status, count) = stream.inflate(input, from: &offset, into: &scratch, room: room)
    return status != .outOfMemory && count == written
  }

  /// Follows the other inflater over the end of a block marked as the last.
  mutating func restartKeepingWindow() {
    stream.restartKeepingWindow()
  }

  /// Gives on what the other inflater has just made, in stretches of bytes that are all known or all unknown.
  ///
  /// - Returns: how many bytes are unknown.
  mutating func divide(_ bytes: Span<UInt8>, output: (Span<UInt8>, _ isKnown: Bool) -> Void) -> Int {
    precondition(bytes.count <= scratch.count)
    var unknown = 0
    var start = 0
    while start < bytes.count {
      let isKnown = bytes[start] == scratch[start]
      var end = start + 1
      while end < bytes.count, (bytes[end] == scratch[end]) == isKnown { end += 1 }
      output(bytes.extracting(start..<end), isKnown)
      if isKnown {
        knownRun &+= UInt64(end - start)
      } else {
        knownRun = 0
        unknown += end - start
      }
      start = end
    }
    return unknown
  }
}
