import TestSupport
import Testing
import WebSocketProtocol

struct FrameHeaderVectorInput: Decodable, Sendable {
  let hex: String
  let direction: String
}

struct FrameHeaderVectorExpected: Decodable, Sendable {
  let fin: Int?
  let opcode: UInt8?
  let lenForm: UInt8?
  let payloadLength: UInt64?
  let rules: [String]?
}

struct FrameHeaderTests {
  typealias HeaderVector = Vector<FrameHeaderVectorInput, FrameHeaderVectorExpected>

  static let lengths: [UInt64] = [
    0, 1, 124, 125, 126, 127, 128, 65534, 65535, 65536, 1 << 31, (1 << 32) - 1, 1 << 32, 1 << 60, (1 << 63) - 1,
    1 << 63, .max,
  ]

  @Test func `there are as many vectors as were written down`() {
    #expect(HeaderVector.all("frame-header").count == 11)
  }

  @Test(arguments: HeaderVector.all("frame-header"))
  func `every vector is decoded, judged and encoded again`(vector: HeaderVector) throws {
    let header = try #require(FrameLog(bytes(fromHex: vector.input.hex)).headers.first)
    if let fin = vector.expected.fin { #expect(header.isFinal == (fin == 1)) }
    if let opcode = vector.expected.opcode { #expect(header.opcode.rawValue == opcode) }
    if let form = vector.expected.lenForm { #expect(header.lengthEncoding.rawValue == form) }
    if let length = vector.expected.payloadLength { #expect(header.payloadLength == length) }
    let rules = FrameRules(sender: sender(vector.input.direction), maximumFrameLength: 64 << 20)
    let names = RuleNames(rules.judge(header, isMessageOpen: false))
    #expect(names.fits(vector.expected.rules ?? []), "\(names)")
    #expect(Hexadecimal.text(FrameEncoder.encode(header)) == vector.input.hex)
  }

  @Test(arguments: lengths)
  func `a header comes back as it was encoded`(length: UInt64) throws {
    let key = MaskingKey(0x01, 0xa2, 0x03, 0xf4)
    for form in [FrameHeader.LengthEncoding.bits7, .bits16, .bits64] {
      guard form.rawValue >= FrameHeader.LengthEncoding.shortest(for: length).rawValue else { continue }
      for (opcode, bits) in (0...15).flatMap({ opcode in (0...7).map { (UInt8(opcode), UInt8($0)) } }) {
        for (isFinal, maskingKey) in [(true, key), (false, nil), (true, nil), (false, key)] {
          let header = FrameHeader(
            opcode: Opcode(rawValue: opcode), isFinal: isFinal,
            reservedBits: FrameHeader.ReservedBits(rawValue: bits << 4), maskingKey: maskingKey,
            payloadLength: length, lengthEncoding: form)
          let encoded = FrameEncoder.encode(header)
          let decoded = FrameLog(encoded).headers
          #expect(decoded == [header])
          #expect(encoded.count == header.headerLength)
          #expect(header.isLengthMinimal == (form == .shortest(for: length)))
        }
      }
    }
  }

  @Test func `the parts of a header are where the specification puts them`() {
    let header = FrameHeader(
      opcode: .text, isFinal: false, reservedBits: [.rsv1, .rsv3], maskingKey: MaskingKey(1, 2, 3, 4),
      payloadLength: 300)
    #expect(Hexadecimal.text(FrameEncoder.encode(header)) == "51fe012c01020304")
    #expect(header.reservedBits == [.rsv1, .rsv3])
    #expect(!header.isFinal)
    #expect(header.headerLength == 8)
  }

  @Test(
    arguments: [
      (0x0, "continuation", true, false), (0x1, "text", true, false), (0x2, "binary", true, false),
      (0x3, "reserved", false, false), (0x7, "reserved", false, false), (0x8, "close", true, true),
      (0x9, "ping", true, true), (0xa, "pong", true, true), (0xb, "reserved", false, true),
      (0xf, "reserved", false, true), (0xf1, "text", true, false),
    ] as [(UInt8, String, Bool, Bool)])
  func `an opcode knows what it is`(rawValue: UInt8, name: String, isDefined: Bool, isControl: Bool) {
    let opcode = Opcode(rawValue: rawValue)
    let type = FramingGeneration.payloadMask.type(of: opcode)
    #expect(opcode.rawValue == rawValue & 0x0f)
    #expect(type.name == name)
    #expect((type != .reserved) == isDefined)
    #expect(FrameHeader(opcode: opcode, payloadLength: 0).isControl == isControl)
  }
}
