/// Why a capture cannot be read, or not read on.
public struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Kind: Hashable, Sendable {
    /// There is no such file.
    case notFound
    /// The file may not be opened, or reading it failed.
    case notReadable
    /// The path names a directory.
    case isDirectory
    /// There is not a single byte.
    case empty
    /// The first bytes are those of no capture format.
    case notACapture
    /// The input ends inside the header of the file.
    case headerCut
    /// The packets have a link layer that is not understood.
    case unsupportedLink
    /// The capture contradicts itself; what came before was read.
    case damaged
  }

  /// The kind of trouble.
  public var kind: Kind
  /// The name of the input, as the caller gave it.
  public var name: String
  /// Where in the input, in bytes from its start, where that is known.
  public var offset: UInt64?
  /// What is wrong, in words, without the name.
  public var message: String

  /// - Parameters:
  ///   - kind: the kind of trouble.
  ///   - name: the name of the input.
  ///   - offset: where in the input, in bytes.
  ///   - message: what is wrong, in words, without the name.
  public init(_ kind: Kind, name: String, offset: UInt64? = nil, message: String) {
    self.kind = kind
    self.name = name
    self.offset = offset
    self.message = message
  }

  /// The name of the input and what is wrong with it, in one line.
  public var description: String {
    if let offset { "\(name): \(message) (at byte \(offset))" } else { "\(name): \(message)" }
  }

  /// The input begins with bytes no capture begins with.
  static func notACapture(name: String, firstBytes: [UInt8]) -> CaptureError {
    let digits = Array("0123456789abcdef")
    let shown = firstBytes.prefix(4).map { String([digits[Int($0 >> 4)], digits[Int($0 & 15)]]) }
    return CaptureError(
      .notACapture, name: name,
      message: "not a capture: it begins with \(shown.joined(separator: " ")), "
        + "where pcap has a1 b2 c3 d4 (or a variant) and pcapng 0a 0d 0d 0a")
  }

  /// The packets have a link layer that is not understood.
  static func unsupportedLink(_ linkType: LinkType, name: String) -> CaptureError {
    CaptureError(.unsupportedLink, name: name, message: "packets of link type \(linkType) are not supported")
  }
}
