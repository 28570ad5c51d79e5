import WebSocketProtocol

/// The first frame of a stream, taken apart.
struct FirstFrame {
  /// The header; `nil` where it is not complete.
  private(set) var header: FrameHeader?
  /// The payload, unmasked, as far as it is there.
  private(set) var payload: [UInt8] = []
  /// What lies behind the frame.
  private(set) var following: [UInt8] = []
  /// True where all of the frame is there.
  private(set) var isComplete = false

  init(_ stream: [UInt8]) {
    var decoder = FrameDecoder()
    var position = 0
    while true {
      switch decoder.step(stream.span, &position) {
      case .header: header = decoder.header
      case .payload(let range):
        payload = Array(stream[range])
        header?.maskingKey?.apply(to: stream.span.extracting(range), at: 0, into: &payload)
      case .end:
        following = Array(stream[position...])
        isComplete = true
        return
      case .starved: return
      }
    }
  }
}
