/// The side of a connection that sent something.
public enum Sender: String, Hashable, Sendable, CaseIterable {
  /// The side that opened the connection; its frames are masked (RFC 6455 section 5.3).
  case client
  /// The side that accepted the connection; its frames are not masked.
  case server
  /// Nothing tells which side it is.
  case unknown

  /// The side that receives what this one sends.
  public var peer: Sender {
    switch self {
    case .client: .server
    case .server: .client
    case .unknown: .unknown
    }
  }
}
