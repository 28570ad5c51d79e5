public import WebSocketProtocol

/// What the bytes of two sides tell about a conversation: who is the client, and what its frames are.
public struct ConversationGuess: Hashable, Sendable {
  /// True where a side begins with an HTTP head, so that the conversation's handshake tells everything.
  public let hasHandshake: Bool
  /// True where the one side begins with an HTTP head and the other with something else: half of the handshake is missing.
  public let hasHalfHandshake: Bool
  /// Whether the side called first is the client.
  public let firstIsClient: Bool
  /// The version that frames without a handshake are read as.
  public let version: ProtocolVersion
  /// True where the frames themselves told the version, false where it is just what is usual.
  public let isVersionFitted: Bool

  /// How many bytes of each side are looked at.
  private static let sampleBytes = 1 << 16

  /// Looks at what each side sent first.
  ///
  /// - Parameters:
  ///   - first: the first bytes of the side called first, as far as none are missing.
  ///   - second: those of the other side.
  ///   - firstIsClient: whether the side called first is the client, where that is known.
  ///   - leaning: the same, where it is merely likely; it counts less than what is sent, except for MASK.
  ///   - options: the version and extensions in force, where they are given.
  public init(
    first: [UInt8], second: [UInt8], firstIsClient: Bool?, leaning: Bool?, options: InspectionOptions
  ) {
    let samples = [first, second].map { Array($0.prefix(Self.sampleBytes)) }
    let heads = Self.sendersOfHeads(samples)
    let hasHandshake = heads.contains { $0 != .unknown }
    let guesses = zip(samples, [first, second]).map { sample, all in
      options.version == nil && !hasHandshake
        ? FramingGuess.version(of: sample, isComplete: sample.count == all.count) : nil
    }
    let guess = guesses.compactMap(\.self).first
    let version = options.version ?? guess?.version ?? .rfc6455
    let masks = samples.map { sample in
      version.framing.hasMaskBit ? FramingGuess.sender(byMaskOf: sample, options.extensions) : nil
    }
    self.hasHandshake = hasHandshake
    hasHalfHandshake = hasHandshake && heads.contains(.unknown) && !samples.contains([])
    self.version = version
    isVersionFitted = guess != nil
    self.firstIsClient =
      Self.firstIsClient(heads) ?? firstIsClient ?? Self.firstIsClient(guesses.map { $0?.sender ?? .unknown })
      ?? leaning ?? Self.firstIsClient(masks.map { $0 ?? .unknown }) ?? true
  }

  /// The sides whose HTTP heads the samples begin with, or what precedes a request.
  private static func sendersOfHeads(_ samples: [[UInt8]]) -> [Sender] {
    for (client, server) in [(0, 1), (1, 0)] {
      if case .found = Preamble.read(client: samples[client], server: samples[server]) {
        return client == 0 ? [.client, .server] : [.server, .client]
      }
    }
    return samples.map(senderOfHead)
  }

  /// The side whose HTTP head the bytes begin with.
  private static func senderOfHead(_ bytes: [UInt8]) -> Sender {
    if HTTPStart.isRequest(bytes) == .yes { return .client }
    return HTTPStart.isResponse(bytes) == .yes ? .server : .unknown
  }

  /// What two senders come to; `nil` where they contradict each other or tell nothing.
  private static func firstIsClient(_ senders: [Sender]) -> Bool? {
    switch (senders[0], senders[1]) {
    case (.client, .unknown), (.client, .server), (.unknown, .server): true
    case (.server, .unknown), (.server, .client), (.unknown, .client): false
    default: nil
    }
  }
}
