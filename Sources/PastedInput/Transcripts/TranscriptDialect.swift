/// A form in which people keep and copy opening handshakes; the raw value is the name by which a user asks for it.
public enum TranscriptDialect: String, CaseIterable, Sendable {
  /// The bytes as they were on the wire: heads and whatever follows them.
  case raw
  /// The text of a handshake whose line ends are those of an editor, perhaps indented, perhaps with blanks in its empty
  /// lines.
  case lines
  /// The lines of `curl -v`, which begin with `> `, `< ` and `* `.
  case curlVerbose = "curl-v"
  /// The dumps of `curl --trace` and `curl --trace-ascii`.
  case curlTrace = "curl-trace"
  /// The log of Python's `websockets`, with or without what a logger puts before each line.
  case websocketsLog = "websockets-log"
  /// The text of `ngrep`, with any of its `-W` formats that show text.
  case ngrep
  /// The text of `tcpdump -A`.
  case tcpdump
  /// The debug output of WebSocket libraries for Arduino and ESP: `[WS-Server][0][handleHeader] RX: Host: …`.
  case arduino
  /// Headers copied from the network panel of a browser: names and values, perhaps on lines of their own.
  case browserHeaders = "browser-headers"
  /// A text copied from a web page or a document, with its list numbers, quote marks and non-breaking spaces.
  case webPage = "web-page"
  /// An HTTP archive (HAR 1.2) as browsers and proxies export it.
  case har

  /// One line that tells a user what the dialect looks like.
  public var summary: String {
    switch self {
    case .raw: "the bytes of the wire: heads with CR LF, and what follows them"
    case .lines: "the text of a handshake with line ends of LF"
    case .curlVerbose: "curl -v: lines that begin with >, < and *"
    case .curlTrace: "curl --trace or --trace-ascii: => Send header, 0000: GET / HTTP/1.1"
    case .websocketsLog: "the debug log of Python's websockets: > GET / HTTP/1.1, = connection is OPEN"
    case .ngrep: "ngrep: T 192.0.2.1:40000 -> 192.0.2.2:80 [AP], and the text below it"
    case .tcpdump: "tcpdump -A: a line for each packet, and its text below it"
    case .arduino: "logs of Arduino and ESP: [WS-Server][0][handleHeader] RX: Host: example.com"
    case .browserHeaders: "headers copied from a browser: names and values, with or without a start line"
    case .webPage: "a copy of a web page: list numbers, quote marks, non-breaking spaces"
    case .har: "an HTTP archive: JSON with log.entries"
    }
  }
}
