import Inspection
import PacketCapture
import WebSocketProtocol

/// What was pasted of one connection, in the order it was seen.
struct RecordedConversation {
  /// Something one side did.
  struct Step {
    enum Kind {
      case bytes([UInt8])
      /// Bytes that are missing.
      case gap(UInt64)
      case finding(Finding)
      case finish
      case reset
    }

    var side: Side
    var kind: Kind
    /// The number of the packet that it came in; `nil` where there are no packets.
    var packet: UInt64?
  }

  /// The ends of the side called first and of the other, where they are known.
  var first: Endpoint?
  var second: Endpoint?
  /// The flow's Community ID, where it was a flow.
  var communityID: String?
  /// Whether the side called first opened the connection, where that is known.
  var firstIsClient: Bool?
  /// Nothing was sent before the first step.
  var isFromStart = true
  /// What happened.
  var steps: [Step] = []

  /// All bytes of the only side that sent any, and who that is where it is known; `nil` for a conversation, and where
  /// bytes are missing.
  func monologue(_ options: InspectionOptions) -> (sender: Sender?, bytes: [UInt8])? {
    var bytes: [UInt8] = []
    var side: Side?
    for step in steps {
      switch step.kind {
      case .bytes(let piece):
        guard side ?? step.side == step.side else { return nil }
        side = step.side
        bytes += piece
      case .gap, .finding: return nil
      case .finish, .reset: break
      }
    }
    guard let side else { return nil }
    let guess = guess(options)
    let firstIsClient = guess.hasHandshake ? guess.firstIsClient : firstIsClient ?? firstIsClientByPorts
    return (firstIsClient.map { (side == .first) == $0 ? .client : .server }, bytes)
  }

  /// The bytes that are there, of both sides.
  var byteCount: UInt64 {
    steps.reduce(0) { sum, step in
      guard case .bytes(let bytes) = step.kind else { return sum }
      return sum + UInt64(bytes.count)
    }
  }

  /// What a side sent first, up to the first byte that is missing.
  private func beginning(of side: Side) -> [UInt8] {
    var bytes: [UInt8] = []
    for step in steps where step.side == side {
      switch step.kind {
      case .bytes(let piece): bytes += piece
      case .gap: return bytes
      case .finding, .finish, .reset: break
      }
    }
    return bytes
  }

  /// Who is the client, and what the frames are.
  func guess(_ options: InspectionOptions) -> ConversationGuess {
    ConversationGuess(
      first: beginning(of: .first), second: beginning(of: .second), firstIsClient: firstIsClient,
      leaning: firstIsClientByPorts, options: options)
  }

  /// Systems give clients ports from 32768 up (Linux) or 49152 up (RFC 6335); servers listen below.
  var firstIsClientByPorts: Bool? {
    guard let first, let second else { return nil }
    let isEphemeral = (first.port >= 32_768, second.port >= 32_768)
    return isEphemeral.0 == isEphemeral.1 ? nil : isEphemeral.0
  }

  /// The two ends, where they are known.
  func ends(firstIsClient: Bool) -> ConnectionEnds? {
    guard let first, let second else { return nil }
    return ConnectionEnds(
      client: firstIsClient ? first : second, server: firstIsClient ? second : first, communityID: communityID)
  }

  /// Hands all that happened to an inspector.
  func feed(_ inspector: inout Inspector, _ guess: ConversationGuess) {
    let slot = 0
    if guess.hasHandshake {
      inspector.open(slot, firstIsClient: guess.firstIsClient)
    } else {
      inspector.openMidstream(
        slot, firstIsClient: guess.firstIsClient, version: guess.version, isFromStart: isFromStart,
        ends: ends(firstIsClient: guess.firstIsClient))
    }
    var offsets: [Side: UInt64] = [:]
    for step in steps {
      let origin = Origin(packet: step.packet)
      let offset = offsets[step.side, default: 0]
      switch step.kind {
      case .bytes(let bytes):
        _ = inspector.take(bytes.span, from: step.side, at: offset, slot: slot, origin, ends: ends(firstIsClient:))
        offsets[step.side] = offset &+ UInt64(bytes.count)
      case .gap(let length):
        _ = inspector.skip(length, from: step.side, at: offset, slot: slot, origin)
        offsets[step.side] = offset &+ length
      case .finding(let finding): inspector.report(finding, by: step.side, slot: slot, origin)
      case .finish: inspector.finish(step.side, slot: slot, origin)
      case .reset: inspector.reset(by: step.side, slot: slot, origin)
      }
    }
    inspector.close(slot)
  }
}
