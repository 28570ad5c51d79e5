import ArgumentParser
import Inspection
import WebSocketProtocol

/// The options that say what an opening handshake agreed on, for frames that come without it.
struct AgreedOptions: ParsableArguments {
  @Option(
    name: .customLong("extensions"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The extensions in force, as the server's Sec-WebSocket-Extensions lists them.", valueName: "list"))
  var extensionFields: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The request's Sec-WebSocket-Key; by it and --nonce hybi-04 masks a client's frames.", valueName: "key"))
  var key: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The response's Sec-WebSocket-Nonce in hybi-04.", valueName: "nonce"))
  var nonce: String?

  /// The extensions in one field value, as those of several fields count for one (RFC 6455 section 9.1); `nil` where the
  /// option was not given.
  var extensions: String? { extensionFields.isEmpty ? nil : extensionFields.joined(separator: ", ") }

  /// What hybi-04's masks are derived from.
  var connectionKey: ConnectionMaskingKey? {
    guard let key, let nonce else { return nil }
    return ConnectionMaskingKey(key: key, nonce: nonce)
  }

  /// An opening handshake by which two sides come to a version, these keys and some extensions.
  ///
  /// - Parameter extensions: the extensions, as a field value; `nil` for none.
  func handshake(_ version: ProtocolVersion, _ extensions: String?) -> SampleHandshake {
    var handshake = SampleHandshake(extensions: extensions, version: version)
    if version == .hybi04, let key, let nonce {
      handshake.key = key
      handshake.nonce = nonce
    }
    return handshake
  }
}

extension ExtensionAgreement {
  /// The extensions of a field value; none for `nil`.
  init(fieldValue: String?) {
    self.init(ExtensionList(fieldValue.map { [$0] } ?? []))
  }
}
