import WebSocketProtocol

extension OpeningHandshake {
  /// The notes that concern the conversation, and not only whoever made the handshake.
  private static let notesForConversations: Set<RuleID> = [.rs01, .hy15, .sec07]

  /// Tells the handshake, what was judged where that is wanted, what was found, and what the cause of it seems to be.
  mutating func tell(_ log: inout ConnectionLog, _ work: inout Workspace, at origin: Origin) {
    let repeated = rememberKey(log, &work)
    let hint = diagnose(log, &work)
    work.emit(.handshake(event), &log, time: origin.time)
    for var check in checks {
      if let repeated, check.rules.contains(.rq12) { check.findings.append(repeated) }
      work.weigh(&check.findings)
      if check.findings.isEmpty, check.rules.allSatisfy({ $0.chapter == .browsers }) { continue }
      if work.options.wantsChecks {
        work.emit(.check(check), &log, time: origin.time)
      } else {
        check.findings.removeAll {
          $0.severity == .note && !Self.notesForConversations.contains($0.rule) && $0 != repeated
        }
      }
      for finding in check.findings { work.report(finding, &log, at: origin) }
    }
    guard let hint else { return }
    work.emit(
      .hint(HintEvent(hint: hint, sender: .server, frame: nil, packet: origin.packet, offset: responseOffset)), &log,
      time: origin.time)
  }

  /// RQ-12 for a key that the same client has used before.
  private func rememberKey(_ log: ConnectionLog, _ work: inout Workspace) -> Finding? {
    guard let key = event.request?.value(of: "sec-websocket-key"), let accept = event.expectedAccept else { return nil }
    let owner = KeyMemory.Owner(key: key, connection: log.number, client: log.clientAddress)
    guard let earlier = work.keys.remember(owner, accept: accept), earlier.client != nil,
      earlier.client == log.clientAddress, earlier.connection != log.number
    else { return nil }
    return Finding(
      .rq12, "the same client sent this key on connection \(earlier.connection) already", sender: .client,
      offset: event.request?.fields(named: "sec-websocket-key").first.map {
        requestOffset &+ UInt64($0.value.lowerBound)
      }, evidence: key)
  }

  /// Looks for what gives a wrong answer; where nothing does, its form may tell something.
  private mutating func diagnose(_ log: ConnectionLog, _ work: inout Workspace) -> Hint? {
    if let accept = event.expectedAccept, let other = work.keys.connection(ofStrayAnswer: accept), other != log.number {
      return Hint(
        "accept-another-key", "the answer to this connection's key was given on connection \(other)", evidence: accept)
    }
    let rules = Set(checks.flatMap { $0.findings.map(\.rule) })
    guard event.isAccepted == true, work.mistakesToLookFor > 0 else { return nil }
    if rules.contains(.rs06) || rules.contains(.hy07),
      let key = event.request?.value(of: "sec-websocket-key"),
      let value = event.response?.value(of: "sec-websocket-accept")
    {
      work.mistakesToLookFor -= 1
      event.mistakes = AcceptMistake.reproducing(value, key: key).map(HandshakeMistake.init)
      if event.mistakes.isEmpty, let owner = work.keys.owner(ofAnswer: value) {
        event.mistakes = [HandshakeMistake(answering: owner.key, of: owner.connection)]
      }
      guard event.mistakes.isEmpty else { return nil }
      work.keys.remember(strayAnswer: value, of: log.number)
      return AcceptShape.hint(for: value)
    }
    guard !rules.isDisjoint(with: [.h7611, .h7612, .h7613, .h7615, .h7624]), let challenge = event.challenge,
      let answer = event.challengeResponse
    else { return nil }
    work.mistakesToLookFor -= 1
    event.mistakes = ChallengeMistake.reproducing(answer, challenge: challenge).map(HandshakeMistake.init)
    return event.mistakes.isEmpty ? ChallengeResponseShape.hint(for: answer) : nil
  }
}

extension Workspace {
  /// Leaves out what browsers expect, or gives it the weight that was asked for.
  fileprivate func weigh(_ findings: inout [Finding]) {
    switch options.browsers {
    case .ignored:
      findings.removeAll { $0.rule.chapter == .browsers }
    case .told:
      break
    case .required:
      for index in findings.indices where findings[index].rule.chapter == .browsers {
        if findings[index].severity == .warning { findings[index].severity = .error }
      }
    }
  }
}
