extension Transcript {
  /// A request and the response to it, or one of them alone.
  public struct Exchange: Hashable, Sendable {
    /// What the client sent; `nil` where the text has only the response.
    public var request: Message?

    /// What the server answered; `nil` where the text has only the request.
    public var response: Message?

    /// The messages of the connection, in the order of the text, where it is an HTTP archive that has them.
    public var frames: [PastedFrameMessage] = []

    /// The URL that was asked for, where the text tells it besides the request: an archive, or a browser's panel.
    public var url: String?

    /// An exchange of the given messages.
    public init(request: Message? = nil, response: Message? = nil) {
      self.request = request
      self.response = response
    }
  }
}

/// A message of a WebSocket connection as an HTTP archive keeps it: whole, without masks and fragments.
public struct PastedFrameMessage: Hashable, Sendable {
  /// Whether the client sent it.
  public var isFromClient: Bool

  /// The opcode of its first frame (RFC 6455, section 5.2): 1 for text, 2 for binary, as the archive has it.
  public var opcode: Int

  /// The payload: UTF-8 for text, and what the archive's Base64 stands for otherwise.
  public var data: [UInt8]

  /// When it passed, in seconds; from which moment on depends on the program that wrote the archive.
  public var time: Double?
}
