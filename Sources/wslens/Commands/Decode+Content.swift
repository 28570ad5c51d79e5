import Inspection
import PastedInput
import Rendering
import WebSocketProtocol

/// How `decode` reads bytes whose senders are known, and those whose are not.
extension Decode {
  /// What there is to inspect.
  enum Content {
    /// Bytes in a row, and whose they are where that is known.
    case stream([UInt8], Sender?)
    /// Bytes with their senders, perhaps of several connections.
    case conversations(RecordedInput)
  }

  /// Takes what the input tells about who sent its bytes, unless a part of them is wanted, or they are no stream.
  func content(of pasted: PastedBytes, _ bytes: [UInt8]) -> Content {
    guard !payloadOnly, range.isEverything, let recorded = RecordedInput(pasted.source) else {
      for note in pasted.joinNotes { common.note(note) }
      return .stream(bytes, sender?.sender)
    }
    if recorded.findings.isEmpty, recorded.conversations.count == 1 {
      let conversation = recorded.conversations[0]
      if let monologue = conversation.monologue(options) {
        return .stream(monologue.bytes, sender?.sender ?? monologue.sender)
      }
      // With half of a handshake, only the order of the text tells where the frames begin.
      if conversation.guess(options).hasHalfHandshake { return .stream(bytes, sender?.sender) }
    }
    if sender != nil { StandardError.write("wslens: --sender is ignored: the input tells who sent which bytes\n") }
    return .conversations(recorded)
  }

  /// Shows what is in the bytes; gives what was counted.
  func show(
    _ content: Content, named capture: String, into output: inout OutputTarget
  ) throws(Failure) -> Totals {
    switch content {
    case .stream(let bytes, let sender):
      let inspector = inspected(bytes, from: sender)
      try write(
        inspector.queue, inspector.summary, as: report, isSenderGuessed: inspector.isSenderGuessed, capture,
        into: &output)
      return inspector.summary.totals
    case .conversations(let recorded):
      var inspector = Inspector(options: options)
      for conversation in recorded.conversations {
        let guess = conversation.guess(options)
        tellAssumptions(guess, conversation)
        conversation.feed(&inspector, guess)
      }
      let summary = recorded.conclude(&inspector)
      var report = report
      report.hasSeveralConnections = recorded.conversations.count > 1
      try write(inspector.queue, summary, as: report, capture, into: &output)
      return summary.totals
    }
  }

  /// What is in the bytes of one stream.
  private func inspected(_ bytes: [UInt8], from sender: Sender?) -> ByteStreamInspector {
    if payloadOnly { return barePayload(bytes).inspected(options) }
    var inspector = ByteStreamInspector(options: options, sender: sender, startingAt: range.skip.bytes)
    inspector.take(bytes.span)
    inspector.finish()
    tellAssumptions(of: inspector)
    if inspector.isSenderGuessed { common.note("who sent each frame is told by its MASK bit; --sender says it") }
    return inspector
  }

  /// Tells who was taken for the client, and the frames for which version, where no handshake says it.
  private func tellAssumptions(_ guess: ConversationGuess, _ conversation: RecordedConversation) {
    guard !guess.hasHandshake else { return }
    tellVersion(guess.version, isFitted: guess.isVersionFitted)
    guard conversation.firstIsClient == nil else { return }
    let ends = conversation.ends(firstIsClient: guess.firstIsClient)
    let client = ends.map { "\($0.client.address), port \($0.client.port)," }
    common.note("\(client ?? "the \(guess.firstIsClient ? "first" : "second") side") is taken for the client")
  }

  private func tellVersion(_ version: ProtocolVersion, isFitted: Bool, hasHandshake: Bool = false) {
    guard protocolVersion == nil else { return }
    if isFitted {
      StandardError.write(
        "wslens: \(hasHandshake ? "the response alone does not tell the version" : "no handshake"); the frames fit "
          + "\(version.rawValue): --protocol-version names another\n")
    } else {
      common.note("no handshake; frames read as \(version.rawValue)")
    }
  }

  /// Tells which version the frames were taken for, where nothing says it.
  private func tellAssumptions(of inspector: ByteStreamInspector) {
    switch inspector.assumption {
    case .frames, .habit:
      tellVersion(
        inspector.version, isFitted: inspector.assumption == .frames, hasHandshake: inspector.hasHandshake)
    case .response:
      common.note("the response alone does not tell the version; read as \(inspector.version.rawValue)")
    case nil: break
    }
    if let sender = inspector.guessedSender {
      common.note("the frames look like those of the \(sender.rawValue); --sender says it")
    }
  }
}
