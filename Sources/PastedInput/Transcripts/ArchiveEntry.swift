/// What an entry of an HTTP archive tells of a handshake and its messages.
///
/// Exporters differ in what they leave out and in how they write numbers, so everything but the request is optional.
struct ArchiveEntry: Decodable {
  /// A field, or a pseudo-header field.
  struct Field: Decodable {
    var name: String
    var value: String
  }

  struct Request: Decodable {
    var method: String
    var url: String
    var httpVersion: String?
    var headers: [Field]?
  }

  struct Response: Decodable {
    var status: Int?
    var statusText: String?
    var httpVersion: String?
    var headers: [Field]?
  }

  /// A message, as Chrome was the first to write it.
  struct Message: Decodable {
    /// `send` or `receive`; others report an error.
    var type: String

    /// Seconds; from which moment on depends on the exporter.
    var time: Double?
    var opcode: Double?

    /// Text, or Base64 where the opcode is not 1.
    var data: String?
  }

  var request: Request
  var response: Response?
  var resourceType: String?
  var messages: [Message]?

  private enum CodingKeys: String, CodingKey {
    case request
    case response
    case resourceType = "_resourceType"
    case messages = "_webSocketMessages"
  }

  /// Whether this is a connection of WebSocket, or was to become one.
  var asksForWebSocket: Bool {
    let url = request.url.prefix(6).lowercased()
    if resourceType?.lowercased() == "websocket" || url.hasPrefix("ws:") || url.hasPrefix("wss:") || messages != nil {
      return true
    }
    return (request.headers ?? []).contains { field in
      let name = field.name.lowercased()
      return (name == "upgrade" || name == ":protocol") && field.value.lowercased().contains("websocket")
    }
  }
}
