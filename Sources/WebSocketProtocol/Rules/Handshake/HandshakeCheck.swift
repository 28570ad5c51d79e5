/// One thing about a handshake that was judged, and how.
public struct HandshakeCheck: Hashable, Sendable {
  /// Whose half it is about.
  public var sender: Sender
  /// What was looked at: the name of a field as it is usually written, or a part of the head in words.
  public var subject: String
  /// What was there; `nil` where it is the head as a whole, or something missing.
  public var value: String?
  /// The rules it was judged by, the one that matters most first.
  public var rules: [RuleID]
  /// What is worth knowing about a value that is right.
  public var remark: String?
  /// Where it stands, in bytes from the first of the head; `nil` for what is missing.
  public var offset: Int?
  /// What is wrong about it; empty where it is right.
  public var findings: [Finding]

  /// The heaviest finding's severity; `nil` where it is right.
  public var severity: Severity? { findings.map(\.severity).max() }
  /// The section of the specification that it was judged by.
  public var reference: String? { (findings.first?.rule ?? rules.first)?.entry.reference }
}

/// A handshake, judged rule by rule.
public struct HandshakeReport: Hashable, Sendable {
  /// The version it was judged as.
  public var version: ProtocolVersion
  /// Everything that was judged, in the order of the heads.
  public var checks: [HandshakeCheck]

  /// Judges a handshake by every rule of its version.
  ///
  /// The offset of a finding is counted from the first byte of its sender's head.
  public init(_ handshake: Handshake) {
    if let connect = handshake.extendedConnect {
      self.init(connect)
      return
    }
    var judge = HandshakeJudge(handshake)
    judge.judge()
    self.init(version: handshake.version, checks: judge.checks)
  }

  private init(version: ProtocolVersion, checks: [HandshakeCheck]) {
    self.version = version
    self.checks = checks
  }

  /// Everything that was found.
  public var findings: [Finding] { checks.flatMap(\.findings) }
}
