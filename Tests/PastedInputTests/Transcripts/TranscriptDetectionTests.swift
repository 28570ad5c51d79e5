import PastedInput
import Testing

@Suite struct TranscriptDetectionTests {
  static let names: [(String, TranscriptDialect)] = [
    ("raw", .raw), ("lines", .lines), ("curl-v", .curlVerbose), ("curl-trace", .curlTrace),
    ("websockets-log", .websocketsLog), ("ngrep", .ngrep), ("tcpdump", .tcpdump), ("arduino", .arduino),
    ("browser-headers", .browserHeaders), ("web-page", .webPage), ("har", .har),
  ]

  @Test func `the names of the dialects are these`() {
    #expect(TranscriptDialect.allCases.map(\.rawValue) == Self.names.map(\.0))
    #expect(TranscriptDialect.allCases == Self.names.map(\.1))
    #expect(TranscriptDialect.allCases.allSatisfy { !$0.summary.isEmpty && $0.summary.count <= 80 })
  }

  static let files: [(String, TranscriptDialect, Int)] = [
    ("hixie-75.txt", .raw, 0), ("hixie-76-collapsed.txt", .raw, 1), ("hixie-76-placeholder.txt", .raw, 1),
    ("hybi-07.txt", .raw, 0), ("wrong-accept.txt", .raw, 0), ("rfc6455.txt", .lines, 1),
    ("curl-verbose.txt", .curlVerbose, 3), ("conversation.har", .har, 2),
  ]

  @Test(arguments: files)
  func `the samples of the package are read`(name: String, dialect: TranscriptDialect, notes: Int) throws {
    let read = try Transcript(reading: handshakeFile(name, of: "Samples/handshakes"))
    #expect(read.dialect == dialect)
    #expect(read.notes.count == notes)
    #expect(read.exchanges.count == 1)
    #expect(read.exchanges.first?.request?.isClosed == true && read.exchanges.first?.response?.isClosed == true)
  }

  @Test func `the samples of draft 76 have the bytes that follow their heads`() throws {
    let collapsed = try Transcript(reading: handshakeFile("hixie-76-collapsed.txt", of: "Samples/handshakes"))
    #expect(collapsed.exchanges.first?.request?.restText == "^n:ds[4U")
    #expect(collapsed.exchanges.first?.response?.restText == "8jKS'y:G*Co,Wxa-")
    let placeholder = try Transcript(reading: handshakeFile("hixie-76-placeholder.txt", of: "Samples/handshakes"))
    #expect(placeholder.exchanges.first?.request?.restText == "[8-byte security key]")
    #expect(placeholder.exchanges.first?.response?.restText == "[16-byte hash response]")
  }

  @Test(arguments: ["", " \n\t\r\n", "\u{FEFF}"])
  func `an empty text is an error`(text: String) throws {
    let error = try #require(transcriptFailure(text))
    #expect(error.dialect == nil && error.transcriptDialect == nil)
    #expect(error.description == "the input is empty; expected a handshake: a request, a response, or both")
  }

  @Test func `a text without a start line shows where one was expected`() throws {
    let error = try #require(transcriptFailure("\n  Hello there\nand goodbye\n"))
    #expect(
      error.description == """
        line 2, column 3, read as lines: no line of the text begins a request or a response; expected a line such as \
        GET /chat HTTP/1.1 or HTTP/1.1 101 Switching Protocols
            Hello there
            ^
        """)
    #expect(error.dialect == nil)
  }

  static let refusals: [(TranscriptDialect, String)] = [
    (.curlVerbose, "no start line has a mark before it"), (.websocketsLog, "no start line has a mark before it"),
    (.curlTrace, "there is no heading of curl --trace"), (.ngrep, "there is no heading of ngrep"),
    (.tcpdump, "there is no heading of tcpdump"), (.arduino, "no start line has a tag in brackets before it"),
    (.har, "this is not an HTTP archive"), (.raw, "no line of the text begins a request or a response"),
    (.webPage, "no line of the text begins a request or a response"),
    (.browserHeaders, "this line has neither a name and a colon nor is it a heading"),
  ]

  @Test(arguments: refusals)
  func `a text that is not of the dialect asked for is refused`(dialect: TranscriptDialect, problem: String) throws {
    let error = try #require(transcriptFailure("\nno handshake\n", as: dialect))
    #expect(error.transcriptDialect == dialect)
    #expect(error.problem == problem)
    #expect(error.line == 2 && error.column == 1)
  }
}
