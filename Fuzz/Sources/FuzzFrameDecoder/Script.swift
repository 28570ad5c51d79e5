internal import Inspection
internal import WebSocketProtocol

/// An upgraded connection and what is sent on it.
struct Script {
  private let client: [UInt8]
  private let server: [UInt8]
  private let options: InspectionOptions

  /// - Parameters:
  ///   - choice: bit 0: the server sends, bit 1: with permessage-deflate, bit 2: both send, one half each,
  ///     bit 3: payloads are shown.
  ///   - bytes: the frames.
  init(choice: UInt8, bytes: ArraySlice<UInt8>) {
    let middle =
      choice & 4 != 0 ? bytes.startIndex + bytes.count / 2 : choice & 1 != 0 ? bytes.startIndex : bytes.endIndex
    let fields = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    let extensions = choice & 2 != 0 ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : ""
    let request =
      "GET / HTTP/1.1\r\nHost: a\r\n" + fields + extensions
      + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    let response =
      "HTTP/1.1 101 Switching Protocols\r\n" + fields + extensions
      + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
    client = Array(request.utf8) + bytes[..<middle]
    server = Array(response.utf8) + bytes[middle...]
    var options = InspectionOptions()
    options.wantsFrames = true
    options.wantsMessages = true
    options.payloadLimit = choice & 8 != 0 ? 64 : 0
    self.options = options
  }

  /// What the inspector tells of the connection.
  ///
  /// - Parameters:
  ///   - pieces: how the bytes are cut; `nil` to take each direction at once.
  ///   - onlyCounting: whether frames and messages are counted and judged, and not told.
  func inspect(pieces: Cuts?, onlyCounting: Bool = false) -> Account {
    let options = onlyCounting ? InspectionOptions() : options
    var inspector = Inspector(options: options)
    var cuts = pieces
    inspector.open(0, firstIsClient: true)
    for (side, stream) in [(Side.first, client), (.second, server)] {
      var position = 0
      while position < stream.count {
        let end = cuts?.next(after: position, in: stream.count) ?? stream.count
        let piece = stream.span.extracting(position..<end)
        let goesOn = inspector.take(piece, from: side, at: UInt64(position), slot: 0, Origin()) { _ in nil }
        if !goesOn { break }
        position = end
      }
    }
    inspector.finish(.first, slot: 0, Origin())
    inspector.finish(.second, slot: 0, Origin())
    inspector.close(0)
    return Account(inspector)
  }
}

/// Where a stream is cut: pieces of 1 to 32 bytes, or of one length throughout.
struct Cuts {
  private var state: UInt32
  private let fixedLength: Int?

  init(seed: UInt8) {
    state = UInt32(seed) &* 0x9E37_79B9 | 1
    fixedLength = seed < 8 ? Int(seed) + 1 : nil
  }

  mutating func next(after position: Int, in count: Int) -> Int {
    state = state &* 1_664_525 &+ 1_013_904_223
    return min(count, position + (fixedLength ?? Int(state >> 27) + 1))
  }
}
