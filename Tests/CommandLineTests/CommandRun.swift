import Foundation
import Testing

/// What a run of the built program left behind.
struct CommandRun {
  var status: Int32
  var output: [UInt8]
  var complaints: String

  /// Standard output as text.
  var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard output's lines, without line ends.
  var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  /// Runs `wslens`.
  ///
  /// - Parameters:
  ///   - input: what it finds on standard input; nothing is there unless given.
  ///   - environment: added to an environment of nothing but a UTF-8 locale.
  init(_ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]) throws {
    self = try Self.run(Self.program, arguments, input: input, environment)
  }

  /// Runs `wslens` with text on standard input.
  init(_ arguments: [String], input: String, environment: [String: String] = [:]) throws {
    try self.init(arguments, input: Array(input.utf8), environment: environment)
  }

  /// Runs a line of the shell, in which `$WSLENS` is the program.
  init(shell line: String) throws {
    self = try Self.run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], input: [],
      ["WSLENS": Self.program.path, "PATH": "/usr/bin:/bin"])
  }

  init(status: Int32, output: [UInt8], complaints: String) {
    self.status = status
    self.output = output
    self.complaints = complaints
  }

  /// The program that was built together with these tests.
  static let program: URL = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: bundle)
    repeat {
      folder.deleteLastPathComponent()
      let program = folder.appendingPathComponent("wslens")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    } while folder.path != "/"
    fatalError("there is no wslens beside \(bundle)")
  }()

  private static func run(
    _ program: URL, _ arguments: [String], input: [UInt8], _ environment: [String: String]
  ) throws -> CommandRun {
    let folder = try TemporaryFolder()
    let process = process(program, arguments, environment)
    // Files, and not pipes, so that neither side ever waits for the other.
    try Data(input).write(to: folder["stdin"])
    for name in ["stdout", "stderr"] { try Data().write(to: folder[name]) }
    let handles = [
      try FileHandle(forReadingFrom: folder["stdin"]), try FileHandle(forWritingTo: folder["stdout"]),
      try FileHandle(forWritingTo: folder["stderr"]),
    ]
    process.standardInput = handles[0]
    process.standardOutput = handles[1]
    process.standardError = handles[2]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    return CommandRun(
      status: process.terminationStatus, output: Array(try Data(contentsOf: folder["stdout"])),
      complaints: String(decoding: try Data(contentsOf: folder["stderr"]), as: UTF8.self))
  }

  private static func process(
    _ program: URL, _ arguments: [String], _ environment: [String: String]
  ) -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ["LC_ALL": "C.UTF-8"].merging(environment) { _, given in given }
    return process
  }
}

extension CommandRun {
  /// Runs `wslens` with a terminal for its three streams; what it wrote to any of them is in `output`.
  init(onTerminal arguments: [String], environment: [String: String] = [:]) throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    try #require(openpty(&controller, &terminal, nil, nil, nil) == 0)
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    let process = Self.process(Self.program, arguments, environment)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    // The terminal holds more than these commands write; what is there is read without waiting.
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(controller, &block, block.count)
      guard count > 0 else { break }
      output += block.prefix(count)
    }
    try handle.close()
    close(controller)
    self.init(status: process.terminationStatus, output: output.filter { $0 != 0x0d }, complaints: "")
  }
}

/// A folder of one test's own, which goes when the test is over.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("wslens-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The place of a file in the folder.
  subscript(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// The names of the files in the folder.
  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() } }
}

/// Output that is compared byte by byte with a file; `WSLENS_RECORD=1` in the environment rewrites the files.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// Expects that a page is what the file holds.
  static func expect(_ page: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["WSLENS_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(page).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(String(decoding: page, as: UTF8.self) == expected, sourceLocation: sourceLocation)
  }
}
