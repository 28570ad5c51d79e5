public import WebSocketProtocol

/// A new challenge as options of `wslens challenge`, each line ready for a shell, and the response below.
public struct GeneratedChallenge: Sendable {
  private let challenge: Challenge

  /// Shows a challenge.
  public init(_ challenge: Challenge) {
    self.challenge = challenge
  }

  /// Writes the page; a key is never broken, since it could not be pasted then.
  public func write(to output: inout OutputBuffer, style: TextStyle) {
    var page = CalculationPage(style: style)
    page.line("--key1       \(style.paint(Self.quoted(challenge.key1.bytes), .key))")
    page.line("--key2       \(style.paint(Self.quoted(challenge.key2.bytes), .server))")
    page.line("--body-hex   \(style.paint(Hexadecimal.text(challenge.body), .client))")
    page.row("response", challenge.response.map { Hexadecimal.text($0) } ?? "none", .good)
    page.write(to: &output)
  }

  /// The bytes as one word of a shell: in single quotes, in which only a single quote means anything.
  static func quoted(_ bytes: [UInt8]) -> String {
    "'\(String(decoding: bytes, as: UTF8.self).replacing("'", with: #"'\''"#))'"
  }
}
