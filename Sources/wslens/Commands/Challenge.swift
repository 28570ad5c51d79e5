import ArgumentParser
import PastedInput
import Rendering
import WebSocketProtocol

/// `wslens challenge`: the response to the challenge of hixie-76 and hybi-00 to -03.
struct ChallengeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "challenge",
    abstract: "Compute or check the response to a hixie-76 challenge",
    discussion: """
      Takes the values of Sec-WebSocket-Key1 and -Key2 and the 8 bytes behind the request's empty line, or a whole \
      request on standard input, and gives the 16 bytes of the response as hexadecimal digits. Every space of a key \
      counts: put the keys in single quotes, or the shell folds their spaces and reads ` $ ! \\ as its own; a single \
      quote inside is written '\\''. \
      --check also finds out how a wrong response was computed, and how many spaces the keys had before they were \
      copied, by trying the known mistakes. --generate shows keys as they are pasted behind wslens challenge.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The value of Sec-WebSocket-Key1, every space intact.", valueName: "key"))
  var key1: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The value of Sec-WebSocket-Key2, every space intact.", valueName: "key"))
  var key2: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The 8 bytes behind the request's empty line, as text.", valueName: "text"))
  var body: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The same 8 bytes as hexadecimal digits.", valueName: "hex"))
  var bodyHex: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Compare the response with this text; exit with 1 if it is wrong.", valueName: "text"))
  var check: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Compare the response with these hexadecimal digits.", valueName: "hex"))
  var checkHex: String?

  @Flag(help: "Write the 16 bytes themselves.")
  var raw = false

  @Flag(help: "Show every step of the computation.")
  var explain = false

  @OptionGroup(title: "Making challenges")
  var generation: GenerationOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .error

  @OptionGroup
  var common: OutputOptions

  private var hasOptions: Bool { key1 != nil || key2 != nil || body != nil || bodyHex != nil }

  func validate() throws {
    if body != nil, bodyHex != nil { throw ValidationError("--body and --body-hex are the same bytes; give one") }
    if check != nil, checkHex != nil { throw ValidationError("--check and --check-hex exclude each other") }
    if generation.generate, hasOptions || check != nil || checkHex != nil {
      throw ValidationError("--generate makes keys and body; give none, and nothing to check")
    }
    guard hasOptions else { return }
    if key1 == nil { throw ValidationError("--key1 is missing") }
    if key2 == nil { throw ValidationError("--key2 is missing") }
    if body == nil, bodyHex == nil { throw ValidationError("--body or --body-hex is missing") }
  }

  func run() throws {
    tellIgnoredOptions()
    if generation.generate { return try generateChallenges() }
    let challenge = try hasOptions ? given() : pasted()
    let expected = try check.map { Array($0.utf8) } ?? checkHex.map { text in try Self.bytes(text, of: "--check-hex") }
    var output = try common.open()
    let status: ExitStatus
    switch common.effectiveFormat {
    case .jsonl: status = writeEvents(challenge, expected, into: &output)
    case .text: status = try writeText(challenge, expected, into: &output)
    }
    try output.finish()
    if status != .done { throw status }
  }

  private func generateChallenges() throws {
    let output = try common.open()
    let style = common.style(isTerminal: output.isTerminal)
    var generator = generation.generator
    for index in 0..<generation.count.number {
      let challenge = Challenge.random(using: &generator)
      switch common.effectiveFormat {
      case .jsonl: CalculationEvents.write(challenge, to: &output.buffer)
      case .text:
        if index > 0 { output.buffer.write(byte: UInt8(ascii: "\n")) }
        GeneratedChallenge(challenge).write(to: &output.buffer, style: style)
        if explain {
          output.buffer.write(byte: UInt8(ascii: "\n"))
          ChallengeExplanation(challenge).write(to: &output.buffer, style: style)
        }
      }
      try output.flushIfLarge()
    }
    try output.finish()
  }

  private func tellIgnoredOptions() {
    generation.tellIgnoredOptions(common)
    if raw, writesMoreThanBytes {
      common.note("--raw is for the response alone and ignored with --explain, --check, --generate and JSON Lines")
    }
    if explain, common.effectiveFormat == .jsonl { common.note("--explain is for text and ignored in JSON Lines") }
  }

  private var writesMoreThanBytes: Bool {
    explain || check != nil || checkHex != nil || generation.generate || common.effectiveFormat == .jsonl
  }

  private func writeEvents(_ challenge: Challenge, _ given: [UInt8]?, into output: inout OutputTarget) -> ExitStatus {
    var findings = ChallengeRules.judge(challenge)
    var mistakes: [ChallengeMistake] = []
    var hint: Hint?
    if let given, given != challenge.response {
      mistakes = ChallengeMistake.reproducing(given, challenge: challenge)
      // A guess beside a proof would only raise doubt.
      hint = mistakes.isEmpty ? ChallengeResponseShape.hint(for: given) : nil
      findings += ChallengeRules.judge(response: given, to: challenge)
    }
    CalculationEvents.write(challenge, given: given, mistakes: mistakes, to: &output.buffer)
    for finding in findings { CalculationEvents.write(finding, to: &output.buffer) }
    if let hint { CalculationEvents.write(hint, to: &output.buffer) }
    return status(of: challenge, given, findings)
  }

  private func writeText(
    _ challenge: Challenge, _ given: [UInt8]?, into output: inout OutputTarget
  ) throws(Failure) -> ExitStatus {
    let style = common.style(isTerminal: output.isTerminal)
    let findings = ChallengeRules.judge(challenge)
    for finding in findings { common.complain(finding) }
    if explain { ChallengeExplanation(challenge).write(to: &output.buffer, style: style) }
    if let given {
      if explain { output.buffer.write(byte: UInt8(ascii: "\n")) }
      verdict(on: given, challenge, findings).write(to: &output.buffer, style: style)
    }
    guard let response = challenge.response else {
      if !common.quiet { StandardError.write("wslens: no response can be computed\n") }
      return .found
    }
    if given != nil { return status(of: challenge, given, findings) }
    if raw, !explain {
      guard !output.isTerminal else {
        throw Failure(.usage, "--raw writes bytes that a terminal would obey; send them to a file or a program")
      }
      output.buffer.write(contentsOf: response)
    } else if !explain {
      output.buffer.write(Hexadecimal.text(response))
      output.buffer.write(byte: UInt8(ascii: "\n"))
    }
    return status(of: challenge, given, findings)
  }

  /// What a response is worth; where there is no right one, the first error about the keys stands against it.
  private func verdict(on given: [UInt8], _ challenge: Challenge, _ findings: [Finding]) -> CheckVerdict {
    let wrong = ChallengeRules.judge(response: given, to: challenge).first
    let finding = challenge.response == nil ? findings.first { $0.severity == .error } : wrong
    let mistakes = finding == nil ? [] : ChallengeMistake.reproducing(given, challenge: challenge)
    return CheckVerdict(
      given: Hexadecimal.text(given), expected: challenge.response.map { Hexadecimal.text($0) }, finding: finding,
      mistakes: mistakes, hint: finding == nil || !mistakes.isEmpty ? nil : ChallengeResponseShape.hint(for: given))
  }

  private func status(of challenge: Challenge, _ given: [UInt8]?, _ findings: [Finding]) -> ExitStatus {
    guard let response = challenge.response, given ?? response == response else { return .found }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    return failOn.isReached(errors: UInt64(errors), warnings: UInt64(warnings)) ? .found : .done
  }
}

extension ChallengeCommand {
  /// The challenge of the options.
  private func given() throws(Failure) -> Challenge {
    let bytes: [UInt8]
    if let bodyHex {
      bytes = try Self.bytes(bodyHex, of: "--body-hex")
    } else {
      bytes = Array((body ?? "").utf8)
    }
    return Challenge(
      key1: ChallengeKey(value(key1, of: "Sec-WebSocket-Key1")),
      key2: ChallengeKey(value(key2, of: "Sec-WebSocket-Key2")), body: bytes)
  }

  /// The challenge of a request on standard input.
  private func pasted() throws(Failure) -> Challenge {
    guard !StandardInput.isTerminal else {
      throw Failure(.usage, "nothing given; use --key1, --key2 and --body, or send a whole request to standard input")
    }
    let request = try PastedChallenge(reading: StandardInput.readAll(limit: PastedChallenge.limit))
    common.note("standard input: a request with Sec-WebSocket-Key1 and -Key2")
    for note in request.notes { common.note("standard input: \(note)") }
    return request.challenge
  }

  /// A key as given, or from the field line that was pasted: what follows the colon and one space.
  private func value(_ text: String?, of field: String) -> [UInt8] {
    let bytes = Array((text ?? "").utf8)
    let name = "\(field):"
    guard String(decoding: bytes.prefix(name.utf8.count), as: UTF8.self).lowercased() == name.lowercased() else {
      return bytes
    }
    common.note("the key of the field \(field)")
    let value = bytes.dropFirst(name.utf8.count)
    return Array(value.first == UInt8(ascii: " ") ? value.dropFirst() : value)
  }

  private static func bytes(_ hex: String, of option: String) throws(Failure) -> [UInt8] {
    do throws(PastedInputError) {
      return try PastedBytes(reading: Array(hex.utf8), as: .hex).bytes
    } catch {
      throw Failure(.unreadableData, "\(option): \(error)")
    }
  }
}
