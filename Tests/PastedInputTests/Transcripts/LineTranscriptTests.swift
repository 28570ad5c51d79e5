import PastedInput
import Testing

@Suite struct LineTranscriptTests {
  static let lineEndNote = "LF at the ends of lines was taken for CR LF."
  static let blankNote = "Lines of nothing but blanks were taken for empty ones."

  @Test func `bare LF is taken for CR LF`() throws {
    let read = try transcript(
      SampleHandshake.head(SampleHandshake.request, end: "\n")
        + SampleHandshake.head(SampleHandshake.response, end: "\n"))
    #expect(read.dialect == .lines)
    #expect(read.lost == .lineEnds)
    #expect(read.notes == [Self.lineEndNote])
    #expect(read.exchanges.first?.request?.head == Array(SampleHandshake.head(SampleHandshake.request).utf8))
    #expect(read.exchanges.first?.response?.head == Array(SampleHandshake.head(SampleHandshake.response).utf8))
    #expect(read.exchanges.first?.request?.isClosed == true)
  }

  @Test func `blanks in the line that closes a head are taken for none`() throws {
    let read = try transcript("GET / HTTP/1.1\nHost: example.com\n \n[8-byte security key]\n \nHTTP/1.1 101 OK\n \t\n")
    #expect(read.dialect == .lines)
    #expect(read.lost == [.lineEnds, .whiteSpace])
    #expect(read.notes == [Self.lineEndNote, Self.blankNote])
    #expect(read.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host: example.com"])
    #expect(read.exchanges.first?.request?.restText == "[8-byte security key]")
    #expect(read.exchanges.first?.response?.isClosed == true)
  }

  @Test func `so are they where lines end in CR LF and no line is empty`() throws {
    let read = try transcript("GET / HTTP/1.1\r\nHost: example.com\r\n \r\n^n:ds[4U")
    #expect(read.dialect == .lines)
    #expect(read.lost == .whiteSpace)
    #expect(read.exchanges.first?.request?.restText == "^n:ds[4U")
  }

  @Test func `a body stays as it stands without its last line end`() throws {
    let text = "GET / HTTP/1.1\nSec-WebSocket-Key1: 1 1\n\n^n:ds[4U\nHTTP/1.1 101 OK\n\nfirst line\nsecond\n\n"
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.restText == "^n:ds[4U")
    #expect(read.exchanges.first?.response?.restText == "first line\nsecond")
  }

  @Test func `a challenge may end in a line end itself`() throws {
    let read = try transcript("GET / HTTP/1.1\nSec-WebSocket-Key1: 1 1\n\n^n:ds[4\n\nHTTP/1.1 101 OK\n\n")
    #expect(read.exchanges.first?.request?.restText == "^n:ds[4\n")
  }

  @Test func `frames behind a head with bare LF keep every byte`() throws {
    let frame: [UInt8] = [0x81, 0x01, 0x0A]
    let text = SampleHandshake.head(SampleHandshake.response, end: "\n")
    let read = try Transcript(reading: Array(text.utf8) + frame)
    #expect(read.dialect == .lines)
    #expect(read.exchanges.first?.response?.rest == frame)
  }

  @Test func `the indentation of a listing is left out`() throws {
    let text = """
      The client sends

          GET /demo HTTP/1.1
          Host: example.com
            folded

          ^n:ds[4U

      # Server response
          HTTP/1.1 101 WebSocket Protocol Handshake
          Upgrade: WebSocket

      """
    let read = try transcript(text)
    #expect(read.dialect == .lines)
    #expect(read.exchanges.first?.request?.lines == ["GET /demo HTTP/1.1", "Host: example.com", "  folded"])
    #expect(read.exchanges.first?.request?.restText == "^n:ds[4U")
    #expect(read.exchanges.first?.response?.lines.count == 2)
    #expect(read.exchanges.first?.request?.placeOfLine(1) == "4:5")
    #expect(
      read.notes == [
        "The blanks that the lines are indented by were left out.", Self.lineEndNote,
        "Lines that are of neither side were skipped: 2.",
      ])
  }

  @Test(arguments: ["Response:", "## Server response", "```", "=== RESPONSE ===", "Handshake response"])
  func `a heading between the messages is of neither side`(heading: String) throws {
    let text = "GET / HTTP/1.1\nHost: a\n\n\(heading)\nHTTP/1.1 101 OK\n\n"
    let read = try transcript(text)
    #expect(read.exchanges.first?.request?.rest == [])
    #expect(read.notes.last == "Lines that are of neither side were skipped: 1.")
  }

  @Test func `what only resembles a heading is a body`() throws {
    let read = try transcript("GET / HTTP/1.1\nHost: a\n\nResponses\nHTTP/1.1 101 OK\n\n")
    #expect(read.exchanges.first?.request?.restText == "Responses")
  }

  @Test(arguments: [
    "GET /chat HTTP/1.1", "GET  /chat HTTP/1.1", "GET /a b HTTP/1.1", "get / HTTP/1.1", "GET / HTTP/1.1  ",
  ])
  func `a start line may have its mistakes`(line: String) throws {
    #expect(try transcript(line + "\nHost: a\n\n").exchanges.first?.request?.lines.first == line)
  }

  @Test(arguments: ["This is like HTTP/1.1", "GET /chat", "GET HTTP/1.1", "HTTP 1.1", "GET / HTTP/1.1 now"])
  func `other lines begin no message`(line: String) {
    #expect(transcriptFailure(line + "\n\n")?.transcriptDialect == .lines)
  }

  @Test func `a dialect asked for is taken`() throws {
    let text = SampleHandshake.head(SampleHandshake.request, end: "\n")
    let raw = try transcript(text, as: .raw)
    #expect(raw.dialect == .raw)
    #expect(raw.lost == [])
    #expect(raw.exchanges.first?.request?.head == Array(text.utf8))
    let lines = try transcript(SampleHandshake.head(SampleHandshake.request), as: .lines)
    #expect(lines.dialect == .lines)
    #expect(lines.lost == [])
  }

  @Test func `a byte order mark is skipped`() throws {
    let read = try transcript("\u{FEFF}" + SampleHandshake.head(SampleHandshake.request))
    #expect(read.dialect == .raw)
    #expect(read.notes == ["A byte order mark at the start was skipped."])
  }
}
