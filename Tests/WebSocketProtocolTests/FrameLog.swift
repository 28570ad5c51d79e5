import TestSupport
import WebSocketProtocol

/// What a decoder found in a stream, however the stream was cut.
struct FrameLog: Equatable {
  enum Entry: Equatable {
    case header(FrameHeader)
    /// All payload of a frame that came in a row, pieces joined.
    case payload([UInt8])
    case end
  }

  var entries: [Entry] = []
  /// What was left when the stream ended.
  var partialHeader: [UInt8] = []
  var isInsideFrame = false
  var payloadSeen: UInt64 = 0

  /// The payload of the current frame, until its end.
  private var payload: [UInt8] = []

  init(_ pieces: [[UInt8]]) {
    var decoder = FrameDecoder()
    for piece in pieces { take(piece, &decoder) }
    keepPayload()
    partialHeader = decoder.partialHeader
    isInsideFrame = decoder.isInsideFrame
    payloadSeen = decoder.payloadSeen
  }

  init(_ bytes: [UInt8]) {
    self.init([bytes])
  }

  private mutating func keepPayload() {
    if !payload.isEmpty { entries.append(.payload(payload)) }
    payload = []
  }

  private mutating func take(_ piece: [UInt8], _ decoder: inout FrameDecoder) {
    var position = 0
    while true {
      let before = position
      switch decoder.step(piece.span, &position) {
      case .header:
        entries.append(.header(decoder.header))
      case .payload(let range):
        precondition(range == before..<position && !range.isEmpty)
        payload += piece[range]
      case .end:
        keepPayload()
        entries.append(.end)
      case .starved:
        precondition(position == piece.count)
        return
      }
    }
  }

  var headers: [FrameHeader] {
    entries.compactMap { if case .header(let header) = $0 { header } else { nil } }
  }
}

extension SeededGenerator {
  /// A stream of frames, each as a peer might send it; most are short, a few are long.
  mutating func frames(_ count: Int) -> [UInt8] {
    var stream: [UInt8] = []
    for _ in 0..<count {
      let length =
        switch Int.random(in: 0..<20, using: &self) {
        case 0: Int.random(in: 65530...65540, using: &self)
        case 1...3: Int.random(in: 120...130, using: &self)
        case 4...6: 0
        default: Int.random(in: 0...40, using: &self)
        }
      stream += FrameEncoder.encode(
        Opcode(rawValue: UInt8.random(in: 0...15, using: &self)), bytes(length),
        isFinal: Bool.random(using: &self),
        reservedBits: FrameHeader.ReservedBits(rawValue: UInt8.random(in: 0...7, using: &self) << 4),
        maskingKey: Bool.random(using: &self) ? maskingKey() : nil,
        lengthEncoding: Int.random(in: 0..<8, using: &self) == 0 ? .bits64 : nil)
    }
    return stream
  }

  /// Bytes that are no frames, but whose lengths are small enough to make many of them.
  mutating func garbage(_ count: Int) -> [UInt8] {
    bytes(count).map { byte in Int.random(in: 0..<3, using: &self) == 0 ? byte & 0x8f : byte }
  }
}
