import WebSocketProtocol

/// The key and the version of a request: RQ-07 to RQ-16.
extension HandshakeCase {
  static let requestKey = keys + versions

  private static func key(_ value: String) -> HandshakeText { .asked.client("7PRJ2bqq0sR0YYx1Ng2oSg==", value) }
  private static let value = Told.Place.behind("Sec-WebSocket-Key: ")

  private static let keys: [HandshakeCase] = [
    .init(.rq07, "no key", .asked.client(without: "Sec-WebSocket-Key"), finds: .error(.rq07, .client)),
    .init(
      .rq07, "the key of another version", .asked.client("Sec-WebSocket-Key:", "Sec-WebSocket-Key1:"),
      finds: .error(.rq07, .client), .warning(.rq23, .client, at: "7PRJ")),
    .init(.rq07, "capitals in the name", .asked.client("Sec-WebSocket-Key", "SEC-WEBSOCKET-KEY")),

    .init(
      .rq08, "two lines", .asked.client(adding: "Sec-WebSocket-Key: yMnKy8zNzs/Q0dLT1NXW1w=="),
      finds: .error(.rq08, .client, at: "yMnK")),
    .init(
      .rq08, "two keys that a proxy joined, the first of them answered",
      .rfc.client("Sg==", "Sg==, yMnKy8zNzs/Q0dLT1NXW1w=="), finds: .error(.rq08, .client, at: ", yMnK"),
      .warning(.rs22, .server, at: "101")),
    .init(
      .rq08, "a second key that is no key", key("7PRJ2bqq0sR0YYx1Ng2oSg==,x"), finds: .error(.rq08, .client, at: ",x")),
    .init(
      .rq08, "a first key that is no key", key("x,7PRJ2bqq0sR0YYx1Ng2oSg=="), finds: .error(.rq08, .client, at: ",7"),
      .error(.rq09, .client, at: "x,7")),
    .init(.rq08, "white space around it", key(" \t7PRJ2bqq0sR0YYx1Ng2oSg== ")),

    .init(.rq09, "no padding", key("7PRJ2bqq0sR0YYx1Ng2oSg"), finds: .error(.rq09, .client, at: value)),
    .init(.rq09, "URL-safe characters", key("7PRJ2bqq0sR0YYx1Ng2o-_=="), finds: .error(.rq09, .client, at: value)),
    .init(.rq09, "an empty key", key(""), finds: .error(.rq09, .client, at: value)),
    .init(.rq09, "a space inside", key("7PRJ2bqq 0sR0YYx1Ng2oSg=="), finds: .error(.rq09, .client, at: value)),
    .init(.rq09, "all the alphabet's others", key("7PRJ2bqq0sR0+/x1Ng2oSg==")),

    .init(.rq10, "15 bytes", key("7PRJ2bqq0sR0YYx1Ng2o"), finds: .error(.rq10, .client, at: value)),
    .init(.rq10, "17 bytes", key("7PRJ2bqq0sR0YYx1Ng2oSgA="), finds: .error(.rq10, .client, at: value)),
    .init(.rq10, "16 bytes", key("yMnKy8zNzs/Q0dLT1NXW1w==")),

    .init(.rq11, "bits that nobody reads", key("7PRJ2bqq0sR0YYx1Ng2oSh=="), finds: .warning(.rq11, .client, at: value)),
    .init(.rq11, "the last character w", key("7PRJ2bqq0sR0YYx1Ng2oSw==")),

    .init(.rq12, "the RFC's key", key("dGhlIHNhbXBsZSBub25jZQ=="), finds: .note(.rq12, .client, at: value)),
    .init(
      .rq12, "the RFC's other key", key("AQIDBAUGBwgJCgsMDQ4PEC=="), finds: .note(.rq12, .client, at: value),
      .warning(.rq11, .client, at: value)),
    .init(.rq12, "sixteen zeros", key("AAAAAAAAAAAAAAAAAAAAAA=="), finds: .note(.rq12, .client, at: value)),
    .init(.rq12, "sixteen letters", key("YWJjZGVmZ2hpamtsbW5vcA=="), finds: .note(.rq12, .client, at: value)),
    .init(.rq12, "fifteen letters", key("YWJjZGVmZ2hpamtsbW5vAA==")),
  ]

  private static func version(_ value: String) -> HandshakeText { .asked.client("Version: 13", "Version: \(value)") }
  private static let number = Told.Place.behind("Sec-WebSocket-Version: ")

  private static let versions: [HandshakeCase] = [
    .init(.rq13, "no version", .asked.client(without: "Sec-WebSocket-Version"), finds: .error(.rq13, .client)),
    .init(.rq13, "a version", .asked),

    .init(.rq14, "0", version("0"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "3", version("3"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "9, which was reserved", version("9"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "12, which was reserved", version("12"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "14", version("14"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "255", version("255"), finds: .error(.rq14, .client, at: number)),
    .init(.rq14, "13", .rfc),
    .init(.rq14, "4", .draft(4)),
    .init(.rq14, "8", .draft(8)),

    .init(
      .rq15, "two lines", .asked.client(adding: "Sec-WebSocket-Version: 8"),
      finds: .error(.rq15, .client, at: "8\r\n\r\n")),
    .init(
      .rq15, "the same twice", .asked.client(adding: "Sec-WebSocket-Version: 13"),
      finds: .error(.rq15, .client, at: "13\r\n\r\n")),
    .init(
      .rq15, "two lines of a refusal",
      version("14").refused(
        "HTTP/1.1 400 Bad Request", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8"),
      finds: .error(.rq14, .client, at: number), .note(.rs01, .server, at: "400")),

    .init(.rq16, "256", version("256"), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "a leading zero", version("013"), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "a sign", version("+13"), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "a list", version("13, 8"), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "a word", version("hybi-13"), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "none", version(""), finds: .error(.rq16, .client, at: number)),
    .init(.rq16, "blanks around it", version(" 13 \t")),
  ]
}
