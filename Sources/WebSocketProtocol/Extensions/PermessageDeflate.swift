/// What two peers agreed on for permessage-deflate (RFC 7692 section 7.1).
public struct PermessageDeflate: Hashable, Sendable {
  /// The extension's registered name.
  public static let name = "permessage-deflate"

  /// The base-2 logarithm of the LZ77 window the server compresses with, 8 to 15.
  public var serverWindowBits = 15
  /// The base-2 logarithm of the LZ77 window the client compresses with, 8 to 15.
  public var clientWindowBits = 15
  /// True where the server starts every message with an empty window.
  public var serverNoContextTakeover = false
  /// True where the client starts every message with an empty window.
  public var clientNoContextTakeover = false

  /// The extension with its default parameters.
  public init() {}

  /// Reads the parameters of an accepted element. Values that are no window size leave the default in force.
  public init(_ element: ExtensionList.Element) {
    serverNoContextTakeover = element.parameter("server_no_context_takeover") != nil
    clientNoContextTakeover = element.parameter("client_no_context_takeover") != nil
    serverWindowBits = Self.windowBits(element.parameter("server_max_window_bits")) ?? 15
    clientWindowBits = Self.windowBits(element.parameter("client_max_window_bits")) ?? 15
  }

  private static func windowBits(_ parameter: ExtensionList.Parameter?) -> Int? {
    // `Int` alone would take a sign or a leading zero, which the grammar of section 7.1.2 has not.
    guard let value = parameter?.value, let bits = Int(value), (8...15).contains(bits), String(bits) == value else {
      return nil
    }
    return bits
  }

  /// The window size in force for what `sender` compresses, as a base-2 logarithm.
  public func windowBits(of sender: Sender) -> Int {
    sender == .client ? clientWindowBits : serverWindowBits
  }

  /// True where `sender` keeps its window from message to message.
  public func keepsContext(of sender: Sender) -> Bool {
    sender == .client ? !clientNoContextTakeover : !serverNoContextTakeover
  }
}

/// The extensions in force on a connection, as far as they change what frames mean.
public struct ExtensionAgreement: Hashable, Sendable {
  /// The parameters of permessage-deflate, where it was accepted.
  public var permessageDeflate: PermessageDeflate?
  /// The accepted extensions whose use of the reserved bits is not known here.
  public var unknown: [String] = []

  /// True where the frames themselves lie inside a compressed stream (`deflate-stream` of hybi-04 to -12).
  public var wrapsStream: Bool { unknown.contains("deflate-stream") }

  /// No extension.
  public init() {}

  /// Reads the value of the response's `Sec-WebSocket-Extensions`.
  public init(_ list: ExtensionList) {
    for element in list.elements where !element.name.isEmpty {
      if element.name.asciiLowercased == PermessageDeflate.name {
        permessageDeflate = permessageDeflate ?? PermessageDeflate(element)
      } else {
        unknown.append(element.name)
      }
    }
  }

  /// The reserved bits that some extension in force may set; all of them where an extension is not known.
  public var definedReservedBits: FrameHeader.ReservedBits {
    if !unknown.isEmpty { return .all }
    return permessageDeflate == nil ? [] : .rsv1
  }
}
