import ArgumentParser
import Rendering
import WebSocketProtocol

/// `wslens accept`: `Sec-WebSocket-Accept` for each key.
struct Accept: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Compute or check Sec-WebSocket-Accept",
    discussion: """
      One KEY gives its accept value alone; several, or keys on standard input, one a line, give KEY, a tab and the \
      value for each. In place of a key, a Sec-WebSocket-Key line or a whole request may be pasted. A key that is not \
      Base64 of 16 bytes still gets its value, and standard error says what is wrong with it. \
      --check also finds out how a wrong value was computed: it makes the known mistakes, alone and two at once, until \
      one gives the value. Each has a name, which wslens explain knows.
      """)

  @Argument(help: ArgumentHelp("Values of Sec-WebSocket-Key; - for standard input, one a line.", valueName: "key"))
  var keys: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Compare the key's accept value with this one; exit with 1 if it is wrong.", valueName: "value"))
  var check: String?

  @Flag(help: "Show every step of the computation.")
  var explain = false

  @OptionGroup(title: "Making keys")
  var generation: GenerationOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("Exit with 1 on findings of this weight.", valueName: "weight"))
  var failOn: FailureThreshold = .error

  @OptionGroup
  var common: OutputOptions

  func validate() throws {
    if generation.generate, !keys.isEmpty { throw ValidationError("--generate makes keys; give none") }
    if generation.generate, check != nil { throw ValidationError("--generate and --check exclude each other") }
    if check != nil, keys.count > 1 { throw ValidationError("--check compares one value; give one key") }
  }

  func run() throws {
    generation.tellIgnoredOptions(common)
    if generation.generate { return try generateKeys() }
    if keys.isEmpty, StandardInput.isTerminal {
      throw Failure(.usage, "no key given; write it behind the command, or pipe keys in, one a line")
    }
    if explain, common.effectiveFormat == .jsonl { common.note("--explain is for text and ignored in JSON Lines") }
    let given = try check.map(Self.acceptValue)
    var answers = AcceptAnswers(try common.open(), common, explains: explain)
    let arguments = keys.isEmpty ? ["-"] : keys
    if let given {
      let found = try collect(arguments, &answers)
      guard found.count <= 1 else {
        throw Failure(.usage, "--check compares one value; \(found.count) keys were given")
      }
      for key in found { try answers.check(given, against: AcceptKey(for: key)) }
    } else if arguments.count == 1, !arguments.contains("-") {
      let found = try collect(arguments, &answers)
      for key in found { try answers.answer(AcceptKey(for: key), isAlone: found.count == 1) }
    } else {
      try KeyInput(arguments, common).forEach { key, mayWait throws(Failure) in
        try answers.answer(AcceptKey(for: key), isAlone: false)
        if mayWait { try answers.flush() }
      } onFailure: { failure throws(Failure) in
        try answers.fail(failure)
      }
    }
    let status = try answers.finish(failOn)
    if status != .done { throw status }
  }

  private func generateKeys() throws {
    if explain, common.effectiveFormat == .jsonl { common.note("--explain is for text and ignored in JSON Lines") }
    var answers = AcceptAnswers(try common.open(), common, explains: explain)
    var generator = generation.generator
    for _ in 0..<generation.count.number { try answers.answer(AcceptKey.random(using: &generator), isAlone: false) }
    let status = try answers.finish(failOn)
    if status != .done { throw status }
  }

  /// All keys of the arguments.
  private func collect(_ arguments: [String], _ answers: inout AcceptAnswers) throws(Failure) -> [String] {
    var found: [String] = []
    try KeyInput(arguments, common).forEach { key, _ throws(Failure) in
      found.append(key)
    } onFailure: { failure throws(Failure) in
      try answers.fail(failure)
    }
    return found
  }

  /// The value to check: as given, or from the field line or the response that was pasted.
  private static func acceptValue(_ text: String) throws(Failure) -> String {
    var finder = FieldFinder("Sec-WebSocket-Accept")
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      switch finder.take(line) {
      case .bare(let value), .value(let value): return String(decoding: value, as: UTF8.self)
      case .repeated, .other: continue
      }
    }
    guard finder.otherNames.isEmpty else { throw Failure(.unreadableData, "--check: \(finder.absence)") }
    return ""
  }
}
