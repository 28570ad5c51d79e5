import PastedInput
import Testing

@Suite struct ArchiveTests {
  static func archive(_ entries: String) -> String { "{\"log\":{\"version\":\"1.2\",\"entries\":[\n\(entries)\n]}}" }

  static let headers = #"[{"name":"Host","value":"example.com"},{"name":"Upgrade","value":"websocket"}]"#

  @Test func `the connections of an archive come with their messages`() throws {
    let read = try Transcript(reading: handshakeFile("conversation.har", of: "Samples/handshakes"))
    #expect(read.dialect == .har)
    #expect(read.lost == [.lineEnds, .whiteSpace, .order, .startLine])
    #expect(read.exchanges.count == 1)
    let exchange = try #require(read.exchanges.first)
    #expect(exchange.url == "wss://example.com/chat?room=1")
    #expect(exchange.request?.lines.prefix(2).map(\.self) == ["GET /chat?room=1 HTTP/1.1", "Host: example.com"])
    #expect(exchange.response?.lines.count == 5)
    #expect(exchange.frames.map(\.isFromClient) == [true, false, true, false])
    #expect(exchange.frames.map(\.opcode) == [1, 1, 2, 2])
    #expect(exchange.frames.map(\.data) == [Array("Hello".utf8), Array("Hello".utf8), [0, 255], [0, 255]])
    #expect(exchange.frames.first?.time == 1_767_323_045.25)
    #expect(read.notes.last == "Entries that do not ask for WebSocket were skipped: 1.")
    // The entry's brace, for every byte of its heads.
    #expect(exchange.request?.placeOfLine(0) == "53:7")
    #expect(exchange.response?.placeOfLine(3) == "53:7")
  }

  @Test func `an entry may lack all but its request`() throws {
    let text = Self.archive(#"{"request":{"method":"GET","url":"ws://example.com"}}"#)
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1"])
    #expect(read.exchanges.first?.response == nil)
    #expect(read.lost.contains(.bodies))
  }

  @Test func `exporters that write small letters and other versions are understood`() throws {
    let text = Self.archive(
      #"""
      {"_resourceType":"websocket","time":-1.5e3,
       "request":{"method":"GET","url":"https://example.com?q","httpVersion":"http/1.1",
                  "headers":[{"name":"upgrade","value":"websocket"},{"name":":authority","value":"example.com"}]},
       "response":{"status":101,"statusText":"","httpVersion":"","headers":[{"name":"x-a","value":"1\n2"}]}},
      {"request":{"method":"CONNECT","url":"https://example.com/h2","httpVersion":"h2",
                  "headers":[{"name":":protocol","value":"websocket"},{"name":":method","value":"CONNECT"}]},
       "response":{"status":0}}
      """#)
    let read = try transcript(text)
    #expect(read.lost.contains(.case))
    #expect(
      read.exchanges.first?.request?.lines == ["GET /?q HTTP/1.1", "Host: example.com", "upgrade: websocket"])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 101 ", "x-a: 1", "x-a: 2"])
    #expect(
      read.exchanges.last?.request?.lines == ["CONNECT /h2 HTTP/2", ":protocol: websocket", ":method: CONNECT"])
    #expect(read.exchanges.last?.response == nil)
  }

  @Test func `messages of other kinds are skipped, and Base64 that is none stays text`() throws {
    let text = Self.archive(
      #"""
      {"request":{"method":"GET","url":"wss://example.com/","headers":\#(Self.headers)},
       "_webSocketMessages":[{"type":"error","opcode":-1,"data":"x"},{"type":"send","opcode":2,"data":"(none)"},
                             {"type":"receive","opcode":8,"data":"A+g="},{"type":"receive"}]}
      """#)
    let read = try transcript(text)
    #expect(read.exchanges.first?.frames.map(\.opcode) == [2, 8, 1])
    #expect(read.exchanges.first?.frames.map(\.data) == [Array("(none)".utf8), [0x03, 0xE8], []])
    #expect(read.notes.contains("Binary messages that are no Base64 were taken as text."))
    #expect(read.notes.contains("Messages neither sent nor received were skipped: 1."))
  }

  @Test func `line ends within values make no further lines`() throws {
    let text = Self.archive(
      #"{"request":{"method":"GET\r\nX: y","url":"ws://example.com/\u000a","headers":[{"name":"A\r\nB","value":"1\r\n2"}]}}"#
    )
    let lines = try #require(try transcript(text).exchanges.first?.request?.lines)
    #expect(lines.count == 3)
    #expect(lines[0] == "GET  X: y / HTTP/1.1")
  }

  @Test func `a brace within strings and keys that resemble others mislead nothing`() throws {
    let text = #"""
      {"entries":[{"request":1}],"log":{"pages":{"entries":[1]},"comment":"]}\"{","entries":[
      {"request":{"method":"GET","url":"ws://example.com/a","log":{"entries":[{}]}}}]}}
      """#
    let read = try transcript(text)
    #expect(read.exchanges.map { $0.request?.lines.first } == ["GET /a HTTP/1.1"])
    #expect(read.exchanges.first?.request?.placeOfLine(0) == "2:1")
  }

  struct Mistake: Sendable {
    let text: String
    let problem: String
    let line: Int
    let column: Int
  }

  static let mistakes = [
    Mistake(text: "{}", problem: "there are no entries in log.entries", line: 1, column: 1),
    Mistake(text: "{\"a\": [1, 2}", problem: "this bracket closes nothing that is open", line: 1, column: 12),
    Mistake(text: "{\"a\": [1, 2]", problem: "the text ends inside an object or a list", line: 1, column: 13),
    Mistake(text: "{\n \"a: 1}", problem: "the string that begins here has no end", line: 2, column: 2),
    Mistake(text: archive("{\"request\":{\"url\":\"ws:\"}}"), problem: "this entry cannot be read", line: 2, column: 1),
    Mistake(text: archive("{\"request\":nonsense}"), problem: "this entry cannot be read", line: 2, column: 1),
    Mistake(
      text: archive(#"{"request":{"method":"GET","url":"http://example.com/"}}"#),
      problem: "none of the 1 entries asks for WebSocket", line: 1, column: 1),
  ]

  @Test(arguments: mistakes)
  func `what is wrong with an archive is told with its place`(_ mistake: Mistake) throws {
    let error = try #require(transcriptFailure(mistake.text))
    #expect(error.transcriptDialect == .har)
    #expect(error.problem == mistake.problem)
    #expect(error.line == mistake.line && error.column == mistake.column)
  }

  @Test func `what an entry misses is named`() throws {
    let error = try #require(transcriptFailure(Self.archive("{\"request\":{\"url\":\"ws:\"}}")))
    #expect(error.expected == "request.method as archives have it")
  }

  @Test func `a text that does not begin with a brace is no archive`() {
    #expect(transcriptFailure("[1]", as: .har)?.problem == "this is not an HTTP archive")
  }

  @Test func `depth does not matter`() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let text = "{\"deep\":\(deep),\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"ws://a/\"}}]}}"
    #expect(try transcript(text).exchanges.count == 1)
    #expect(transcriptFailure(Self.archive("{\"request\":\(deep)}"))?.problem == "this entry cannot be read")
  }
}
