import TestSupport
import WebSocketProtocol

/// The frames that a decoder found in a stream of any version, with their payloads in clear.
struct DraftFrameLog: Equatable {
  struct Frame: Equatable {
    var header: FrameHeader
    var mask: HashedMask?
    var payload: [UInt8] = []
    var isWhole = false
  }

  private(set) var frames: [Frame] = []
  /// What was left when the stream ended.
  private(set) var partialHeader: [UInt8] = []
  private(set) var partialHeaderInClear: [UInt8] = []

  init(_ pieces: [[UInt8]], _ framing: Framing) {
    var decoder = FrameDecoder(framing)
    for piece in pieces { take(piece, &decoder) }
    partialHeader = decoder.partialHeader
    partialHeaderInClear = decoder.partialHeaderInClear
  }

  private mutating func take(_ piece: [UInt8], _ decoder: inout FrameDecoder) {
    var position = 0
    while true {
      switch decoder.step(piece.span, &position) {
      case .header:
        frames.append(Frame(header: decoder.header, mask: decoder.mask))
      case .payload(let range):
        precondition(!range.isEmpty)
        let start = decoder.payloadSeen - UInt64(range.count)
        frames[frames.count - 1].payload += Self.clear(piece[range], at: start, decoder)
      case .end:
        frames[frames.count - 1].header = decoder.header
        frames[frames.count - 1].isWhole = true
      case .starved:
        precondition(position == piece.count)
        return
      }
    }
  }

  /// Takes the mask off by the definition: one byte a turn, counted from where the version begins to count.
  private static func clear(_ bytes: ArraySlice<UInt8>, at start: UInt64, _ decoder: FrameDecoder) -> [UInt8] {
    let header = decoder.header
    return bytes.enumerated().map { index, byte in
      let inPayload = start + UInt64(index)
      let inFrame = inPayload + UInt64(header.flagsAndLength)
      if let mask = decoder.mask { return byte ^ mask.bytes[Int(inFrame % 20)] }
      guard let key = header.maskingKey else { return byte }
      return byte ^ key.bytes[Int((header.generation.hasMaskBit ? inPayload : inFrame) % 4)]
    }
  }
}

extension ProtocolVersion {
  /// One version of each layout, and both sides of it.
  static let layouts: [(ProtocolVersion, Sender)] = [
    (.hixie76, .client), (.hybi03, .client), (.hybi03, .server), (.hybi04, .client), (.hybi04, .server),
    (.hybi05, .client), (.hybi06, .client), (.hybi06, .server), (.hybi07, .client), (.rfc6455, .server),
  ]
}

extension Framing {
  /// The frames of one side, masked as after the handshake of the specification's examples.
  static func after(handshakeOf version: ProtocolVersion, from sender: Sender) -> Framing {
    Framing(
      version, sender: sender,
      connectionKey: ConnectionMaskingKey(key: "dGhlIHNhbXBsZSBub25jZQ==", nonce: "H+cNj5elaybfGIQv1esl2w=="))
  }
}

extension SeededGenerator {
  /// A header of a version with any of its fields set, and a payload that goes with it.
  mutating func frame(_ framing: Framing) -> DraftFrameLog.Frame {
    let length = pick([0, 1, 3, 19, 20, 21, 40, 41, 63, 124, 125, 126, 127, 128, 300, 65535, 65536, 65537])
    var payload = bytes(length)
    if framing.generation == .delimited { return delimited(&payload) }
    let shortest = FrameHeader.LengthEncoding.shortest(for: UInt64(length))
    let forms = [FrameHeader.LengthEncoding.bits7, .bits16, .bits64].filter { $0.rawValue >= shortest.rawValue }
    var bits = FrameHeader.ReservedBits(rawValue: UInt8.random(in: 0...7, using: &self) << 4)
    if !framing.generation.hasMaskBit, Bool.random(using: &self) { bits.insert(.rsv4) }
    let isMasked = framing.masksWholeFrame || framing.generation.hasMaskBit && Bool.random(using: &self)
    let header = FrameHeader(
      framing.generation, opcode: Opcode(rawValue: UInt8.random(in: 0...15, using: &self)),
      isFinal: Bool.random(using: &self), reservedBits: bits, maskingKey: isMasked ? maskingKey() : nil,
      payloadLength: UInt64(length), lengthEncoding: pick(forms))
    return .init(
      header: header, mask: header.maskingKey.flatMap(framing.hashedMask), payload: payload, isWhole: true)
  }

  private mutating func delimited(_ payload: inout [UInt8]) -> DraftFrameLog.Frame {
    let type = UInt8.random(in: 0...255, using: &self)
    if type < 0x80 { payload = payload.map { $0 == 0xff ? 0xfe : $0 } }
    let lengthBytes: UInt8? = happens(onceIn: 4) ? pick([2, 5, 11, 14, 254, 255]) : nil
    let header = FrameHeader(
      delimitedType: type, payloadLength: UInt64(payload.count), lengthBytes: type < 0x80 ? nil : lengthBytes)
    return .init(header: header, payload: payload, isWhole: true)
  }
}
