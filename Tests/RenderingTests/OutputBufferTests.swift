import Rendering
import Testing

/// Numbers and digits are written by hand, several at once: each way through that is held against the standard library.
@Suite struct OutputBufferTests {
  private func written(_ write: (inout OutputBuffer) -> Void) -> String {
    var output = OutputBuffer()
    write(&output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  @Test func `numbers of every length are written in decimal`() {
    var numbers: [UInt64] = [0, 1, 9, .max, .max - 1]
    var power: UInt64 = 10
    for _ in 0..<19 {
      numbers += [power - 1, power, power + 1]
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
    for number in numbers {
      #expect(written { $0.write(number) } == String(number))
    }
  }

  @Test(arguments: [1, 3, 9, 19, 20])
  func `leading zeros fill a number up to a width, and never cut it`(width: Int) {
    for number: UInt64 in [0, 7, 42, 999, 1000, 123_456_789, 1_234_567_890, .max] {
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(width - digits.count, 0))
      #expect(written { $0.write(number, width: width) } == zeros + digits)
    }
  }

  @Test func `bytes become hexadecimal digits, however many there are`() {
    let all = (0...255).map { UInt8($0) }
    let digits = all.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    for start in stride(from: 0, to: 256, by: 5) {
      for end in [start, start + 1, start + 2, start + 3, start + 4, start + 5, 256] where end <= 256 {
        #expect(written { $0.write(hex: all[start..<end]) } == digits[start..<end].joined())
      }
    }
  }

  @Test func `bytes are written as they are, from whatever holds them`() {
    let bytes: [UInt8] = Array("packet".utf8)
    #expect(written { $0.write(contentsOf: bytes) } == "packet")
    #expect(written { $0.write(contentsOf: bytes[1...]) } == "acket")
    #expect(written { $0.write(contentsOf: bytes.reversed()) } == "tekcap")
    #expect(written { $0.write(contentsOf: []) }.isEmpty)
  }
}
