import Foundation
import PastedInput
import TestSupport
import Testing

@Suite struct RoundTripTests {
  struct Form: Sendable, CustomTestStringConvertible {
    let name: String
    let dialect: InputDialect
    /// From how many bytes on the form cannot be taken for another dialect.
    var detectedFrom = 1
    /// Which bytes the form shows so that nothing else can be meant.
    var isCertain: @Sendable ([UInt8]) -> Bool = { _ in true }
    let print: @Sendable ([UInt8]) -> String
    var testDescription: String { name }
  }

  static let forms = [
    Form(name: "hex stream", dialect: .hex) { $0.hex },
    Form(name: "hex, spaced", dialect: .hex) { $0.map { $0.hex.uppercased() }.joined(separator: " ") },
    Form(name: "hex, colons", dialect: .hex) { $0.map(\.hex).joined(separator: ":") },
    Form(name: "hex, hyphens", dialect: .hex) { $0.map(\.hex).joined(separator: "-") },
    Form(name: "xxd", dialect: .xxd) { Printers.xxd($0) },
    Form(name: "xxd -g1", dialect: .xxd) { Printers.xxd($0, group: 1) },
    Form(name: "xxd -g4", dialect: .xxd) { Printers.xxd($0, group: 4) },
    Form(name: "curl --trace", dialect: .xxd) { Printers.curl($0) },
    Form(name: "hexdump -C", dialect: .hexdump) { Printers.hexdump($0) },
    Form(name: "binary digits", dialect: .binaryDigits, detectedFrom: 2) { $0.map(\.bits).joined(separator: " ") },
    Form(name: "xxd -b", dialect: .xxd) { Printers.xxdBits($0) },
    Form(
      name: "tcpflow -D", dialect: .xxd,
      // A text of nothing but hexadecimal digits looks like more bytes.
      isCertain: { $0.count >= 16 || $0.contains { $0 != 0x20 && !Character(Unicode.Scalar($0)).isHexDigit } }
    ) { Printers.tcpflow($0) },
    Form(name: "hexdump", dialect: .hexdump) { Printers.words($0) },
    Form(name: "od -t x1", dialect: .hexdump) { Printers.octal($0) },
    Form(name: "Wireshark", dialect: .hexdump) { Printers.wireshark($0) },
    Form(name: "follow,tcp,hex", dialect: .hexdump) { Printers.followed($0) },
    Form(name: "hexyl", dialect: .hexdump) { Printers.hexyl($0) },
    Form(name: "ngrep -x", dialect: .ngrep) { Printers.ngrep($0) },
    Form(name: "Node's Buffer", dialect: .nodeBuffer) { "<Buffer \($0.map(\.hex).joined(separator: " "))>" },
    Form(name: "Node's JSON", dialect: .nodeBuffer) { Printers.decimal($0, #"{"type":"Buffer","data":["#, "]}") },
    Form(name: "Uint8Array in JSON", dialect: .nodeBuffer) { $0.isEmpty ? "<Buffer>" : Printers.indices($0) },
    Form(name: "Go", dialect: .cArray) { Printers.decimal($0, "[]byte{", "}") },
    Form(name: "Rust", dialect: .cArray) {
      Printers.decimal($0, $0.isEmpty ? "[" : "let frame: [u8; \($0.count)] = [", "]")
    },
    Form(name: "Erlang", dialect: .cArray) { Printers.decimal($0, "<<", ">>", separator: ",") },
    Form(name: "C, octal", dialect: .escapedString) { Printers.octalEscapes($0) },
    Form(name: "JSON", dialect: .escapedString) { Printers.json($0) },
    Form(name: "xxd -i", dialect: .cArray) { Printers.cArray($0) },
    Form(name: "Java", dialect: .cArray, detectedFrom: 2) { Printers.java($0) },
    Form(name: "Python", dialect: .escapedString) { Printers.python($0) },
    Form(name: "base64", dialect: .base64, detectedFrom: 40) { Printers.base64($0) },
    Form(name: "base64url", dialect: .base64, detectedFrom: 40) { Printers.base64($0, url: true) },
  ]

  /// Whether a printed form is one that means something else by the rules of detection.
  private func isAmbiguous(_ text: String, _ form: Form) -> Bool {
    switch form.dialect {
    // All digits of Base64 or of a quoted text can be hexadecimal ones.
    case .base64: text.allSatisfy { $0.isHexDigit || $0.isWhitespace }
    case .escapedString: !text.contains("\\")
    default: false
    }
  }

  @Test(arguments: forms)
  func `what is printed reads back equal`(_ form: Form) throws {
    var generator = SeededGenerator(state: 0x5EED)
    for length in Array(0...70) + [255, 256, 1000] {
      for _ in 0..<3 {
        let bytes = generator.bytes(count: length)
        guard form.isCertain(bytes) else { continue }
        let text = form.print(bytes)
        let named = try read(text, as: form.dialect)
        #expect(named.bytes == bytes, "\(text)")
        guard length >= form.detectedFrom, !isAmbiguous(text, form) else { continue }
        let detected = try read(text)
        #expect(detected.bytes == bytes, "\(text)")
        #expect(detected.dialect == form.dialect, "\(text)")
      }
    }
  }

  @Test(arguments: forms)
  func `white space around a text does not matter`(_ form: Form) throws {
    let bytes: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D]
    let text = form.print(bytes)
    #expect(try read(" \n\(text)\r\n\n", as: form.dialect).bytes == bytes)
    #expect(try read("\n\(text)\n\n").bytes == bytes)
  }

  @Test(arguments: forms)
  func `a cut or damaged text is read or refused, never a trap`(_ form: Form) throws {
    var generator = SeededGenerator(state: 7)
    let whole = Array(form.print(generator.bytes(count: 48)).utf8)
    let alphabet = Array("0123fg xX|*:,{}[]()<>'\"\\\n-=/#b.\u{250A}\u{2502}".utf8)
    for _ in 0..<400 {
      var text = Array(whole.prefix(Int.random(in: 0...whole.count, using: &generator)))
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !text.isEmpty {
        let index = Int.random(in: 0..<text.count, using: &generator)
        text[index] = alphabet.randomElement(using: &generator) ?? 0
      }
      for dialect in InputDialect.allCases.map(Optional.some) + [nil] {
        do throws(PastedInputError) {
          let pasted = try PastedBytes(reading: text, as: dialect)
          #expect(dialect == nil || pasted.dialect == dialect)
        } catch {
          #expect(error.line >= 1 && error.column >= 1 && error.excerpt.count <= 74)
          #expect(error.caretColumn <= error.excerpt.count + 1)
        }
      }
    }
  }

  static let tools: [(String, [String], InputDialect)] = [
    ("xxd", [], .xxd), ("xxd", ["-g1"], .xxd), ("xxd", ["-u"], .xxd), ("xxd", ["-c", "8"], .xxd),
    ("xxd", ["-c", "32", "-g", "1"], .xxd), ("xxd", ["-a"], .xxd), ("xxd", ["-p"], .hex), ("xxd", ["-i"], .cArray),
    ("xxd", ["-b"], .xxd), ("hexdump", [], .hexdump), ("hexdump", ["-x"], .hexdump), ("od", ["-x"], .hexdump),
    ("od", ["-A", "d", "-t", "x1"], .hexdump), ("od", ["-A", "x", "-t", "x2z"], .hexdump),
    ("hexdump", ["-C"], .hexdump), ("hexdump", ["-v", "-C"], .hexdump), ("od", ["-A", "x", "-t", "x1z"], .hexdump),
    ("od", ["-t", "x1"], .hexdump), ("od", ["-A", "x", "-t", "x1", "-w32"], .hexdump), ("base64", ["-w20"], .base64),
  ]

  @Test(arguments: tools)
  func `what the installed tool prints reads back equal`(
    tool: String, options: [String], dialect: InputDialect
  ) throws {
    guard let path = ["/usr/bin/", "/bin/"].map({ $0 + tool }).first(where: FileManager.default.isExecutableFile) else {
      return
    }
    var generator = SeededGenerator(state: 0xD0D0)
    for length in [1, 2, 7, 8, 9, 15, 16, 17, 31, 64, 200, 3000] {
      let bytes = generator.bytes(count: length)
      let text = try output(of: path, options, reading: bytes)
      #expect(try PastedBytes(reading: text, as: dialect).bytes == bytes)
      if dialect != .base64 || length > 40 {
        let detected = try PastedBytes(reading: text)
        #expect(detected.bytes == bytes)
        #expect(detected.dialect == dialect || options == ["-i"])
      }
    }
  }

  private func output(of path: String, _ options: [String], reading bytes: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = options + [file.path]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return [UInt8](output)
  }
}
