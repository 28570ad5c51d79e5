/// A known beginning of something that is no frame: another protocol, or a payload that lost its header.
///
/// It is meant to be looked for where a header is already suspicious: the beginnings of ordinary frames are not told
/// from fingerprints here.
public struct StreamFingerprint: Hashable, Sendable {
  /// What some bytes are, as far as they go.
  public enum Match: Hashable, Sendable {
    /// No fingerprint fits, whatever comes behind the bytes.
    case none
    /// The bytes are the beginning of a fingerprint; more of them will decide.
    case needsMore
    /// The fingerprint that fits, whatever comes behind the bytes.
    case found(StreamFingerprint)
  }

  /// What stands where a frame should be, in the order in which it is looked for; the raw value is part of a name.
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case proxyVersion2 = "proxy-v2"
    case proxyVersion1 = "proxy-v1"
    case http2Preface = "h2-preface"
    case ssh = "ssh"
    case tlsApplicationData = "tls-appdata"
    case tlsHandshake = "tls-handshake"
    case tlsAlert = "tls-alert"
    case gzip = "gzip"
    case byteOrderMark = "bom"
    case hixieClose = "hixie-close"
    case hixieText = "hixie"
    case httpResponse = "http-response"
    case httpRequest = "http-request"
    case html = "html"
    case json = "json"
    case text = "text"
    case lineEnd = "crlf"
  }

  let kind: Kind

  /// Every fingerprint, in the order of precedence.
  public static let all = Kind.allCases.map(StreamFingerprint.init)

  /// The name of the hint: `not-a-frame-` and what the bytes look like, such as `not-a-frame-http-response`.
  public var name: String { "not-a-frame-\(kind.rawValue)" }

  /// The guess, with the first bytes as its evidence.
  public func hint(for bytes: some Sequence<UInt8>) -> Hint {
    Hint(name, message, evidence: Hexadecimal.text(bytes.prefix(16)))
  }

  /// What the bytes look like, where they come from or what to change, in one sentence.
  public var message: String {
    switch kind {
    case .proxyVersion2:
      "the signature of a PROXY protocol header, version 2: a load balancer sends it, and nobody takes it off"
    case .proxyVersion1:
      "a PROXY protocol line, version 1: a load balancer sends it, and nobody takes it off"
    case .http2Preface:
      "the connection preface of HTTP/2; over HTTP/2 a WebSocket lies inside DATA frames (RFC 8441)"
    case .ssh: "the banner of SSH: this is another service's port"
    case .tlsApplicationData: "a TLS record with application data: the stream is encrypted and must be decrypted first"
    case .tlsHandshake: "a TLS handshake record: wss where ws was expected, or a capture without its keys"
    case .tlsAlert: "a TLS alert: one side speaks TLS, and its TLS layer has given up"
    case .gzip: "gzip data without a frame around it: only the payload of a frame may be compressed"
    case .byteOrderMark: "a UTF-8 byte-order mark before the frame: save the source file that writes it without one"
    case .hixieClose: "FF 00 is the close of hixie-76; a Close frame begins with 88"
    case .hixieText:
      "00 and FF around text are the frames of hixie-76; an RFC 6455 text frame begins with 81 and its length"
    case .httpResponse: "an HTTP response where a frame should be: a second handler answers on the upgraded connection"
    case .httpRequest:
      "an HTTP request where a frame should be: the connection is used again as if it were not upgraded"
    case .html: "an HTML page without a frame around it, such as the error page of a proxy"
    case .json: "JSON without a frame around it: the payload was written to the socket without a frame header"
    case .text: "text without a frame around it: something writes to the socket past the WebSocket library"
    case .lineEnd: "CR LF before a frame: one line end too many after the handshake; one blank line ends the head"
    }
  }
}
