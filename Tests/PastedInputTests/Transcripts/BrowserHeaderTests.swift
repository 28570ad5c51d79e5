import PastedInput
import Testing

@Suite struct BrowserHeaderTests {
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="

  @Test func `an old panel with headings gives both heads`() throws {
    let text = """
      Request URL:ws://192.0.2.1:8088/chat?x=1#top
      Request Method:GET
      Status Code:101 Switching Protocols
      Request Headersview source
      Connection:Upgrade
      Host:192.0.2.1:8088
      Sec-WebSocket-Key:\(Self.key)
      Response Headersview source
      1. Connection:Upgrade
      2. Sec-WebSocket-Accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
      """
    let read = try transcript(text)
    #expect(read.dialect == .browserHeaders)
    #expect(read.lost == [.lineEnds, .whiteSpace, .order, .bodies, .startLine])
    let exchange = try #require(read.exchanges.first)
    #expect(exchange.url == "ws://192.0.2.1:8088/chat?x=1#top")
    #expect(
      exchange.request?.lines == [
        "GET /chat?x=1 HTTP/1.1", "Connection: Upgrade", "Host: 192.0.2.1:8088", "Sec-WebSocket-Key: \(Self.key)",
      ])
    #expect(
      exchange.response?.lines == [
        "HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      ])
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
    #expect(exchange.request?.placeOfLine(2) == "6:1")
    #expect(exchange.response?.placeOfLine(2) == "10:4")
  }

  @Test(arguments: ["", ":"])
  func `names and values may stand on lines of their own`(colon: String) throws {
    let pairs = [
      ("Request URL", "wss://example.com/chat"), ("Status Code", "101 Switching Protocols"), ("connection", "Upgrade"),
      ("host", "example.com:8443"), ("origin", "https://example.com"), ("sec-websocket-key", Self.key),
      ("sec-websocket-version", "13"),
    ]
    let read = try transcript(pairs.map { "\($0)\(colon)\n\($1)\n" }.joined())
    #expect(read.dialect == .browserHeaders)
    #expect(read.lost.contains(.case))
    let exchange = try #require(read.exchanges.first)
    #expect(exchange.request?.lines.first == "GET /chat HTTP/1.1")
    #expect(exchange.request?.lines.dropFirst().map(\.self) == pairs.dropFirst(2).map { "\($0): \($1)" })
    #expect(exchange.response?.lines == ["HTTP/1.1 101 Switching Protocols"])
  }

  @Test func `pseudo-header fields make a start line and a host`() throws {
    let text = ":authority: example.com\n:method: GET\n:path: /chat\n:scheme: https\nsec-websocket-key: \(Self.key)\n"
    let read = try transcript(text)
    #expect(read.dialect == .browserHeaders)
    #expect(
      read.exchanges.first?.request?.lines == [
        "GET /chat HTTP/1.1", "Host: example.com", "sec-websocket-key: \(Self.key)",
      ])
    #expect(read.notes.contains("The Host field was made from :authority."))
  }

  @Test func `those of an extended CONNECT are kept`() throws {
    let text =
      ":authority: example.com\n:method: CONNECT\n:path: /chat\n:protocol: websocket\nsec-websocket-version: 13\n"
    let lines = try #require(try transcript(text).exchanges.first?.request?.lines)
    #expect(lines.first == "CONNECT /chat HTTP/2")
    #expect(lines.contains(":protocol: websocket"))
  }

  @Test func `field lines alone are a request, or a response where there is an accept`() throws {
    let request = try transcript("Host: example.com\nUpgrade: websocket\nSec-WebSocket-Protocol:\n")
    #expect(request.dialect == .browserHeaders)
    #expect(
      request.exchanges.first?.request?.lines == [
        "GET / HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Sec-WebSocket-Protocol: ",
      ])
    #expect(request.lost.contains(.startLine))
    let response = try transcript("Upgrade: websocket\nSec-WebSocket-Accept: x\n")
    #expect(response.exchanges.first?.response?.lines.first == "HTTP/1.1 101 Switching Protocols")
    #expect(response.exchanges.first?.request == nil)
  }

  @Test func `a summary with start lines keeps them`() throws {
    let text = """
      Summary
      URL: ws://example.com/chat
      Status: 101

      Request
      GET /chat HTTP/1.1
      Host: example.com

      Response
      HTTP/1.1 101 Switching Protocols
      Upgrade: websocket
      """
    let read = try transcript(text)
    #expect(read.dialect == .browserHeaders)
    #expect(read.lost == [.lineEnds, .whiteSpace, .bodies])
    #expect(read.exchanges.first?.url == "ws://example.com/chat")
    #expect(read.exchanges.first?.request?.lines == ["GET /chat HTTP/1.1", "Host: example.com"])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket"])
  }

  @Test func `a line that is no field is an error`() throws {
    let error = try #require(transcriptFailure("Host: example.com\nUpgrade: websocket\nand so on\n"))
    #expect(error.transcriptDialect == .browserHeaders)
    #expect(error.line == 3 && error.column == 1)
  }
}
