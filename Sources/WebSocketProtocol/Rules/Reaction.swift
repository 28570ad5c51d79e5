/// What a conforming receiver does about a broken rule.
public struct Reaction: Hashable, Sendable {
  /// The ways of reacting that the specifications know.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Fails the WebSocket connection (RFC 6455 section 7.1.7): a Close frame where frames flow, then the end of TCP.
    case failConnection = "fail the connection"
    /// Closes the connection; a Close frame may go before.
    case closeConnection = "close the connection"
    /// Gives up an opening handshake without an answer, as servers of hixie-76 do.
    case abortHandshake = "abort the connection"
    /// Answers the request with an HTTP error instead of 101.
    case refuseRequest = "answer 400 Bad Request"
    /// Takes no part in the handshake, whichever half of it is malformed.
    case rejectHead = "give the handshake up; a server answers 400 Bad Request"
    /// Answers with the versions that it does speak (RFC 6455 section 4.4).
    case refuseVersion = "answer 426 Upgrade Required and the versions it speaks"
    /// Leaves the extension out of its response.
    case declineOffer = "decline the offer"
    /// Resets one HTTP/2 or HTTP/3 stream; the connection goes on.
    case resetStream = "reset the stream"
    /// Reads what is wrong and drops it.
    case ignore = "ignore it"
    /// Goes on reading: no draft or RFC in force asks for more.
    case tolerate = "read on"
    /// Shows U+FFFD in place of what is not UTF-8.
    case substitute = "show U+FFFD instead"
  }

  /// What is done.
  public let kind: Kind
  /// The code of the Close frame that customarily goes before; the specification fixes few of them.
  public let closeCode: CloseCode?
  /// The side that has to react; `.unknown` where it is whichever side receives.
  public let side: Sender

  init(_ kind: Kind, code: UInt16? = nil, by side: Sender = .unknown) {
    self.kind = kind
    closeCode = code.map(CloseCode.init)
    self.side = side
  }

  /// The receiver ends the connection over this, so nothing it sends afterwards is expected.
  public var failsConnection: Bool {
    switch kind {
    case .failConnection, .closeConnection, .abortHandshake: true
    case .refuseRequest, .rejectHead, .refuseVersion, .declineOffer, .resetStream, .ignore, .tolerate, .substitute:
      false
    }
  }

  /// The reaction in words, such as `the server must close the connection (1002)`.
  public var text: String {
    let subject = side == .unknown ? "" : "the \(side.rawValue) must "
    let code = closeCode.map { " (\($0.rawValue))" } ?? ""
    return subject + kind.rawValue + code
  }
}

extension Reaction {
  /// The receiver fails the connection, customarily with this code.
  static func fail(_ code: UInt16? = nil) -> Reaction { Reaction(.failConnection, code: code) }
  /// The client fails the connection: the response is no good.
  static let clientFails = Reaction(.failConnection, by: .client)
  /// The server answers 400: the request is no good.
  static let refuse = Reaction(.refuseRequest, by: .server)
  /// The server of an old version gives the handshake up.
  static let abort = Reaction(.abortHandshake, by: .server)
  /// The stream of HTTP/2 or HTTP/3 is reset.
  static let reset = Reaction(.resetStream)
}
