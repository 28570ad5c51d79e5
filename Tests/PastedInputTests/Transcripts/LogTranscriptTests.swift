import PastedInput
import Testing

@Suite struct LogTranscriptTests {
  @Test(arguments: ["websockets.txt", "websockets-logger.txt"])
  func `the log of websockets gives both heads, closed`(file: String) throws {
    let read = try Transcript(reading: handshakeFile(file))
    #expect(read.dialect == .websocketsLog)
    #expect(read.lost == [.lineEnds, .whiteSpace, .bodies])
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.lines.count == 9)
    #expect(exchange.request?.lines[1] == "Host: example.com")
    #expect(exchange.response?.lines.count == 8)
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
    #expect(exchange.response?.rest == [])
  }

  @Test func `a server's log has the marks the other way round`() throws {
    let text = """
      = connection is CONNECTING
      < GET / HTTP/1.1
      < Host: example.com
      > HTTP/1.1 101 Switching Protocols
      > Upgrade: websocket
      = connection is OPEN
      """
    let read = try transcript(text)
    #expect(read.dialect == .websocketsLog)
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host: example.com"])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket"])
  }

  @Test(arguments: ["arduino-server.txt", "arduino-client.txt"])
  func `the log of an Arduino library gives both heads`(file: String) throws {
    let read = try Transcript(reading: handshakeFile(file))
    #expect(read.dialect == .arduino)
    #expect(read.lost == [.lineEnds, .whiteSpace, .bodies])
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.lines.first?.hasPrefix("GET /") == true)
    #expect(exchange.request?.lines.count == 7)
    #expect(exchange.response?.lines.last == "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(exchange.request?.isClosed == true && exchange.response?.isClosed == true)
  }

  @Test func `numbered lines may get more digits`() throws {
    let lines = SampleHandshake.response + (0..<9).map { "X-Field: \($0)" }
    let text = (lines + [""]).enumerated().map { "[Line #\($0)] \($1)\n" }.joined()
    let read = try transcript("Connecting...\n" + text + "[INFO] done\n")
    #expect(read.dialect == .arduino)
    #expect(read.exchanges.first?.response?.lines == lines)
    #expect(read.notes.last == "Lines that are of neither side were skipped: 2.")
  }
}
