/// A command that shows what a page is about.
public struct Example: Hashable, Sendable {
  /// The subcommand that reads the input: `decode`, `accept` or `challenge`.
  public let command: String
  /// The options in front of the input, as a shell reads them; may be empty.
  public let options: String
  /// What is pasted: the bytes in hexadecimal, or a key.
  public let bytes: String
  /// What the bytes are, in a few words.
  public let note: String
  /// The names of the rules that the command finds broken or worth telling; empty where all is well.
  public let findings: [String]
  /// The version that the command must be able to read; `nil` for those with the final frame layout.
  public let version: ProtocolVersion?

  private init(
    _ command: String, _ options: String, _ bytes: String, _ note: String, _ findings: [RuleID],
    _ version: ProtocolVersion?
  ) {
    self.command = command
    self.options = options
    self.bytes = bytes
    self.note = note
    self.findings = findings.map(\.rawValue)
    self.version = version
  }

  /// Frames for `decode`.
  static func frames(_ bytes: String, _ options: String = "", _ note: String, _ findings: RuleID...) -> Example {
    Example("decode", options, bytes, note, findings, nil)
  }

  /// Frames of an older version for `decode`.
  static func frames(
    _ version: ProtocolVersion, _ bytes: String, _ options: String = "", _ note: String, _ findings: RuleID...
  ) -> Example {
    let choice = "--protocol-version \(version.rawValue)"
    return Example(
      "decode", options.isEmpty ? choice : "\(choice) \(options)", bytes, note, findings,
      version.framing == .payloadMask ? nil : version)
  }

  /// A key for `accept`.
  static func key(_ key: String, _ options: String = "", _ note: String, _ findings: RuleID...) -> Example {
    Example("accept", options, key, note, findings, nil)
  }

  /// The parts of a challenge for `challenge`.
  static func challenge(_ options: String, _ note: String, _ findings: RuleID...) -> Example {
    Example("challenge", options, "", note, findings, nil)
  }

  /// The whole command, ready for a shell.
  public var line: String {
    ["wslens", command, options, bytes].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
