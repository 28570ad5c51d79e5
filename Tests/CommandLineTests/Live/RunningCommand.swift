import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// A run of the built program that goes on while the test does something.
final class RunningCommand {
  private let folder: TemporaryFolder
  private let process = Process()
  private let input = Pipe()

  /// How long anything may take that has to happen, in seconds; machines may be slow.
  private static let patience = 30.0

  /// Starts `wslens` with a pipe for its standard input.
  init(_ arguments: [String]) throws {
    folder = try TemporaryFolder()
    process.executableURL = CommandRun.program
    process.arguments = arguments
    process.environment = ["LC_ALL": "C.UTF-8"]
    for name in ["stdout", "stderr"] { try Data().write(to: folder[name]) }
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: folder["stdout"])
    process.standardError = try FileHandle(forWritingTo: folder["stderr"])
    try process.run()
  }

  deinit {
    if process.isRunning { kill(number, SIGKILL) }
  }

  /// The number of the process.
  var number: Int32 { process.processIdentifier }
  /// What is on standard output so far.
  var output: String { text("stdout") }
  /// What is on standard error so far.
  var complaints: String { text("stderr") }

  private func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: folder[name])) ?? Data(), as: UTF8.self)
  }

  /// Writes to the program's standard input.
  func type(_ bytes: some Sequence<UInt8>) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
  }

  /// Waits until standard output holds a text, or standard error does.
  func waits(for text: String, inComplaints: Bool = false) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while !(inComplaints ? complaints : output).contains(text) {
      try #require(Date() < end && process.isRunning, "never said \(text): \(output) \(complaints)")
      usleep(5000)
    }
  }

  /// Waits until the program has ended by itself, or by a signal that is sent first.
  func end(by signal: Int32? = nil) throws -> CommandRun {
    if let signal { kill(number, signal) }
    let end = Date(timeIntervalSinceNow: Self.patience)
    while process.isRunning {
      try #require(Date() < end, "does not end: \(output) \(complaints)")
      usleep(5000)
    }
    return CommandRun(status: process.terminationStatus, output: Array(output.utf8), complaints: complaints)
  }

  /// Ends the program's standard input, and waits until the program has ended.
  func endOfInput() throws -> CommandRun {
    try input.fileHandleForWriting.close()
    return try end()
  }
}
