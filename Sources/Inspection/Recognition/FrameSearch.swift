import WebSocketProtocol

/// Looks for frames on a connection whose opening handshake is not in the input, or not all of it.
///
/// Frames are looked for where a packet begins, and from there on in a chain; what belongs to no such chain is not kept.
/// Both sides have to agree: one sends masked frames, the other unmasked ones. Where only one side is in the input, much
/// more has to speak for it.
struct FrameSearch {
  /// What is known of the connection besides its frames.
  enum Prior: Hashable {
    case nothing
    /// Some of a handshake is missing that may be one of WebSocket: an HTTP request, and perhaps a status of 101.
    case switched
    /// A request asks for WebSocket.
    case asked

    /// What this counts for, in bits.
    var bits: Int {
      switch self {
      case .nothing: 0
      case .switched: 24
      case .asked: 33
      }
    }
  }

  /// Something of one side that may have to be read as frames.
  struct Step {
    enum Content {
      case bytes([UInt8])
      case gap(UInt64)
    }

    var side: Side
    var offset: UInt64
    var content: Content
    var origin: Origin

    /// Where in the stream it ends.
    var end: UInt64 {
      switch content {
      case .bytes(let bytes): offset &+ UInt64(bytes.count)
      case .gap(let length): offset &+ length
      }
    }

    /// What it costs to keep it.
    fileprivate var cost: Int {
      if case .bytes(let bytes) = content { bytes.count + 64 } else { 64 }
    }
  }

  /// What was found.
  struct Recognition {
    var version: ProtocolVersion
    var firstIsClient: Bool
    /// The complete frames by which it was recognised.
    var frames: UInt64
    /// Frames have RSV1, as permessage-deflate sets it.
    var isCompressed: Bool
    /// Where frames begin in each side's stream; `nil` where that is not known.
    var first: UInt64?
    var second: UInt64?

    subscript(side: Side) -> UInt64? { side == .first ? first : second }
  }

  enum Verdict {
    case undecided
    /// It is something else, or nothing will be found any more.
    case none
    case found(Recognition)
  }

  /// What is known of one side.
  struct Stream {
    fileprivate(set) var chains: [FrameChain] = []
    /// How many places were tried.
    fileprivate var attempts: UInt64 = 0
    /// How many bytes of it were seen.
    fileprivate(set) var seen: UInt64 = 0
    /// Where its first byte was seen.
    fileprivate(set) var start: UInt64?
    /// Where what was seen of it ends.
    fileprivate(set) var end: UInt64 = 0

    /// From where on its bytes may be needed.
    fileprivate var needed: UInt64 { chains.map(\.replayStart).min() ?? .max }
  }

  /// How much of a connection is kept until it is decided, in bytes.
  private static let mostKept = 1 << 16
  /// How many chains are followed in one stream; the youngest that have nothing to show go first.
  private static let mostChains = 8

  let prior: Prior
  let versions: [ProtocolVersion]
  let firstIsClient: Bool?
  private(set) var first = Stream()
  private(set) var second = Stream()
  /// What has to be read again once it is known how, in the order in which it came.
  private(set) var steps: [Step] = []
  /// What the steps cost, in bytes.
  private(set) var cost = 0
  /// What of the handshake is missing.
  private(set) var missing: [Step] = []
  /// The side without whose next bytes nothing is decided.
  private var awaited: Side?

  /// - Parameters:
  ///   - firstIsClient: whether the side called first is the client, where that is known.
  ///   - version: the version that was asked for, where that is known.
  init(firstIsClient: Bool?, prior: Prior = .nothing, version: ProtocolVersion? = nil) {
    self.firstIsClient = firstIsClient
    self.prior = prior
    versions = version.map { [$0] } ?? [.rfc6455, .hixie76, .hybi03, .hybi06]
  }

  /// One side.
  subscript(side: Side) -> Stream {
    get { side == .first ? first : second }
    set { if side == .first { first = newValue } else { second = newValue } }
  }

  // MARK: What comes

  /// Learns where the next bytes of a side begin.
  mutating func place(_ side: Side, at offset: UInt64) { self[side].end = offset }

  /// Decides nothing before the next bytes of a side are there, which are at hand.
  mutating func wait(for side: Side) { awaited = side }

  /// True while the next bytes of a side decide.
  var waits: Bool { awaited != nil }

  /// True where nothing has come of a side, and nothing of it is known to be missing.
  func isUntouched(_ side: Side) -> Bool {
    self[side].start == nil && !missing.contains { $0.side == side }
  }

