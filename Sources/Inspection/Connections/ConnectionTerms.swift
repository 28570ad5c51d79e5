import WebSocketProtocol

/// What an opening handshake settled about the frames behind it.
struct ConnectionTerms {
  var version: ProtocolVersion
  var extensions = ExtensionAgreement()
  /// What hybi-04's masks are derived from; it takes both halves of the handshake.
  var connectionKey: ConnectionMaskingKey?
  /// What the two sides send is seen in its order.
  var hasBothSides = false
  /// The frames may begin anywhere in the life of the connection.
  var isMidstream = false
  /// What a frame with RSV1 means, where no response tells it, if anything; `nil` where one does.
  var assumed: ExtensionAgreement?
}
