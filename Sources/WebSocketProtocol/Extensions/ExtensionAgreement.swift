/// The extensions in force on a connection, as far as they change what frames mean.
public struct ExtensionAgreement: Hashable, Sendable {
  /// The parameters of permessage-deflate, where it was accepted.
  public var permessageDeflate: PermessageDeflate?
  /// The parameters of deflate-frame, where it was accepted.
  public var deflateFrame: DeflateFrame?
  /// True where the frames themselves lie inside a compressed stream (`deflate-stream` of hybi-04 to -12).
  public var wrapsStream = false
  /// The accepted extensions whose use of the reserved bits is not known here.
  public var unknown: [String] = []

  /// The name of the extension that compressed the whole stream in some drafts.
  public static let deflateStream = "deflate-stream"

  /// No extension.
  public init() {}

  /// Reads the value of the response's `Sec-WebSocket-Extensions`.
  ///
  /// - Parameters:
  ///   - list: what the response accepts.
  ///   - offered: what the request offers; deflate-frame takes the server's parameters from there.
  public init(_ list: ExtensionList, offered: ExtensionList? = nil) {
    for element in list.elements where !element.name.isEmpty {
      let name = element.name.asciiLowercased
      if name == PermessageDeflate.name {
        permessageDeflate = permessageDeflate ?? PermessageDeflate(element)
      } else if DeflateFrame.names.contains(name) {
        let offer = offered?.elements.first { $0.name.asciiLowercased == name }
        deflateFrame = deflateFrame ?? DeflateFrame(offer: offer, response: element)
      } else if name == Self.deflateStream {
        wrapsStream = true
      } else {
        unknown.append(element.name)
      }
    }
  }

  /// What a side compresses its messages or frames with; `nil` where it does not.
  ///
  /// Both extensions use RSV1, so that they exclude each other; where a server accepted both, the newer one counts.
  public func compression(of sender: Sender) -> Compression? {
    if let permessageDeflate {
      return Compression(
        scope: .message, windowBits: permessageDeflate.windowBits(of: sender),
        keepsContext: permessageDeflate.keepsContext(of: sender))
    }
    return deflateFrame.map { agreed in
      sender == .client
        ? Compression(
          scope: .frame, windowBits: agreed.clientWindowBits, keepsContext: !agreed.clientNoContextTakeover)
        : Compression(
          scope: .frame, windowBits: agreed.serverWindowBits, keepsContext: !agreed.serverNoContextTakeover)
    }
  }

  /// The reserved bits that some extension in force may set; all of them where an extension is not known.
  public var definedReservedBits: FrameHeader.ReservedBits {
    if !unknown.isEmpty { return .all }
    return permessageDeflate == nil && deflateFrame == nil ? [] : .rsv1
  }
}