  /// Takes the next bytes of one side, which lie in one packet.
  mutating func take(_ bytes: Span<UInt8>, from side: Side, at offset: UInt64, _ origin: Origin) -> Verdict {
    guard bytes.count > 0 else { return .undecided }
    if OtherProtocol.begins(bytes) { return .none }
    let needed = self[side].needed
    note(side, offset, bytes.count)
    follow(side) { $0.take(bytes, at: offset) }
    begin(bytes, from: side, at: offset)
    if !self[side].chains.isEmpty {
      let copy = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
      keep(Step(side: side, offset: offset, content: .bytes(copy), origin: origin))
    }
    if self[side].needed != needed { dropSteps(of: side) }
    if awaited == side { awaited = nil }
    if cost > Self.mostKept {
      if waits {
        awaited = nil
        if case .found(let found) = decide() { return .found(found) }
      }
      forgetBeginnings()
    }
    return decide()
  }

  /// Bytes of one side are missing.
  mutating func skip(_ length: UInt64, from side: Side, at offset: UInt64, _ origin: Origin) -> Verdict {
    let needed = self[side].needed
    follow(side) { $0.skip(length, at: offset) }
    self[side].end = offset &+ length
    let step = Step(side: side, offset: offset, content: .gap(length), origin: origin)
    if !self[side].chains.isEmpty {
      keep(step)
    } else if prior != .nothing, self[side].start == nil {
      missing.append(step)
    }
    if self[side].needed != needed { dropSteps(of: side) }
    return decide()
  }

  /// Keeps as little as possible, and goes on.
  mutating func forgetBeginnings() {
    for side in [Side.first, .second] {
      follow(side) { $0.forgetBeginning() }
      dropSteps(of: side)
    }
    if cost > Self.mostKept { forgetEverything() }
  }

  /// Keeps nothing, and looks for the next chain.
  mutating func forgetEverything() {
    first.chains = []
    second.chains = []
    steps = []
    cost = 0
  }

  private mutating func note(_ side: Side, _ offset: UInt64, _ count: Int) {
    self[side].seen &+= UInt64(count)
    self[side].end = offset &+ UInt64(count)
    if self[side].start == nil { self[side].start = offset }
  }

  /// Goes on with each chain of a side; those that turn out to be none are gone.
  private mutating func follow(_ side: Side, _ goesOn: (inout FrameChain) -> Bool) {
    self[side].chains = self[side].chains.compactMap { chain in
      var chain = chain
      return goesOn(&chain) ? chain : nil
    }
  }

  /// Begins a chain where a packet begins, unless one has come to the same place.
  private mutating func begin(_ bytes: Span<UInt8>, from side: Side, at offset: UInt64) {
    self[side].attempts &+= 1
    let attempts = self[side].attempts
    for reading in readings(of: side) where FrameChain.mayBegin(reading, with: bytes) {
      // The chains were fed with this packet already; one that stood at a border before it has a frame begin there.
      let isFollowed = self[side].chains.contains { $0.reading == reading && $0.hasBorder(at: offset) }
      guard !isFollowed, var chain = FrameChain(reading, at: offset, attempts: attempts), chain.take(bytes, at: offset)
      else { continue }
      self[side].chains.append(chain)
    }
    guard self[side].chains.count > Self.mostChains else { return }
    // What speaks for a chain decides, and then how long it has lasted.
    let ranked = self[side].chains.enumerated().sorted { left, right in
      (right.element.evidence, left.offset) < (left.element.evidence, right.offset)
    }
    let kept = ranked.prefix(Self.mostChains).map(\.offset).sorted()
    self[side].chains = kept.map { self[side].chains[$0] }
  }

  private func readings(of side: Side) -> [FrameChain.Reading] {
    versions.flatMap { version in
      guard version.framing.masksFrames else { return [FrameChain.Reading(version: version, sender: .unknown)] }
      guard let firstIsClient else {
        return [
          FrameChain.Reading(version: version, sender: .client), FrameChain.Reading(version: version, sender: .server),
        ]
      }
      return [FrameChain.Reading(version: version, sender: (side == .first) == firstIsClient ? .client : .server)]
    }
  }

  private mutating func keep(_ step: Step) {
    steps.append(step)
    cost += step.cost
  }

  private mutating func dropSteps(of side: Side) {
    let needed = self[side].needed
    steps.removeAll { step in
      guard step.side == side, step.end <= needed else { return false }
      cost -= step.cost
      return true
    }
  }
}
