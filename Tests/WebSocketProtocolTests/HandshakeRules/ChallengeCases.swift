import WebSocketProtocol

/// The two keys and the bytes behind them: H76-09 to H76-16.
extension HandshakeCase {
  private static let asked76 = HandshakeText.hixie76.withoutResponse
  private static func key(_ value: String) -> HandshakeText { asked76.client("4 @1  46546xW%0l 1 5", value) }
  private static let value = Told.Place.behind("Key1: ")

  static let challenge: [HandshakeCase] = [
    .init(
      .h7609, "no space", .hixie76.client("Key1: ", "Key1:"), finds: .warning(.h7609, .client, at: .behind("Key1:"))),
    .init(.h7609, "a space that the input cannot tell", .hixie76.client("Key1: ", "Key1:").losing(.whiteSpace)),
    .init(.h7609, "one space", .hixie76),

    .init(.h7610, "nothing but digits and spaces", key("1 2 2"), finds: .warning(.h7610, .client, at: value)),
    .init(
      .h7610, "thirteen spaces", key("x13\(String(repeating: " ", count: 13))x"),
      finds: .warning(.h7610, .client, at: value)),
    .init(.h7610, "thirteen other characters", key("1 abcdefghijklm"), finds: .warning(.h7610, .client, at: value)),
    .init(.h7610, "a tab", key("1\t x"), finds: .warning(.h7610, .client, at: value)),
    .init(.h7610, "an umlaut", key("1 ü"), finds: .warning(.h7610, .client, at: value)),
    .init(.h7610, "twelve spaces and twelve others", key("12\(String(repeating: " ", count: 12))abcdefghijkl")),

    .init(.h7611, "no digits", key("a b"), finds: .error(.h7611, .client, at: value)),
    .init(
      .h7611, "digits of another script", key("a ١b"), finds: .error(.h7611, .client, at: value),
      .warning(.h7610, .client, at: value)),
    .init(.h7611, "one digit", key("a 0b")),

    .init(.h7612, "no space", key("12x"), finds: .error(.h7612, .client, at: value)),
    .init(
      .h7612, "no-break spaces", key("1\u{a0}2x"), finds: .error(.h7612, .client, at: value),
      .warning(.h7610, .client, at: value)),
    .init(.h7612, "spaces that the input cannot tell", key("12x").losing(.whiteSpace)),
    .init(.h7612, "one space", key("1 2x")),

    .init(.h7613, "a remainder", key("1 2 x3"), finds: .error(.h7613, .client, at: value)),
    .init(
      .h7613, "the draft's key with its spaces collapsed", key("4 @1 46546xW%0l 1 5"),
      finds: .error(.h7613, .client, at: value)),
    .init(
      .h7613, "an answer that cannot be compared", .hixie76.client("@1  4", "@1 4"),
      finds: .error(.h7613, .client, at: value)),
    .init(.h7613, "spaces that the input cannot tell", .hixie76.client("@1  4", "@1 4").losing(.whiteSpace)),
    .init(.h7613, "a multiple", key("1 2 x4")),

    .init(.h7614, "no byte", asked76.client(sends: ""), finds: .error(.h7614, .client, at: .headEnd)),
    .init(.h7614, "seven bytes", asked76.client(sends: "^n:ds[4"), finds: .error(.h7614, .client, at: .headEnd)),
    .init(
      .h7614, "nine bytes, which have no answer", .hixie76.client(sends: "^n:ds[4U\n"),
      finds: .error(.h7614, .client, at: .headEnd)),
    .init(.h7614, "bytes that the input cannot tell", asked76.client(sends: "").losing(.bodies)),
    .init(.h7614, "eight bytes", asked76),

    .init(.h7615, "2 to the 32", key("4294967296 x"), finds: .error(.h7615, .client, at: value)),
    .init(
      .h7615, "thirty digits", key("1\(String(repeating: "0", count: 29)) x"), finds: .error(.h7615, .client, at: value)
    ),
    .init(.h7615, "one less than 2 to the 32", key("4294967295 x")),

    .init(.h7616, "a space first", key(" 12x"), finds: .warning(.h7616, .client, at: value)),
    .init(.h7616, "a space last", key("12x "), finds: .warning(.h7616, .client, at: value)),
    .init(.h7616, "spaces that the input cannot tell", key("12x ").losing(.whiteSpace)),
    .init(.h7616, "a space inside", key("1 2x")),
  ]
}
