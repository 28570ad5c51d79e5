import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Frame vectors` {
  struct Input: Decodable {
    let hex: String
    let direction: String
    let extensions: String?
  }

  struct Expected: Decodable {
    let frames: [Frame]?
    let rules: [String]
    let text: String?
    let payloadText: String?
    let code: UInt16?
    let reason: String?
    let effectiveCode: UInt16?
    let firstBadOffset: UInt64?

    struct Frame: Decodable {
      let fin: Int
      let rsv: UInt8
      let opcode: UInt8
      let masked: Bool
      let lenForm: UInt8
      let payloadLength: UInt64
      let headerBytes: Int
      let maskingKey: String?
      let payloadHex: String?
    }
  }

  static let vectors = Vector<Input, Expected>.all("frames")

  private func log(_ input: Input) -> EventLog {
    EventLog(
      stream: [bytes(fromHex: input.hex)], from: sender(input.direction),
      options: .everything.agreeing(on: input.extensions))
  }

  @Test func `are all there`() {
    #expect(Self.vectors.count == 79)
  }

  @Test(arguments: vectors)
  func `headers and payloads are what they must be`(_ vector: Vector<Input, Expected>) throws {
    guard let expected = vector.expected.frames else { return }
    let frames = log(vector.input).frames
    try #require(frames.count == expected.count)
    for (frame, expected) in zip(frames, expected) {
      let header = frame.header
      #expect(header.isFinal == (expected.fin == 1))
      #expect(header.reservedBits.rawValue == expected.rsv << 4)
      #expect(header.opcode.rawValue == expected.opcode)
      #expect(header.isMasked == expected.masked)
      #expect(header.maskingKey.map { hex($0.bytes) } == expected.maskingKey)
      #expect(header.lengthEncoding.rawValue == expected.lenForm)
      #expect(header.payloadLength == expected.payloadLength)
      #expect(header.headerLength == expected.headerBytes)
      if let payload = expected.payloadHex { #expect(hex(frame.payload) == payload) }
      #expect(frame.sender == sender(vector.input.direction))
      #expect(frame.captured == frame.header.payloadLength)
    }
  }

  @Test(arguments: vectors)
  func `messages are what they must be`(_ vector: Vector<Input, Expected>) {
    let expected = vector.expected
    let messages = log(vector.input).messages
    if let text = expected.text {
      let message = messages.last { !$0.type.isControl }
      #expect(message?.text == text)
      #expect(message?.isText == true && message?.isComplete == true)
    }
    if let text = expected.payloadText { #expect(messages.last?.text == text) }
    if let code = expected.code { #expect(messages.last?.closeCode == code) }
    if let reason = expected.reason { #expect(messages.last?.closeReason == reason) }
    if expected.effectiveCode != nil {
      #expect(messages.last?.type == .close && messages.last?.closeCode == nil)
    }
  }

  @Test(arguments: vectors)
  func `findings are what they must be`(_ vector: Vector<Input, Expected>) throws {
    let log = log(vector.input)
    let serious = Set(log.serious.map(\.rawValue))
    let notes = Set(log.rules.map(\.rawValue)).subtracting(serious)
    // Errors and warnings are compared exactly, notes by inclusion.
    #expect(serious.isSubset(of: vector.expected.rules))
    #expect(Set(vector.expected.rules).subtracting(serious).isSubset(of: notes))
    if let offset = vector.expected.firstBadOffset {
      let finding = try #require(log.finding(.ms01))
      #expect(finding.message.contains("byte \(offset) of the message"))
      #expect(finding.offset == Self.streamOffset(of: offset, in: log.frames))
    }
  }

  /// Where in the stream a byte of a message lies whose frames are the only ones.
  private static func streamOffset(of messageOffset: UInt64, in frames: [SeenFrame]) -> UInt64? {
    var rest = messageOffset
    for frame in frames {
      if rest < frame.header.payloadLength { return frame.offset + UInt64(frame.header.headerLength) + rest }
      rest -= frame.header.payloadLength
    }
    return nil
  }
}
