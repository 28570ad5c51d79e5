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
    serverWindowBits = ExtensionList.Parameter.windowBits(element.parameter("server_max_window_bits")) ?? 15
    clientWindowBits = ExtensionList.Parameter.windowBits(element.parameter("client_max_window_bits")) ?? 15
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

extension ExtensionList.Parameter {
  /// The window size that a parameter tells, as a base-2 logarithm of 8 to 15; `nil` where it tells none.
  static func windowBits(_ parameter: Self?) -> Int? {
    // `Int` alone would take a sign or a leading zero, which the grammar of RFC 7692 section 7.1.2 has not.
    guard let value = parameter?.value, let bits = Int(value), (8...15).contains(bits), String(bits) == value else {
      return nil
    }
    return bits
  }
}
