import WebSocketProtocol

/// Shows close codes.
enum CloseText {
  /// The code with its name; of those that only an API may tell, that they are never sent.
  static func code(_ code: CloseCode, _ version: ProtocolVersion) -> String {
    guard let name = code.name(in: version) else { return "\(code.rawValue)" }
    return code.standing(in: version) == .localOnly ? "\(code.rawValue) (never sent)" : "\(code.rawValue) \(name)"
  }

  /// The code with the reason that was given, or else with its name; nothing where there is no code.
  static func text(_ body: CloseBody, _ version: ProtocolVersion, width: Int, style: TextStyle) -> String {
    guard let code = body.code else { return "" }
    guard !body.reasonBytes.isEmpty else {
      let name = self.code(code, version)
      return name.utf8.count <= width ? name : "\(code.rawValue)"
    }
    let number = "\(code.rawValue) "
    let room = width - number.utf8.count
    return number
      + (body.reason != nil
        ? PayloadText.quoted(body.reasonBytes[...], rest: 0, width: room, style: style)
        : PayloadText.hex(body.reasonBytes[...], rest: 0, width: room, style: style))
  }
}
