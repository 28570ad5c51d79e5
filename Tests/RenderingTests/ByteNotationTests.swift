import Foundation
import PastedInput
import Rendering
import TestSupport
import Testing

@Suite struct ByteNotationTests {
  /// The masked "Hello" of RFC 6455 section 5.7, and a quote, a backslash and line ends behind it.
  static let frame = bytes(fromHex: "818537fa213d7f9f4d5158225c0d0a")

  static func text(_ bytes: [UInt8], _ notation: ByteNotation) -> String {
    var output = OutputBuffer()
    notation.write(bytes, into: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  // MARK: What it looks like

  static let pages: [(ByteNotation, String)] = [
    (.hex, "818537fa213d7f9f4d5158225c0d0a\n"),
    (.xxd, "00000000: 8185 37fa 213d 7f9f 4d51 5822 5c0d 0a    ..7.!=..MQX\"\\..\n"),
    (
      .c,
      """
      unsigned char frame[] = {
        0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58, 0x22,
        0x5c, 0x0d, 0x0a
      };
      unsigned int frame_len = 15;

      """
    ),
    (
      .swift,
      """
      let frame: [UInt8] = [
        0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58, 0x22,
        0x5c, 0x0d, 0x0a,
      ]

      """
    ),
    (.python, #"frame = b"\x81\x857\xfa!=\x7f\x9fMQX\"\\\r\n""# + "\n"),
    (
      .go,
      """
      frame := []byte{
      \t0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58, 0x22,
      \t0x5c, 0x0d, 0x0a,
      }

      """
    ),
    (
      .rust,
      """
      let frame: [u8; 15] = [
          0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58, 0x22,
          0x5c, 0x0d, 0x0a,
      ];

      """
    ),
    (
      .javaScript,
      """
      const frame = new Uint8Array([
        0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58, 0x22,
        0x5c, 0x0d, 0x0a,
      ]);

      """
    ),
    (
      .java,
      """
      byte[] frame = {
        -127, -123, 55, -6, 33, 61, 127, -97, 77, 81, 88, 34,
        92, 13, 10
      };

      """
    ),
    (.base64, "gYU3+iE9f59NUVgiXA0K\n"),
  ]

  @Test(arguments: pages)
  func `a frame in each notation`(notation: ByteNotation, page: String) {
    #expect(Self.text(Self.frame, notation) == page)
  }

  @Test func `a literal of several rows is put in parentheses`() {
    #expect(
      Self.text(Array("0123456789abcdef\t".utf8), .python)
        == "frame = (\n    b\"0123456789abcdef\"\n    b\"\\t\"\n)\n")
  }

  static let empty: [(ByteNotation, String)] = [
    (.hex, "\n"), (.xxd, ""), (.c, "unsigned char frame[] = {\n};\nunsigned int frame_len = 0;\n"),
    (.swift, "let frame: [UInt8] = []\n"), (.python, "frame = b\"\"\n"), (.go, "frame := []byte{}\n"),
    (.rust, "let frame: [u8; 0] = [];\n"), (.javaScript, "const frame = new Uint8Array([]);\n"),
    (.java, "byte[] frame = {};\n"), (.base64, "\n"), (.raw, ""),
  ]

  @Test(arguments: empty)
  func `nothing in each notation`(notation: ByteNotation, page: String) {
    #expect(Self.text([], notation) == page)
  }

  @Test(arguments: ByteNotation.allCases)
  func `every notation has its own line of explanation and fits the page`(_ notation: ByteNotation) {
    #expect(ByteNotation.allCases.filter { $0.summary == notation.summary } == [notation])
    #expect(notation.summary.count <= 72)
    guard ![.hex, .base64, .raw].contains(notation) else { return }
    let widest = (0..<4).flatMap { _ in (UInt8.min...UInt8.max).reversed() }
    let lines = Self.text(widest, notation).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.filter { $0.utf8.count > 80 || !$0.allSatisfy(\.isASCII) } == [])
    #expect(lines.last == "")
  }

  // MARK: Properties

  @Test(arguments: ByteNotation.allCases)
  func `pieces of any size give what the whole gives`(_ notation: ByteNotation) {
    var generator = SeededGenerator(state: 41)
    for count in [0, 1, 15, 16, 17, 47, 48, 49, 300] {
      let bytes = generator.bytes(count)
      var output = OutputBuffer()
      var writer = ByteNotationWriter(notation, count: count, into: &output)
      for piece in generator.cut(bytes, longest: 60) { writer.take(piece[...], into: &output) }
      writer.finish(into: &output)
      #expect(String(decoding: output.bytes, as: UTF8.self) == Self.text(bytes, notation))
    }
  }

  /// Contents that tempt a reader to see something else in them.
  static func contents(_ count: Int) -> [[UInt8]] {
    var generator = SeededGenerator(state: UInt64(count))
    let tempting = Array("\"\\'.,:;{}[]()01abx\n\r\t #/* ".utf8)
    return [
      generator.bytes(count), [UInt8](repeating: 0, count: count), [UInt8](repeating: 0xff, count: count),
      (0..<count).map { _ in generator.pick(tempting) }, (0..<count).map { UInt8(truncatingIfNeeded: $0) },
    ]
  }

  @Test(
    arguments: ByteNotation.allCases.filter { $0 != .raw }, [1, 2, 3, 11, 12, 13, 15, 16, 17, 24, 47, 48, 49, 1000])
  func `what is written is read back without a word about the notation`(_ notation: ByteNotation, count: Int) throws {
    for bytes in Self.contents(count) {
      let text = Self.text(bytes, notation)
      // Base64 whose characters are all hexadecimal digits can only be taken for those.
      if notation == .base64, text.dropLast().allSatisfy(\.isHexDigit) { continue }
      #expect(try PastedBytes(reading: Array(text.utf8)).bytes == bytes, "\(text)")
    }
  }

  /// Of nothing, digits and dumps leave nothing but white space, which is refused unless its notation is named.
  @Test(arguments: [ByteNotation.c, .swift, .python, .go, .javaScript, .java])
  func `nothing is read back as nothing`(_ notation: ByteNotation) throws {
    #expect(try PastedBytes(reading: Array(Self.text([], notation).utf8)).bytes == [])
  }

  // MARK: The tool itself

  @Test(arguments: [(ByteNotation.xxd, [String]()), (.c, ["-i", "-n", "frame"])])
  func `dumps and arrays are what the installed xxd prints`(notation: ByteNotation, options: [String]) throws {
    let tool = URL(fileURLWithPath: "/usr/bin/xxd")
    guard FileManager.default.isExecutableFile(atPath: tool.path) else { return }
    var generator = SeededGenerator(state: 0xD0D0)
    for count in [0, 1, 12, 13, 16, 17, 1000, 70_000] {
      let bytes = generator.bytes(count)
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try Data(bytes).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let process = Process()
      let pipe = Pipe()
      process.executableURL = tool
      process.arguments = options + [file.path]
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let printed = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      // Versions before 2022 do not know -n.
      guard process.terminationStatus == 0 else { return }
      #expect(String(decoding: printed, as: UTF8.self) == Self.text(bytes, notation))
    }
  }
}
