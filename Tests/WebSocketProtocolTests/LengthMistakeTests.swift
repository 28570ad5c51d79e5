import TestSupport
import Testing
import WebSocketProtocol

struct LengthMistakeTests {
  /// A hypothesis: what, the length meant, and the end of the frame.
  struct Reading: Equatable, Sendable {
    let kind: LengthMistake.Kind
    let length: UInt64
    let end: UInt64

    init(_ kind: LengthMistake.Kind, _ length: UInt64, _ end: UInt64) {
      self.kind = kind
      self.length = length
      self.end = end
    }
  }

  private func readings(_ opening: [UInt8], _ sender: Sender) -> [Reading] {
    LengthMistake.hypotheses(for: opening, sender: sender).map { Reading($0.kind, $0.length, $0.end) }
  }

  @Test(
    arguments: [
      // Little-endian
      ("817e8000", .server, [Reading(.littleEndian, 128, 132), Reading(.eightBits, 126, 128)]),
      ("81fe8000aabbccdd", .client, [Reading(.littleEndian, 128, 136), Reading(.eightBits, 254, 260)]),
      ("817e007e", .client, [Reading(.littleEndian, 32256, 32260)]),
      ("817f0000010000000000", .server, [Reading(.littleEndian, 65536, 65546), Reading(.eightBits, 127, 129)]),
      (
        "817f7011010000000000", .unknown,
        [
          Reading(.fourBytes, 0x7011_0100, 0x7011_0106), Reading(.littleEndian, 70000, 70010),
          Reading(.eightBits, 127, 129),
        ]
      ),
      (
        "82ff701101000000000011223344", .client,
        [
          Reading(.fourBytes, 0x7011_0100, 0x7011_010a), Reading(.littleEndian, 70000, 70014),
          Reading(.eightBits, 255, 261),
        ]
      ),
      // Four bytes
      ("817f00011170", .client, [Reading(.fourBytes, 70000, 70006)]),
      ("817f00011170414141c1", .client, [Reading(.fourBytes, 70000, 70006)]),
      ("81ff0001117037fa21fd", .client, [Reading(.fourBytes, 70000, 70010), Reading(.eightBits, 255, 261)]),
      // Equal halves
      (
        "817f0001e2800001e280", .client,
        [Reading(.halvesEqual, 123520, 123530), Reading(.fourBytes, 123520, 123526)]
      ),
      (
        "81ff0001e2800001e28011223344", .client,
        [
          Reading(.halvesEqual, 123520, 123534), Reading(.fourBytes, 123520, 123530), Reading(.eightBits, 255, 261),
        ]
      ),
      ("817f0001e2800001e281", .client, [Reading(.fourBytes, 123520, 123526)]),
      // Eight bits
      ("81c8", .server, [Reading(.eightBits, 200, 202)]), ("81c8", .client, [Reading(.eightBits, 200, 206)]),
      ("81c8", .unknown, [Reading(.eightBits, 200, 202), Reading(.eightBits, 200, 206)]),
      ("817e", .server, [Reading(.eightBits, 126, 128)]), ("8180", .server, [Reading(.eightBits, 128, 130)]),
      // A sender that writes the length so would not have needed the form, or means what is there
      ("817f0000ffff", .client, []), ("817f0000ffff0000ffff", .client, []), ("817e0100", .client, []),
      ("817e7d00", .client, []), ("817e8080", .client, []), ("817e", .client, []), ("817d", .server, []),
      ("810548656c6c6f", .server, []), ("810548656c6c6f", .unknown, []), ("817e80", .client, []), ("81", .server, []),
      ("", .server, []), ("817f0001", .client, []),
      ("817fffffffff", .client, [Reading(.fourBytes, 0xffff_ffff, 0x1_0000_0005)]),
      (
        "817fffffffffffffffff", .client,
        [Reading(.halvesEqual, 0xffff_ffff, 0x1_0000_0009), Reading(.fourBytes, 0xffff_ffff, 0x1_0000_0005)]
      ),
    ] as [(String, Sender, [Reading])])
  func `a length has other readings`(hex: String, sender: Sender, expected: [Reading]) {
    #expect(readings(bytes(fromHex: hex), sender) == expected)
  }

