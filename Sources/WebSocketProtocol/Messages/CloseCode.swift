/// The status code of a Close frame (RFC 6455 section 7.4).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
  /// The number on the wire, 0 to 65535.
  public let rawValue: UInt16

  /// - Parameter rawValue: the number on the wire; every value is represented.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// What the version in force says about a code on the wire.
  public enum Standing: Hashable, Sendable {
    /// A registered code that may be sent.
    case registered
    /// Registered first come, first served (3000–3999) or private (4000–4999).
    case application
    /// Must not be sent: it stands for something no frame was received for (1005, 1006, 1015).
    case localOnly
    /// Held back, with no meaning of its own (1004, 1016–2999).
    case reserved
    /// Defined by a later draft that has the same version number on the wire: 1007 in what may be hybi-08 to -12.
    case perhapsRegistered
    /// Outside every range: 0–999 and 5000 up; in a draft also what only later ones defined.
    case undefined
  }

  /// The code's standing under a version; each draft had its own list.
  public func standing(in version: ProtocolVersion = .rfc6455) -> Standing {
    if let last = Self.lastCode(of: version) {
      if (1000...last).contains(rawValue) { return Self.isLocal(rawValue) ? .localOnly : .registered }
      if version == .hybi08, rawValue == 1007 { return .perhapsRegistered }
      return rawValue >= 3000 && rawValue <= 4999 ? .application : .undefined
    }
    switch rawValue {
    case 1005, 1006, 1015: return .localOnly
    case 1004, 1016...2999: return .reserved
    case 1000...1014: return .registered
    case 3000...4999: return .application
    default: return .undefined
    }
  }

  private static func isLocal(_ code: UInt16) -> Bool {
    code == 1005 || code == 1006
  }

  /// The highest code a draft defined; `nil` for versions judged by the registry.
  private static func lastCode(of version: ProtocolVersion) -> UInt16? {
    switch version {
    case .hybi06, .hybi07: 1004
    case .hybi08, .hybi09: 1006
    case .hybi10, .hybi11, .hybi12: 1007
    default: nil
    }
  }

  /// The registered name, in lower case except for names; `nil` for a code without one.
  public func name(in version: ProtocolVersion = .rfc6455) -> String? {
    switch rawValue {
    case 1000: "normal closure"
    case 1001: "going away"
    case 1002: "protocol error"
    case 1003: "unsupported data"
    case 1004: Self.lastCode(of: version) == nil ? "reserved" : "frame too large"
    case 1005: "no status received"
    case 1006: "abnormal closure"
    case 1007: "invalid payload data"
    case 1008: "policy violation"
    case 1009: "message too big"
    case 1010: "mandatory extension"
    case 1011: "internal error"
    case 1012: "service restart"
    case 1013: "try again later"
    case 1014: "bad gateway"
    case 1015: "TLS handshake"
    case 3000: "unauthorized"
    case 3003: "forbidden"
    case 3008: "timeout"
    case 3000...3999: "registered by a library or framework"
    case 4000...4999: "private use"
    default: nil
    }
  }
}

extension ProtocolVersion {
  /// True from hybi-06 on, where the body of a Close frame is a code and a reason.
  public var closeHasCode: Bool {
    switch self {
    case .hixie75, .hixie76, .hybi01, .hybi02, .hybi03, .hybi04, .hybi05: false
    case .hybi06, .hybi07, .hybi08, .hybi09, .hybi10, .hybi11, .hybi12, .rfc6455: true
    }
  }
}

/// The payload of a Close frame taken apart: nothing, or a code and a reason (RFC 6455 section 5.5.1).
public struct CloseBody: Hashable, Sendable {
  /// The code, where there are at least two bytes.
  public let code: CloseCode?
  /// The bytes behind the code.
  public let reasonBytes: [UInt8]
  /// The reason as text; `nil` where there is no code or the bytes are not UTF-8.
  public let reason: String?

  /// - Parameters:
  ///   - payload: the unmasked payload of the frame.
  ///   - version: the version in force; before hybi-06 a close has neither code nor reason.
  public init(_ payload: some Collection<UInt8>, version: ProtocolVersion = .rfc6455) {
    let bytes = Array(payload)
    guard bytes.count >= 2, version.closeHasCode else {
      code = nil
      reasonBytes = []
      reason = nil
      return
    }
    code = CloseCode(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
    reasonBytes = Array(bytes.dropFirst(2))
    reason = String(validating: reasonBytes, as: UTF8.self)
  }
}
