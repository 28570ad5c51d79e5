import PastedInput
import Testing

@Suite struct CurlTranscriptTests {
  @Test func `what curl -v wrote to a file shows its line ends`() throws {
    let read = try Transcript(reading: handshakeFile("curl-v.txt"))
    #expect(read.dialect == .curlVerbose)
    #expect(read.lost == [])
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.lines.first == "GET /chat HTTP/1.1")
    #expect(exchange.request?.lines.count == 10)
    #expect(exchange.response?.lines.last == "Server: Python/3.11 websockets/17.4")
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
    #expect(exchange.request?.placeOfLine(1) == "6:3")
  }

  @Test func `a redirect before the handshake is an exchange of its own`() throws {
    let read = try Transcript(reading: handshakeFile("curl-v-redirect.txt"))
    #expect(read.dialect == .curlVerbose)
    #expect(read.exchanges.map { $0.request?.lines.first } == ["GET /old HTTP/1.1", "GET /chat HTTP/1.1"])
    #expect(
      read.exchanges.map { $0.response?.lines.first } == ["HTTP/1.1 302 Found", "HTTP/1.1 101 Switching Protocols"])
  }

  @Test func `a copy from a terminal has lost them`() throws {
    let text = """
      * Connected to example.com (192.0.2.1) port 80 (#0)
      > GET /chat HTTP/1.1
      > Host: example.com
      >
      * Mark bundle as not supporting multiuse
      < HTTP/1.1 400 Bad Request
      < Content-Length: 2
      <\u{20}
      { [2 bytes data]
      no
      """
    let read = try transcript(text)
    #expect(read.dialect == .curlVerbose)
    #expect(read.lost == [.lineEnds, .bodies])
    #expect(read.exchanges.first?.request?.lines == ["GET /chat HTTP/1.1", "Host: example.com"])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 400 Bad Request", "Content-Length: 2"])
    #expect(read.exchanges.first?.response?.rest == [])
    #expect(read.exchanges.first?.response?.isClosed == true)
  }

  @Test func `CR LF behind curl's own lines tells nothing about the others`() throws {
    let text = "* Trying\r\n> GET / HTTP/1.1\r\n> Host: a\r\n> \r\n"
    let read = try transcript(text)
    #expect(read.lost == .lineEnds)
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host: a"])
  }

  @Test func `a bare LF among CR LF stays where curl shows it`() throws {
    let text = "> GET / HTTP/1.1\r\n> \r\n< HTTP/1.1 101 OK\r\n< Upgrade: websocket\n< \r\n"
    let read = try transcript(text)
    #expect(read.lost == [])
    #expect(read.exchanges.first?.response?.head == Array("HTTP/1.1 101 OK\r\nUpgrade: websocket\n\r\n".utf8))
  }

  @Test(arguments: ["trace-ascii.txt", "trace.txt"])
  func `the rows of a trace are joined`(file: String) throws {
    let read = try Transcript(reading: handshakeFile(file))
    #expect(read.dialect == .curlTrace)
    #expect(read.lost == [])
    let exchange = try #require(read.exchanges.last)
    #expect(exchange.request?.lines[4] == "Connection: Upgrade")
    #expect(exchange.request?.lines.last?.hasPrefix(file == "trace.txt" ? "Origin: " : "Cookie: session=0123") == true)
    #expect(exchange.response?.lines.first == "HTTP/1.1 101 Switching Protocols")
    #expect(exchange.response?.isClosed == true)
  }

  @Test func `a request that curl had to repeat does not take the answer to its repetition`() throws {
    let read = try Transcript(reading: handshakeFile("trace.txt"))
    #expect(
      read.exchanges.map { $0.response?.lines.first } == [
        "HTTP/1.1 302 Found", nil, "HTTP/1.1 101 Switching Protocols",
      ])
  }

  @Test func `a wrapped row goes on where the offset says`() throws {
    let read = try Transcript(reading: handshakeFile("trace-ascii.txt"))
    let cookie = "Cookie: session=" + String(repeating: "0123456789", count: 7)
    #expect(read.exchanges.first?.request?.lines.last == cookie)
  }

  @Test func `a body with dots is left out`() throws {
    let read = try Transcript(reading: handshakeFile("trace-ascii-426.txt"))
    #expect(read.lost == .bodies)
    #expect(read.exchanges.first?.response?.rest == [])
  }

  @Test func `digits give the bytes behind a head`() throws {
    let text = """
      => Send header, 18 bytes (0x12)
      0000: 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a GET / HTTP/1.1..
      0010: 0d 0a                                           ..
      => Send data, 3 bytes (0x3)
      0000: 00 0a ff                                        ...
      <= Recv data, 2 bytes (0x2)
      0000: 88 00                                           ..
      """
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.head == Array("GET / HTTP/1.1\r\n\r\n".utf8))
    #expect(read.exchanges.first?.request?.rest == [0x00, 0x0A, 0xFF])
    let place = try #require(read.exchanges.first?.request?.place(of: 20))
    #expect(place == (5, 13))
  }

  @Test func `a header that ends in no CR LF shows a dot for its LF`() throws {
    let text = """
      <= Recv header, 17 bytes (0x11)
      0000: HTTP/1.1 101 OK
      <= Recv header, 19 bytes (0x13)
      0000: Upgrade: websocket.
      <= Recv header, 2 bytes (0x2)
      0000:
      """
    let read = try transcript(text)
    #expect(read.exchanges.first?.response?.head == Array("HTTP/1.1 101 OK\r\nUpgrade: websocket\n\r\n".utf8))
    #expect(read.lost == [])
  }

  @Test func `blanks lost at the end of a row are put back`() throws {
    let text = "=> Send header, 31 bytes (0x1f)\n0000: GET / HTTP/1.1\n0010: Host: a\n001d: \n"
    let read = try transcript(text)
    #expect(read.lost == .whiteSpace)
    #expect(read.exchanges.first?.request?.head == Array("GET / HTTP/1.1\r\nHost: a    \r\n\r\n".utf8))
  }

  @Test(arguments: [
    ("=> Send header, 18 bytes (0x12)\n0000: GET / HTTP/1.1\n000e: \n", 3, 1),
    ("=> Send header, 99 bytes (0x63)\n0000: GET / HTTP/1.1\n0200: Host: a\n", 3, 1),
    ("=> Send header, 18 bytes (0x12)\n0010: GET / HTTP/1.1\n0010: \n", 2, 1),
    (
      "=> Send header, 17 bytes (0x11)\n0000: 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a GET / HTTP/1.1..\n0011: 0a                                              .\n",
      3, 7
    ),
  ])
  func `an offset that does not fit is an error`(text: String, line: Int, column: Int) throws {
    let error = try #require(transcriptFailure(text))
    #expect(error.transcriptDialect == .curlTrace)
    #expect(error.problem == "the offset does not follow from the bytes before it")
    #expect(error.line == line && error.column == column)
  }
}
