import TestSupport
import Testing
import WebSocketProtocol

/// A frame or two of a draft.
struct DraftFrameInput: Decodable, Sendable {
  let hex: String
  let key: String?
  let nonce: String?
}

struct DraftFrameExpected: Decodable, Sendable {
  struct First: Decodable, Sendable {
    let moreOrFin: Int
    let rsv: UInt8
    let opcode: UInt8
    let rsv4: Int
    let len: UInt64
  }

  let first: First?
  let opcode: UInt8?
  let fin: Int?
  let text: String?
  let body: String?
  let frameNonce: String?
  let frameKeyHex: String?
  let maskingKey: String?
  let plainHex: String?
}

struct DraftHeaderInput: Decodable, Sendable {
  let hex: String
  let generation: String
}

struct DraftHeaderExpected: Decodable, Sendable {
  let more: Int
  let opcode: UInt8
  let payloadLength: UInt64
}

struct MaskingKeyInput: Decodable, Sendable {
  let key: String
  let nonce: String
}

struct MaskingKeyExpected: Decodable, Sendable {
  let maskingKeyHex: String
  let accept: String
}

@Suite struct `Vectors of drafts` {
  typealias FrameVector = Vector<DraftFrameInput, DraftFrameExpected>
  typealias HeaderVector = Vector<DraftHeaderInput, DraftHeaderExpected>
  typealias KeyVector = Vector<MaskingKeyInput, MaskingKeyExpected>

  static let moreBit = FrameVector.all("hybi01-03-frame")
  static let server = FrameVector.all("hybi04-06-server-frame")
  static let hashed = FrameVector.all("hybi04-client-frame")
  static let masked = FrameVector.all("hybi05-06-client-frame")
  static let headers = HeaderVector.all("early-frame-header")
  static let keys = KeyVector.all("hybi04-masking-key")

  @Test func `are all there`() {
    #expect([Self.moreBit, Self.server, Self.hashed, Self.masked].map(\.count) == [4, 5, 3, 5])
    #expect(Self.headers.count == 2 && Self.keys.count == 1)
  }

  private func check(_ log: DraftFrameLog, _ vector: FrameVector) throws {
    let frame = try #require(log.frames.first)
    let expected = vector.expected
    if let first = expected.first {
      #expect(frame.header.firstByte >> 7 == UInt8(first.moreOrFin))
      #expect(frame.header.reservedBits.rawValue == first.rsv << 4 | UInt8(first.rsv4) << 7)
      #expect(frame.header.opcode.rawValue == first.opcode)
      #expect(frame.header.payloadLength == first.len)
    }
    if let opcode = expected.opcode { #expect(frame.header.opcode.rawValue == opcode) }
    if let fin = expected.fin { #expect(frame.header.isFinal == (fin == 1)) }
    let payload = log.frames.flatMap(\.payload)
    if let text = expected.text ?? expected.body { #expect(String(decoding: payload, as: UTF8.self) == text) }
    if let nonce = expected.frameNonce ?? expected.maskingKey {
      #expect(frame.header.maskingKey.map { hex($0.bytes) } == nonce)
    }
    if let key = expected.frameKeyHex { #expect(frame.mask.map { hex($0.bytes) } == key) }
    if let plain = expected.plainHex {
      var header = frame.header
      header.maskingKey = nil
      #expect(hex(FrameEncoder.encode(header) + frame.payload).hasPrefix(plain))
    }
    let again = log.frames.flatMap { FrameEncoder.encode($0.header, $0.payload, mask: $0.mask) }
    #expect(hex(again) == vector.input.hex)
    #expect(log.frames.allSatisfy(\.isWhole) && log.partialHeader.isEmpty)
  }

  @Test(arguments: moreBit)
  func `with a MORE bit are read`(_ vector: FrameVector) throws {
    for version in [ProtocolVersion.hybi01, .hybi02, .hybi03] {
      for sender in Sender.allCases {
        try check(DraftFrameLog([bytes(fromHex: vector.input.hex)], Framing(version, sender: sender)), vector)
      }
    }
  }

  @Test(arguments: server)
  func `of servers are read`(_ vector: FrameVector) throws {
    for version in [ProtocolVersion.hybi04, .hybi05, .hybi06] {
      try check(DraftFrameLog([bytes(fromHex: vector.input.hex)], Framing(version, sender: .server)), vector)
    }
  }

  @Test(arguments: hashed)
  func `of clients of hybi-04 are read`(_ vector: FrameVector) throws {
    let key = ConnectionMaskingKey(
      key: try #require(vector.input.key), nonce: try #require(vector.input.nonce))
    let framing = Framing(.hybi04, sender: .client, connectionKey: key)
    try check(DraftFrameLog([bytes(fromHex: vector.input.hex)], framing), vector)
  }

  @Test(arguments: masked)
  func `of clients of hybi-05 and -06 are read`(_ vector: FrameVector) throws {
    for version in [ProtocolVersion.hybi05, .hybi06] {
      try check(DraftFrameLog([bytes(fromHex: vector.input.hex)], Framing(version, sender: .client)), vector)
    }
  }

  @Test(arguments: headers)
  func `of long headers are read`(_ vector: HeaderVector) throws {
    #expect(vector.input.generation == "hybi01-03")
    let log = DraftFrameLog([bytes(fromHex: vector.input.hex)], Framing(.hybi03, sender: .server))
    let header = try #require(log.frames.first?.header)
    #expect(header.isFinal == (vector.expected.more == 0))
    #expect(header.opcode.rawValue == vector.expected.opcode)
    #expect(header.payloadLength == vector.expected.payloadLength)
    #expect(hex(FrameEncoder.encode(header)) == vector.input.hex)
  }

  @Test(arguments: keys)
  func `of a connection's masking key are computed`(_ vector: KeyVector) {
    let key = ConnectionMaskingKey(key: vector.input.key, nonce: vector.input.nonce)
    #expect(hex(key.bytes) == vector.expected.maskingKeyHex)
    #expect(AcceptKey(for: vector.input.key).value == vector.expected.accept)
  }
}
