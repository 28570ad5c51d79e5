import ArgumentParser
import Testing

@testable import wslens

@Suite struct `--skip and --length` {
  static let input: [UInt8] = Array(0..<100)

  static let parts: [(options: [String], part: Range<UInt8>)] = [
    ([], 0..<100), (["--skip", "0"], 0..<100), (["--skip", "16"], 16..<100), (["--skip", "0x10"], 16..<100),
    (["--skip", "100"], 100..<100), (["--length", "1"], 0..<1), (["--length", "100"], 0..<100),
    (["--length", "4k"], 0..<100), (["--skip", "0x0A", "--length", "0xa"], 10..<20),
    (["--skip", "99", "--length", "8G"], 99..<100),
  ]

  @Test(arguments: parts)
  func `the part that is asked for`(options: [String], part: Range<UInt8>) throws {
    #expect(Array(try InputRange.parse(options).apply(to: Self.input)) == Array(part))
  }

  @Test(arguments: ["101", "0x65", "1G", "9223372036854775807"])
  func `beyond the end there is nothing`(skip: String) throws {
    let range = try InputRange.parse(["--skip", skip])
    let failure = #expect(throws: Failure.self) { try range.apply(to: Self.input) }
    #expect(failure?.status == .unreadableData)
    #expect(failure?.offset == 100)
    #expect(failure?.message.hasSuffix(" reaches beyond the end: the input has 100 bytes") == true)
  }

  @Test(
    arguments: ["", "-1", "+1", "x", "0x", "0xg", "0x-1", "1.5", "1K", "k", "1 k", "16777216T", "0x10000000000000000"])
  func `what is no number of bytes is a usage error`(value: String) {
    for option in ["--skip", "--length"] {
      #expect(throws: (any Error).self) { try InputRange.parse(["\(option)=\(value)"]) }
    }
  }

  @Test func `a length of nothing is a usage error`() {
    #expect(throws: (any Error).self) { try InputRange.parse(["--length", "0"]) }
  }
}

@Suite struct `Bytes as an option's value` {
  @Test(
    arguments: [
      "37fa213d", "37FA213D", "37:fa:21:3d", "37 fa 21 3d", "37-fa-21-3d", "0x37fa213d", "0x37 0xfa 0x21 0x3d",
      "37fa 213d",
    ])
  func `a masking key in every spelling`(text: String) throws {
    let key = try #require(HexBytes(argument: text))
    #expect(key.bytes == [0x37, 0xfa, 0x21, 0x3d])
    #expect(key.defaultValueDescription == "37fa213d")
    try key.require(4, by: "--masking-key")
  }

  @Test(arguments: ["37fa213", "37fg", "hello", "3,7", "0x", "0xx1"])
  func `what is not pairs of digits is refused`(text: String) {
    #expect(HexBytes(argument: text) == nil)
  }

  @Test(arguments: [("", 0), ("37", 1), ("37fa21", 3), ("37fa213d00", 5)])
  func `too few or too many bytes are told`(text: String, count: Int) throws {
    let key = try #require(HexBytes(argument: text))
    let error = #expect(throws: ValidationError.self) { try key.require(4, by: "--masking-key") }
    #expect(error?.message == "--masking-key takes 4 bytes, which is 8 hexadecimal digits; these are \(count)")
  }
}

@Suite struct `The value of --to` {
  @Test func `every name stands for itself`() {
    let choices = NotationChoice.allValueStrings.map { NotationChoice(argument: $0) }
    #expect(choices.map { $0?.defaultValueDescription } == NotationChoice.allValueStrings)
    #expect(
      NotationChoice.allValueStrings == [
        "hex", "xxd", "c", "swift", "python", "go", "rust", "js", "java", "base64", "raw", "pcap",
      ])
  }

  @Test(arguments: ["", "HEX", "json", "pcapng"])
  func `another name is refused`(name: String) {
    #expect(NotationChoice(argument: name) == nil)
  }
}
