import PastedInput
import Testing

@Suite struct RawTranscriptTests {
  static let request = SampleHandshake.head(SampleHandshake.request)
  static let response = SampleHandshake.head(SampleHandshake.response)

  @Test func `every byte of both sides is kept`() throws {
    let frame: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x0A]
    let read = try Transcript(reading: Array((Self.request + Self.response).utf8) + frame)
    #expect(read.dialect == .raw)
    #expect(read.lost == [])
    #expect(read.notes == [])
    let exchange = try #require(read.exchanges.first)
    #expect(read.exchanges.count == 1)
    #expect(exchange.request?.head == Array(Self.request.utf8))
    #expect(exchange.request?.rest == [])
    #expect(exchange.response?.head == Array(Self.response.utf8))
    #expect(exchange.response?.rest == frame)
    #expect(exchange.frames.isEmpty && exchange.url == nil)
  }

  @Test func `each side may be alone`() throws {
    let alone = try transcript(Self.request)
    #expect(alone.exchanges.first?.request?.lines == SampleHandshake.request)
    #expect(alone.exchanges.first?.response == nil)
    let answer = try transcript(Self.response)
    #expect(answer.exchanges.first?.request == nil)
    #expect(answer.exchanges.first?.response?.lines == SampleHandshake.response)
  }

  @Test func `mixed line ends are evidence and stay`() throws {
    let text = "GET / HTTP/1.1\r\nHost: example.com\nUpgrade: websocket\r\n\r\n"
    let read = try transcript(text)
    #expect(read.dialect == .raw)
    #expect(read.lost == [])
    #expect(read.exchanges.first?.request?.head == Array(text.utf8))
  }

  @Test func `a folded line and a line of blanks do not close a head`() throws {
    let text = "GET / HTTP/1.1\r\nHost: example.com\r\n \r\n folded\r\n\r\n"
    let message = try #require(try transcript(text).exchanges.first?.request)
    #expect(message.head == Array(text.utf8))
    #expect(message.isClosed)
  }

  @Test func `a head without an empty line is not closed`() throws {
    let message = try #require(try transcript("GET / HTTP/1.1\r\nHost: a\r\n").exchanges.first?.request)
    #expect(!message.isClosed)
    #expect(message.head == Array("GET / HTTP/1.1\r\nHost: a\r\n".utf8))
  }

  struct Challenge: Sendable {
    let between: String
    let behind: String
    let rest: String
    let answer: String
    var notes = 0
  }

  static let challenges = [
    Challenge(between: "^n:ds[4U", behind: "8jKS'y:G*Co,Wxa-", rest: "^n:ds[4U", answer: "8jKS'y:G*Co,Wxa-"),
    Challenge(
      between: "^n:ds[4U\r\n", behind: "8jKS'y:G*Co,Wxa-\r\n", rest: "^n:ds[4U", answer: "8jKS'y:G*Co,Wxa-", notes: 2),
    Challenge(
      between: "^n:ds[4\n\r\n", behind: "8jKS'y:G*Co,Wxa\n", rest: "^n:ds[4\n", answer: "8jKS'y:G*Co,Wxa\n", notes: 1),
    Challenge(
      between: "^n:ds[4U\r\n\r\n", behind: "8jKS'y:G*Co,Wxa-\u{0}Hi\u{7F}\r\n", rest: "^n:ds[4U",
      answer: "8jKS'y:G*Co,Wxa-\u{0}Hi\u{7F}\r\n", notes: 1),
    Challenge(between: "[8 bytes]\r\n", behind: "[16 bytes]", rest: "[8 bytes]", answer: "[16 bytes]", notes: 1),
    Challenge(between: "\r\n\r\n", behind: "\r\n", rest: "", answer: "\r\n"),
  ]

  @Test(arguments: challenges)
  func `one line end behind a challenge or its answer is not theirs`(_ example: Challenge) throws {
    let request = "GET / HTTP/1.1\r\nSec-WebSocket-Key1: 1 2\r\nSec-WebSocket-Key2: 3 4\r\n\r\n"
    let response = "HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\n\r\n"
    let read = try transcript(request + example.between + response + example.behind)
    #expect(read.dialect == .raw)
    #expect(read.exchanges.count == 1)
    #expect(read.exchanges.first?.request?.restText == example.rest)
    #expect(read.exchanges.first?.response?.restText == example.answer)
    #expect(Set(read.notes).count == read.notes.count && read.notes.count == example.notes)
  }

  @Test func `a frame of 16 bytes that ends in CR LF keeps them behind an accept`() throws {
    let frame = Array("\u{1}\u{10}0123456789abcd\r\n".utf8)
    let read = try Transcript(reading: Array((Self.request + Self.response).utf8) + frame)
    #expect(frame.count == 18)
    #expect(read.exchanges.first?.response?.rest == frame)
  }

  @Test func `several exchanges in one text are several`() throws {
    let refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno\r\n"
    let read = try transcript(Self.request + refusal + Self.request + Self.response + Self.response)
    #expect(read.exchanges.map { $0.request != nil } == [true, true, false])
    #expect(
      read.exchanges.map { $0.response?.lines.first } == [
        "HTTP/1.1 401 Unauthorized", SampleHandshake.response[0], SampleHandshake.response[0],
      ])
    #expect(read.exchanges.first?.response?.restText == "no\r\n")
  }

  @Test func `lines before the first start line are skipped`() throws {
    let read = try transcript("captured at noon\r\n\r\n" + Self.request)
    #expect(read.notes == ["Lines that are of neither side were skipped: 1."])
    #expect(read.exchanges.first?.request?.placeOfLine(0) == "3:1")
  }

  @Test func `each byte's place is where the byte is`() throws {
    let text = Array((Self.request + "\u{E9}€\r\n" + Self.response).utf8) + [0x01, 0x02, 0x0A, 0x7F, 0xC3]
    let read = try Transcript(reading: text)
    let exchange = try #require(read.exchanges.first)
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for message in [exchange.request, exchange.response].compactMap(\.self) {
      for (offset, byte) in (message.head + message.rest).enumerated() {
        let place = message.place(of: offset)
        let line = Array(lines[place.line - 1] + [0x0A])
        let starts = line.indices.filter { line[$0] & 0xC0 != 0x80 }
        let start = place.column <= starts.count ? starts[place.column - 1] : line.count
        #expect(line[start...].prefix(3).contains(byte), "byte \(offset) at \(place)")
      }
      #expect(message.place(of: -1) == message.place(of: 0))
      #expect(message.place(of: .max) == message.place(of: message.head.count + message.rest.count - 1))
    }
    #expect(exchange.response?.placeOfLine(1) == "10:1")
  }
}
