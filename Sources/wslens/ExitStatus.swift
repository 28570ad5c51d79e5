import Glibc
import Rendering

/// The exit statuses of the program, after the conventions of `sysexits.h`.
struct ExitStatus: RawRepresentable, Error, Hashable, Comparable {
  let rawValue: Int32

  /// Done, and nothing to object to.
  static let done = ExitStatus(rawValue: 0)
  /// Findings at or above `--fail-on`, or a `--check` that does not hold.
  static let found = ExitStatus(rawValue: 1)
  /// The command line is wrong (EX_USAGE).
  static let usage = ExitStatus(rawValue: 64)
  /// The input is not what it has to be (EX_DATAERR).
  static let unreadableData = ExitStatus(rawValue: 65)
  /// There is no such file, or it may not be read (EX_NOINPUT).
  static let noInput = ExitStatus(rawValue: 66)
  /// The output cannot be created (EX_CANTCREAT).
  static let cannotCreate = ExitStatus(rawValue: 73)
  /// The output cannot be written (EX_IOERR).
  static let cannotWrite = ExitStatus(rawValue: 74)

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

  /// Ends the program.
  static func exit(_ status: ExitStatus) -> Never {
    Glibc.exit(status.rawValue)
  }
}

/// An expected failure: what to tell, and the status to end with.
struct Failure: Error, Hashable {
  var status: ExitStatus
  var message: String
  /// Where in the input, in bytes, where that is known.
  var offset: UInt64?

  init(_ status: ExitStatus, _ message: String, offset: UInt64? = nil) {
    self.status = status
    self.message = message
    self.offset = offset
  }

  /// Tells it on standard error.
  func tell() {
    StandardError.write("wslens: \(message.safeForTerminal)\n")
  }
}

/// Standard error: for progress, guesses and complaints, never for results.
enum StandardError {
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
