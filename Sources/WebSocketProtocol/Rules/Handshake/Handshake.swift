/// An opening handshake as rules look at it: a request, a response, or both, with the bytes that belong to them.
public struct Handshake: Hashable, Sendable {
  /// The version it is judged as.
  public var version: ProtocolVersion
  /// The client's half, where it was seen.
  public var request: Half?
  /// The server's half, where it was seen.
  public var response: Half?
  /// What the input cannot tell, so that it is not judged.
  public var lost: Loss
  /// True over TLS, false over plain TCP; `nil` where the input does not tell.
  public var isSecure: Bool?

  /// One side's head, and what stands behind it.
  public struct Half: Hashable, Sendable {
    /// The head.
    public var head: HTTPHead
    /// The bytes behind the empty line that the side sent before the other had a say in it: a challenge or its answer,
    /// and whatever else came along.
    public var rest: [UInt8]
    /// How many more such bytes follow, which are not kept here.
    public var further: Int

    /// - Parameters:
    ///   - rest: the bytes behind the empty line.
    ///   - further: how many more of them follow.
    public init(_ head: HTTPHead, rest: [UInt8] = [], further: Int = 0) {
      self.head = head
      self.rest = rest
      self.further = further
    }

    /// How many bytes stand behind the empty line.
    var restCount: Int { rest.count + further }

    /// The half without the line that the input ends in, of which nobody knows how it goes on.
    ///
    /// - Parameter lines: the lines of the head.
    func withoutCutLine(_ lines: HTTPHeadLines) -> Half {
      guard !lines.isClosed, head.bytes.last.map({ $0 != HTTPHead.lineFeed }) ?? false else { return self }
      let end = head.bytes.lastIndex(of: HTTPHead.lineFeed).map { $0 + 1 } ?? 0
      return Half(HTTPHead(Array(head.bytes[..<end])), rest: rest, further: further)
    }
  }

  /// Things that copying a handshake may have lost.
  public struct Loss: OptionSet, Hashable, Sendable {
    /// One bit for each of the things.
    public let rawValue: UInt8

    /// - Parameter rawValue: one bit for each of the things.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Whether lines ended with CR LF.
    public static let lineEnds = Loss(rawValue: 1)
    /// How many spaces stood where one is left, and whether any stood at the ends of values.
    public static let whiteSpace = Loss(rawValue: 2)
    /// The order of the fields.
    public static let order = Loss(rawValue: 4)
    /// The case of the letters in field names.
    public static let nameCase = Loss(rawValue: 8)
    /// The bytes behind the heads.
    public static let bodies = Loss(rawValue: 16)
    /// The start lines, which were put together from other facts.
    public static let startLines = Loss(rawValue: 32)
  }

  /// - Parameters:
  ///   - request: the client's half, where it was seen.
  ///   - response: the server's half, where it was seen.
  ///   - version: the version to judge it as; `nil` where the heads have to tell.
  ///   - lost: what the input cannot tell.
  public init(
    request: Half?, response: Half?, version: ProtocolVersion? = nil, lost: Loss = [], isSecure: Bool? = nil
  ) {
    self.request = request
    self.response = response
    self.lost = lost
    self.isSecure = isSecure
    // A version that nobody defined is judged as the standard, which says what should be asked for instead.
    self.version =
      version ?? request.map { ProtocolVersion.requested(by: $0.head) ?? .rfc6455 }
      ?? response.flatMap { ProtocolVersion.accepted(by: $0.head) } ?? .rfc6455
  }

  /// True where the server switched protocols.
  public var isAccepted: Bool { extendedConnect?.isAccepted ?? (response?.head.status == 101) }

  /// The handshake as one over HTTP/2, where it is one.
  var extendedConnect: ExtendedConnect? {
    request.flatMap { ExtendedConnect(request: $0.head, response: response?.head) }
  }

  /// The keys and the body of a challenge, where the version has one and both keys are there.
  public var challenge: Challenge? {
    guard version.hasChallenge, let request, let key1 = request.head.verbatimValue(of: "sec-websocket-key1"),
      let key2 = request.head.verbatimValue(of: "sec-websocket-key2")
    else { return nil }
    return Challenge(key1: ChallengeKey(key1), key2: ChallengeKey(key2), body: request.rest)
  }

  /// The accept value that the request calls for; `nil` where the version has none or the key is missing.
  public var accept: AcceptKey? {
    guard version.hasAccept, let request else { return nil }
    return request.head.usedKey.map { AcceptKey(for: $0) }
  }

  /// What was agreed on, as far as frames need it.
  public var extensions: ExtensionAgreement {
    let offered = request.map { ExtensionList($0.head.values(of: "sec-websocket-extensions")) }
    return ExtensionAgreement(
      ExtensionList(response?.head.values(of: "sec-websocket-extensions") ?? []), offered: offered)
  }
}
