#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

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
    /// A capture filter says nothing about packets of this link type.
    case unfilterable
    /// The system does not let this user capture.
    case notPermitted
    /// The interface ended the capture: it is down, or gone.
    case interrupted
    /// The capture contradicts itself; what came before was read.
    case damaged
  }

  /// What would make the input readable.
  public enum Remedy: Hashable, Sendable {
    /// This command, with the name of the file behind it, writes what is compressed to standard output.
    case decompress(String)
    /// A program that knows the format has to write the capture as pcap or pcapng.
    case convert
    /// The input is text: it may hold what a capture holds, but is none.
    case readAsText
  }

  /// The kind of trouble.
  public var kind: Kind
  /// The name of the input, as the caller gave it.
  public var name: String
  /// Where in the input, in bytes from its start, where that is known.
  public var offset: UInt64?
  /// What is wrong, in words, without the name.
  public var message: String
  /// What would make the input readable, where that is known.
  public var remedy: Remedy?

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

  /// A file that cannot be opened.
  /// - Parameter reason: the `errno` of the attempt.
  init(opening path: String, _ reason: CInt) {
    self.init(
      reason == ENOENT || reason == ENOTDIR ? .notFound : .notReadable, name: path,
      message: unsafe String(cString: strerror(reason)))
  }

  /// The input begins with bytes no capture begins with.
  /// - Parameter firstBytes: its first sixteen bytes.
  static func notACapture(name: String, firstBytes: [UInt8]) -> CaptureError {
    if let format = ForeignFormat(prefix: firstBytes) {
      var error = CaptureError(.notACapture, name: name, message: format.complaint)
      error.remedy = format.remedy
      return error
    }
    let digits = Array("0123456789abcdef")
    let shown = firstBytes.prefix(4).map { String([digits[Int($0 >> 4)], digits[Int($0 & 15)]]) }
    var error = CaptureError(
      .notACapture, name: name,
      message: "not a capture: it begins with \(shown.joined(separator: " ")), "
        + "where pcap has a1 b2 c3 d4 (or a variant) and pcapng 0a 0d 0d 0a")
    if firstBytes.allSatisfy({ (0x20..<0x7f).contains($0) || (9...13).contains($0) }) { error.remedy = .readAsText }
    return error
  }

  /// The packets have a link layer that is not understood.
  static func unsupportedLink(_ linkType: LinkType, name: String) -> CaptureError {
    .unsupportedLinks([linkType], name: name)
  }

  /// None of the packets have a link layer that is understood.
  /// - Parameter linkTypes: those that they have.
  static func unsupportedLinks(_ linkTypes: [LinkType], name: String) -> CaptureError {
    let names = linkTypes.map(\.description).joined(separator: ", ")
    return CaptureError(
      .unsupportedLink, name: name,
      message: "packets of link type \(names) are not read; those of Ethernet, Wi-Fi, PPP, loopback and bare IP are, "
        + "and more that carry IP")
  }
}
