/// Protocol versions that follow each other, in the order in which they were published.
public struct VersionRange: Hashable, Sendable {
  /// The oldest version of the range.
  public let first: ProtocolVersion
  /// The newest version of the range.
  public let last: ProtocolVersion

  init(_ first: ProtocolVersion, _ last: ProtocolVersion = .rfc6455) {
    self.first = first
    self.last = last
  }

  /// Every version there is.
  public static let all = VersionRange(.hixie75)
  /// The standard and the drafts that share its number.
  public static let standard = VersionRange(.rfc6455)

  /// The versions of the range, oldest first.
  public var versions: [ProtocolVersion] {
    let all = ProtocolVersion.allCases
    guard let begin = all.firstIndex(of: first), let end = all.firstIndex(of: last), begin <= end else { return [] }
    return Array(all[begin...end])
  }

  /// Whether a version belongs to the range.
  public func contains(_ version: ProtocolVersion) -> Bool { versions.contains(version) }
}

extension VersionRange {
  static let hixie75Only = VersionRange(.hixie75, .hixie75)
  static let hixie76Only = VersionRange(.hixie76, .hixie76)
  /// Frames between 00 and ff.
  static let delimited = VersionRange(.hixie75, .hixie76)
  /// Two keys and eight bytes, answered with an MD5.
  static let challenged = VersionRange(.hixie76, .hybi03)
  /// `Sec-WebSocket-Version` 4 to 8.
  static let keyedDrafts = VersionRange(.hybi04, .hybi12)
  static let hybiDrafts = VersionRange(.hybi01, .hybi12)
  /// Frames with a two-byte header and an opcode.
  static let sinceHybi01 = VersionRange(.hybi01)
  /// `Sec-WebSocket-Key` and `Sec-WebSocket-Accept`.
  static let sinceHybi04 = VersionRange(.hybi04)
  /// A masking key in front of the client's frames that need not be derived from anything.
  static let sinceHybi05 = VersionRange(.hybi05)
  /// Close bodies of a code and a reason.
  static let sinceHybi06 = VersionRange(.hybi06)
  /// The final frame layout.
  static let sinceHybi07 = VersionRange(.hybi07)
}
