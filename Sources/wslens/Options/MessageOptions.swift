import ArgumentParser
import Inspection
import Rendering

/// What stands between payloads that are written one after the other.
enum SeparatorChoice: String, ExpressibleByArgument, CaseIterable {
  case newline, nul, none

  var bytes: [UInt8] {
    switch self {
    case .newline: [0x0a]
    case .nul: [0]
    case .none: []
    }
  }
}

/// What is done with whole messages.
struct MessageOptions: ParsableArguments {
  @Flag(help: "Also tell the SHA-256 of each message's payload.")
  var digest = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Save each text and binary message in a file of its own in this directory, which must be empty or new.",
      discussion: """
        Other types are saved where --type asks for them. An incomplete message's file ends in .part; zeros stand for \
        bytes that are not known.
        """,
      valueName: "directory"),
    completion: .directory)
  var saveMessages: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("What ends each payload with --format payload.", valueName: "separator")
  )
  var separator: SeparatorChoice = .newline

  /// Refuses what cannot go together; it belongs in `validate()`.
  func check(redact: Bool, _ common: OutputOptions) throws(ValidationError) {
    guard redact else { return }
    if saveMessages != nil {
      throw ValidationError("--save-messages writes every byte, and --redact is to leave some out; give one of them")
    }
    if common.chosenFormat == .payload {
      throw ValidationError("--format payload writes every byte, and --redact is to leave some out; give one of them")
    }
  }

  /// Tells which options mean nothing together with the others.
  func noteIgnored(redact: Bool, _ common: OutputOptions) {
    if digest, redact { common.note("--digest is ignored: the digest of a short secret would give it away") }
    if separator != .newline, !writesPayloads(common) {
      common.note("--separator is ignored: it belongs to --format payload")
    }
  }

  /// True where nothing but whole messages is written.
  private func writesPayloads(_ common: OutputOptions) -> Bool { common.chosenFormat == .payload }

  /// Has the inspector bring along what is asked for.
  func ask(_ options: inout InspectionOptions, _ common: OutputOptions) {
    if digest {
      options.wantsMessages = true
      options.wantsDigests = true
    }
    if saveMessages != nil || writesPayloads(common) {
      options.wantsMessages = true
      options.contentLimit = Int(clamping: options.limits.messageBytes)
    }
  }

  /// The place for the messages, where they are saved.
  ///
  /// - Parameters:
  ///   - inputs: how many captures there are.
  ///   - control: pings, pongs and closes are saved too.
  /// - Throws: status 73 where it cannot be made, or holds something.
  func openFiles(inputs: Int, control: Bool) throws(Failure) -> MessageFiles? {
    guard let saveMessages else { return nil }
    return try MessageFiles(in: saveMessages, inputs: inputs, savesControl: control)
  }

  /// Refuses to write payloads to a terminal, which would obey what others put into them.
  static func refuse(_ output: borrowing OutputTarget) throws(Failure) {
    guard output.isTerminal else { return }
    throw Failure(
      .usage, "--format payload writes bytes that a terminal would obey; send them to a file or a program")
  }

  /// Tells that not every byte was there of what was written.
  static func tellIncomplete(_ count: UInt64) {
    guard count > 0 else { return }
    StandardError.write(
      "wslens: \(count) \(count == 1 ? "message is" : "messages are") incomplete; what is there was written\n")
  }
}
