/// A known beginning of something that is no frame: another protocol, or a payload that lost its header.
///
/// It is meant to be looked for where a header is already suspicious: the beginnings of ordinary frames are not told
/// from fingerprints here.
public struct StreamFingerprint: Hashable, Sendable {
  /// The name of the hint: `not-a-frame-` and what the bytes look like, such as `not-a-frame-http-response`.
  public let name: String
  /// What the bytes look like, where they come from and what to change.
  public let message: String

  /// What some bytes are, as far as they go.
  public enum Match: Hashable, Sendable {
    /// No fingerprint fits, whatever comes behind the bytes.
    case none
    /// The bytes are the beginning of a fingerprint; more of them will decide.
    case needsMore
    /// The fingerprint that fits, whatever comes behind the bytes.
    case found(StreamFingerprint)
  }

  private init(_ name: String, _ message: String) {
    self.name = "not-a-frame-" + name
    self.message = message
  }

  /// The guess, with the first bytes as its evidence.
  public func hint(for bytes: some Sequence<UInt8>) -> Hint {
    Hint(name, message, evidence: Hexadecimal.text(bytes.prefix(16)))
  }

  /// Every fingerprint, in the order of precedence.
  public static let all: [StreamFingerprint] = [
    .proxyVersion2, .proxyVersion1, .http2Preface, .ssh, .tlsApplicationData, .tlsHandshake, .tlsAlert, .gzip,
    .byteOrderMark, .hixieClose, .hixie, .httpResponse, .httpRequest, .html, .json, .text, .lineEnd,
  ]
}

// MARK: - The fingerprints

extension StreamFingerprint {
  static let proxyVersion2 = StreamFingerprint(
    "proxy-v2", "the signature of a PROXY protocol header, version 2: a load balancer sends it, and nobody takes it off"
  )
  static let proxyVersion1 = StreamFingerprint(
    "proxy-v1", "a PROXY protocol line, version 1: a load balancer sends it, and nobody takes it off")
  static let http2Preface = StreamFingerprint(
    "h2-preface", "the connection preface of HTTP/2; over HTTP/2 a WebSocket lies inside DATA frames (RFC 8441)")
  static let ssh = StreamFingerprint("ssh", "the banner of SSH: this is another service's port")
  static let tlsApplicationData = StreamFingerprint(
    "tls-appdata", "a TLS record with application data: the stream is encrypted and must be decrypted first")
  static let tlsHandshake = StreamFingerprint(
    "tls-handshake", "a TLS handshake record: wss where ws was expected, or a capture without its keys")
  static let tlsAlert = StreamFingerprint(
    "tls-alert", "a TLS alert: one side speaks TLS, and its TLS layer has given up")
  static let gzip = StreamFingerprint(
    "gzip", "gzip data without a frame around it; frames begin after the blank line of the handshake")
  static let byteOrderMark = StreamFingerprint(
    "bom", "a UTF-8 byte-order mark before the frame: save the source file that writes it without one")
  static let hixieClose = StreamFingerprint(
    "hixie-close", "FF 00 is the close of hixie-76; a Close frame begins with 88")
  static let hixie = StreamFingerprint(
    "hixie", "00 and FF around text are the frames of hixie-76; an RFC 6455 text frame begins with 81 and its length")
  static let httpResponse = StreamFingerprint(
    "http-response", "an HTTP response where a frame should be: a second handler answers on the upgraded connection")
  static let httpRequest = StreamFingerprint(
    "http-request", "an HTTP request where a frame should be: the connection is used again as if it were not upgraded")
  static let html = StreamFingerprint(
    "html", "an HTML page without a frame around it, such as the error page of a proxy")
  static let json = StreamFingerprint(
    "json", "JSON without a frame around it: the payload was written to the socket without a frame header")
  static let text = StreamFingerprint(
    "text", "text without a frame around it: something writes to the socket past the WebSocket library")
  static let lineEnd = StreamFingerprint(
    "crlf", "CR LF before a frame: one line end too many after the handshake; one blank line ends the head")
}