  @Test(
    arguments: [
      (
        "817e8000", .inputEnds, "length-little-endian", "8000",
        "the input ends behind 128 bytes, not 32768: that is its length little-endian; "
          + "write the most significant byte first"
      ),
      (
        "817f00011170", .packetEnds, "length-four-bytes", "00011170",
        "a packet ends behind 70000 bytes, not 300647710720000: the mark 127 has a 4-byte length behind it, "
          + "and needs 8 bytes"
      ),
      (
        "817f0001e2800001e280", .frameBegins, "length-halves-equal", "0001e2800001e280",
        "a frame begins behind 123520 bytes, not 530514360525440: both halves of its length hold that: "
          + "do not shift a 32-bit number by 32"
      ),
      (
        "81c8", .inputEnds, "length-eight-bits", "c8",
        "the input ends behind 200 bytes, not 72: that is the whole second byte; "
          + "lengths above 125 need the marks 126 or 127"
      ),
    ] as [(String, LengthMistake.Confirmation, String, String, String)])
  func `a hint says what bears it out`(
    hex: String, confirmation: LengthMistake.Confirmation, name: String, evidence: String, message: String
  ) throws {
    let hypothesis = try #require(LengthMistake.hypotheses(for: bytes(fromHex: hex), sender: .server).first)
    #expect(hypothesis.hint(confirmedBy: confirmation) == Hint(name, message, evidence: evidence))
  }

  /// Lengths near the borders between the three forms, and any other.
  private static func length(_ generator: inout SeededGenerator) -> UInt64 {
    let any = UInt64.random(in: 0...1 << UInt64.random(in: 0...40, using: &generator), using: &generator)
    return generator.pick([any, 125, 126, 127, 128, 252, 255, 256, 65535, 65536, 123_456])
  }

  @Test(arguments: Sender.allCases)
  func `the end of a good frame bears nothing out`(sender: Sender) {
    var generator = SeededGenerator(state: 17)
    for _ in 0..<10000 {
      let key = sender == .client || (sender == .unknown && generator.happens(onceIn: 2)) ? generator.maskingKey() : nil
      let header = FrameHeader(opcode: .binary, maskingKey: key, payloadLength: Self.length(&generator))
      let opening = FrameEncoder.encode(header) + generator.bytes(8)
      let end = UInt64(header.headerLength) + header.payloadLength
      let hypotheses = LengthMistake.hypotheses(for: opening, sender: sender)
      #expect(!hypotheses.contains { $0.end == end }, "\(hex(opening))")
      #expect(hypotheses.allSatisfy { $0.declaredLength == header.payloadLength }, "\(hex(opening))")
      #expect(hypotheses.count <= 4)
      for hypothesis in hypotheses {
        #expect(hypothesis.hint(confirmedBy: .frameBegins).message.count <= 160)
      }
    }
  }

  @Test(arguments: [Sender.client, .server])
  func `a length written wrongly is found again`(sender: Sender) {
    var generator = SeededGenerator(state: 18)
    let key = sender == .client ? [0x37, 0xfa, 0x21, 0x3d] as [UInt8] : []
    let mask: UInt8 = sender == .client ? 0x80 : 0
    for _ in 0..<2000 {
      let short = UInt64.random(in: 126...65535, using: &generator)
      let long = UInt64.random(in: 65536...0xffff_ffff, using: &generator)
      let shortBytes = [UInt8(short & 0xff), UInt8(short >> 8)]
      let longBytes = (0..<4).map { UInt8(truncatingIfNeeded: long >> (8 * $0)) }
      let written: [(LengthMistake.Kind, UInt64, [UInt8])] = [
        (.littleEndian, short, [mask | 126] + shortBytes),
        (.littleEndian, long, [mask | 127] + longBytes + [0, 0, 0, 0]),
        (.fourBytes, long, [mask | 127] + longBytes.reversed()),
        (.halvesEqual, long, [mask | 127] + longBytes.reversed() + longBytes.reversed()),
        (.eightBits, short & 0x7f | 0x80, [UInt8(short & 0x7f | 0x80)]),
      ]
      for (kind, length, field) in written
      where field.dropFirst() != field.dropFirst().reversed()[...] || kind != .littleEndian {
        let header = [0x82] + field + key
        let reading = Reading(kind, length, UInt64(header.count) + length)
        #expect(readings(header + generator.bytes(8), sender).contains(reading), "\(hex(header))")
      }
    }
  }
}
