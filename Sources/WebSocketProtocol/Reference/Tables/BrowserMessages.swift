/// What browsers say of a connection that was never opened.
enum BrowserMessages {
  static let all: [ErrorMessage] = [
    ErrorMessage(
      "WebSocket is closed before the connection is established", by: "Chromium",
      "The page called close(), or was left, while the handshake was still going on.", ["1006", "101"]),
    ErrorMessage(
      "Connection closed before receiving a handshake response", by: "Chromium",
      "TCP ended before a response came: a server that crashed, or one that does not speak HTTP or expects TLS.",
      ["RS-01", "HT-12", "1006"]),
    ErrorMessage(
      "net::ERR_CONNECTION_REFUSED", by: "Chromium", "Nobody listens at this host and port, or a firewall refuses.",
      ["1006"]),
    ErrorMessage(
      "can't establish a connection to the server at *", by: "Firefox",
      "The handshake failed: nobody listens, TLS failed, or the response was not a valid 101.",
      ["1006", "RS-01", "RS-06"]),
  ]
}
