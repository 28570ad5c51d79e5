/// What two peers agreed on for deflate-frame, which compresses every frame by itself.
///
/// Browsers built on WebKit knew it as `x-webkit-deflate-frame`. Each side's parameters are what it asks of the other
/// side's compressor: the request's bind the server, the response's the client.
public struct DeflateFrame: Hashable, Sendable {
  /// The names the extension went by.
  public static let names = ["deflate-frame", "x-webkit-deflate-frame"]

  /// The base-2 logarithm of the LZ77 window the server compresses with, 8 to 15.
  public var serverWindowBits = 15
  /// The base-2 logarithm of the LZ77 window the client compresses with, 8 to 15.
  public var clientWindowBits = 15
  /// True where the server starts every frame with an empty window.
  public var serverNoContextTakeover = false
  /// True where the client starts every frame with an empty window.
  public var clientNoContextTakeover = false

  /// Neither side asks anything of the other.
  public init() {}

  /// Reads what the request asks of the server, and the response of the client.
  ///
  /// - Parameters:
  ///   - offer: the request's element of the same name; `nil` where no request was seen.
  ///   - response: the response's element.
  public init(offer: ExtensionList.Element?, response: ExtensionList.Element) {
    serverWindowBits = ExtensionList.Parameter.windowBits(offer?.parameter("max_window_bits")) ?? 15
    serverNoContextTakeover = offer?.parameter("no_context_takeover") != nil
    clientWindowBits = ExtensionList.Parameter.windowBits(response.parameter("max_window_bits")) ?? 15
    clientNoContextTakeover = response.parameter("no_context_takeover") != nil
  }
}
