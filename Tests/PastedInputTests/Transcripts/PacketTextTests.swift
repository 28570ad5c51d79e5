import PastedInput
import Testing

@Suite struct PacketTextTests {
  @Test(arguments: ["ngrep.txt", "ngrep-byline.txt", "ngrep-single.txt"])
  func `the dots of ngrep are line ends where they have to be`(file: String) throws {
    let read = try Transcript(reading: handshakeFile(file))
    #expect(read.dialect == .ngrep)
    #expect(read.lost.contains(.lineEnds))
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.lines.count == 9)
    #expect(exchange.request?.lines.last == "User-Agent: Python/3.11 websockets/17.4")
    #expect(
      exchange.request?.lines[6]
        == "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
    #expect(exchange.response?.lines.count == 8)
    #expect(exchange.response?.lines.first == "HTTP/1.1 101 Switching Protocols")
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
    #expect(exchange.request?.rest == [] && exchange.response?.rest == [])
  }

  @Test func `dots before a line end belong to the value`() throws {
    let text = "T 192.0.2.1:1 -> 192.0.2.2:80 [AP]\n  GET /a..b HTTP/1.1..Host: example.com...Upgrade: websocket....\n"
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.lines == ["GET /a..b HTTP/1.1", "Host: example.com.", "Upgrade: websocket"])
    #expect(read.exchanges.first?.request?.isClosed == true)
  }

  @Test func `a request in two packets is one`() throws {
    let text = """
      T 192.0.2.1:1 -> 192.0.2.2:80 [A]
      GET / HTTP/1.1.
      Host: exa

      T 192.0.2.1:1 -> 192.0.2.2:80 [AP]
      mple.com.
      .


      T 192.0.2.2:80 -> 192.0.2.1:1 [AP]
      HTTP/1.1 101 OK.
      .

      """
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host: example.com"])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 101 OK"])
  }

  @Test func `a body that is text all over is kept`() throws {
    let text = "T 192.0.2.1:1 -> 192.0.2.2:80 [AP]\n  GET / HTTP/1.1..Host: a....^n:ds[4U  \n"
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.restText == "^n:ds[4U")
    #expect(read.lost == .lineEnds)
  }

  @Test func `the connections of a text are kept apart`() throws {
    let text = """
      T 192.0.2.1:1 -> 192.0.2.2:80 [AP]
        GET /1 HTTP/1.1....
      T 192.0.2.1:2 -> 192.0.2.2:80 [AP]
        GET /2 HTTP/1.1....
      T 192.0.2.2:80 -> 192.0.2.1:2 [AP]
        HTTP/1.1 400 Two....
      T 192.0.2.2:80 -> 192.0.2.1:1 [AP]
        HTTP/1.1 101 One....
      """
    let read = try transcript(text)
    #expect(read.exchanges.map { $0.request?.lines.first } == ["GET /1 HTTP/1.1", "GET /2 HTTP/1.1"])
    #expect(read.exchanges.map { $0.response?.lines.first } == ["HTTP/1.1 101 One", "HTTP/1.1 400 Two"])
  }

  @Test(arguments: ["tcpdump.txt", "tcpdump-v.txt"])
  func `the headers of packets are left out and the lengths prove CR LF`(file: String) throws {
    let read = try Transcript(reading: handshakeFile(file))
    #expect(read.dialect == .tcpdump)
    #expect(read.lost == .bodies)
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.lines.count == 9)
    #expect(exchange.request?.lines[1] == "Host: example.com")
    #expect(exchange.response?.lines.count == 8)
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
    #expect(exchange.response?.rest == [])
  }

  @Test func `lengths that do not fit leave line ends open`() throws {
    let text = """
      12:00:00.000000 IP 192.0.2.1.1 > 192.0.2.2.80: Flags [P.], length 21
      E..<....GET / HTTP/1.1
      Host

      12:00:00.000001 IP 192.0.2.2.80 > 192.0.2.1.1: Flags [.], length 0
      E..<....
      """
    let read = try transcript(text)
    #expect(read.dialect == .tcpdump)
    #expect(read.lost == .lineEnds)
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host"])
  }
}
