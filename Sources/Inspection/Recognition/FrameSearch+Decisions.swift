import WebSocketProtocol

/// When frames are believed.
extension FrameSearch {
  /// How many bytes of a connection may pass without a decision.
  private static let mostSeen: UInt64 = 1 << 21

  /// What is known by now.
  func decide() -> Verdict {
    guard !waits else { return .undecided }
    for version in versions {
      for firstIsClient in firstIsClient.map({ [$0] }) ?? (version.framing.masksFrames ? [true, false] : [true]) {
        let client = best(version, .client, in: firstIsClient ? first : second)
        let server = best(version, .server, in: firstIsClient ? second : first)
        guard isProven(client, server, firstIsClient: firstIsClient) else { continue }
        let chains = firstIsClient ? (client, server) : (server, client)
        return .found(
          Recognition(
            version: version, firstIsClient: firstIsClient, frames: (client?.frames ?? 0) + (server?.frames ?? 0),
            isCompressed: client?.isCompressed == true || server?.isCompressed == true,
            first: chains.0?.replayStart, second: chains.1?.replayStart))
      }
    }
    return first.seen &+ second.seen > Self.mostSeen ? .none : .undecided
  }

  private func best(_ version: ProtocolVersion, _ sender: Sender, in stream: Stream) -> FrameChain? {
    let reading = FrameChain.Reading(version: version, sender: version.framing.masksFrames ? sender : .unknown)
    var best: FrameChain?
    for chain in stream.chains where chain.reading == reading && chain.evidence > best?.evidence ?? 0 { best = chain }
    // Behind a request that is there the client's frames begin, whatever they are.
    if best == nil, prior == .asked, sender == .client {
      best = stream.chains.first { $0.reading == reading && $0.start == stream.start && $0.evidence >= 0 }
    }
    return best
  }

  /// True where two chains, or one, cannot be chance.
  private func isProven(_ client: FrameChain?, _ server: FrameChain?, firstIsClient: Bool) -> Bool {
    let evidence = (client?.evidence ?? 0, server?.evidence ?? 0)
    if prior != .nothing {
      return max(evidence.0, evidence.1) >= 11 && evidence.0 + evidence.1 + prior.bits >= 44
    }
    switch (client, server) {
    case (let client?, let server?):
      guard client.reading.version == .rfc6455 else {
        return [client, server].allSatisfy { $0.evidence >= 24 && $0.frames >= 2 && $0.textBytes >= 8 }
          && evidence.0 + evidence.1 >= 64
      }
      return evidence.0 >= 20 && evidence.1 >= 16 && evidence.0 + evidence.1 >= 44
    case (let client?, nil):
      guard (firstIsClient ? second : first).seen == 0 else { return false }
      return client.reading.sender == .client && client.reading.version == .rfc6455
        ? client.standsAlone(evidence: 64, frames: 4, textBytes: 24)
        : client.standsAlone(evidence: 128, frames: 8, textBytes: 64)
    case (nil, let server?):
      guard (firstIsClient ? first : second).seen == 0 else { return false }
      return server.standsAlone(evidence: 128, frames: 8, textBytes: 64)
    case (nil, nil):
      return false
    }
  }
}

extension FrameChain {
  /// True where so much speaks for a chain that the other side is not needed: frames of text that end with packets.
  fileprivate func standsAlone(evidence: Int, frames: UInt64, textBytes: Int) -> Bool {
    self.evidence >= evidence && self.frames >= frames && self.textBytes >= textBytes && isAtBorder
      && UInt64(packetEnds) * 4 >= frames * 3
  }
}
