import ArgumentParser
import Glibc
import Rendering
import WebSocketProtocol

/// The value of `--format`: everything that some command writes.
enum FormatChoice: String, ExpressibleByArgument, CaseIterable {
  case text, jsonl
  /// An HTTP archive (HAR 1.2).
  case har
  /// The payloads of messages, and nothing else.
  case payload
}

/// How every command can write its results.
enum OutputFormat {
  /// For people.
  case text
  /// For programs: JSON Lines.
  case jsonl
}

/// When colour is used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Which findings make the exit status 1.
enum FailureThreshold: String, ExpressibleByArgument, CaseIterable {
  case error, warning, never

  /// True where these counts reach the threshold.
  func isReached(errors: UInt64, warnings: UInt64) -> Bool {
    switch self {
    case .error: errors > 0
    case .warning: errors + warnings > 0
    case .never: false
    }
  }
}

/// The options that mean the same in every command.
struct OutputOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How to write: text for people, jsonl for programs; pcap also har, an archive for a browser's tools, "
        + "and payload, the messages alone.",
      valueName: "format"))
  var format: FormatChoice = .text

  @Flag(help: "Short for --format jsonl.")
  var json = false

  @Option(
    name: .shortAndLong,
    parsing: .unconditional,
    help: ArgumentHelp("Write to a file, which is replaced only when the new one is complete.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("When to use colour.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Use no characters beyond ASCII.")
  var ascii = false

  @Flag(name: .shortAndLong, help: "Write nothing; the exit status tells.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also tell what was guessed and skipped, on standard error.")
  var verbose = false

  /// The choice, whichever way it was made.
  var chosenFormat: FormatChoice { json ? .jsonl : format }

  /// The format of those that every command can write.
  var effectiveFormat: OutputFormat { chosenFormat == .jsonl ? .jsonl : .text }

  /// Opens the place where results go.
  ///
  /// - Parameters:
  ///   - formats: what the command can write.
  ///   - inputs: the files it reads, none of which may be lost.
  /// - Throws: status 64 where another format was asked for, or the output is an input, 73 where the file cannot be
  ///   created.
  func open(
    writing formats: Set<FormatChoice> = [.text, .jsonl], besides inputs: [String] = []
  ) throws(Failure) -> OutputTarget {
    guard formats.contains(chosenFormat) else {
      throw Failure(.usage, "--format \(chosenFormat.rawValue): this command does not write it; wslens pcap does")
    }
    if let output, inputs.contains(where: { OutputTarget.isOneFile(output, $0) }) {
      throw Failure(.usage, "--output \(output.safeForTerminal): this is an input, which would be lost")
    }
    return try OutputTarget(path: output, isSilent: quiet)
  }

  /// How text looks on this output.
  func style(isTerminal: Bool) -> TextStyle {
    let usesColor =
      switch color {
      case .always: true
      case .never: false
      case .auto: isTerminal && Environment["NO_COLOR"] ?? "" == "" && Environment["TERM"] != "dumb"
      }
    return TextStyle(
      usesColor: usesColor, isASCII: ascii || !Environment.isUTF8, width: isTerminal ? Self.terminalWidth : 80)
  }

  /// The columns of the terminal; 80 where it does not say.
  private static var terminalWidth: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Tells something that only `-v` asks for.
  func note(_ text: @autoclosure () -> String) {
    if verbose { StandardError.write("wslens: \(text().safeForTerminal)\n") }
  }
}

/// The process's environment.
enum Environment {
  static subscript(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// True where the locale's characters are UTF-8; an unset locale is taken for one that is, as in most containers.
  static var isUTF8: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { Environment[$0] }.first { !$0.isEmpty }
    guard let locale else { return true }
    let lowercased = locale.lowercased()
    return lowercased.contains("utf-8") || lowercased.contains("utf8")
  }
}
