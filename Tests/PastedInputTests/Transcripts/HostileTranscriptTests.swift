import PastedInput
import TestSupport
import Testing

@Suite struct HostileTranscriptTests {
  /// Reads a text as every dialect; whatever comes of it has to be sound.
  private func check(_ text: [UInt8]) {
    let mark = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let widths = text.dropFirst(mark).split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
    for dialect in TranscriptDialect.allCases.map(Optional.some) + [nil] {
      do throws(PastedInputError) {
        let read = try Transcript(reading: text, as: dialect)
        #expect(dialect == nil || read.dialect == dialect)
        #expect(!read.exchanges.isEmpty)
        for exchange in read.exchanges {
          #expect(exchange.request != nil || exchange.response != nil)
          for message in [exchange.request, exchange.response].compactMap(\.self) {
            #expect(!message.head.isEmpty)
            for offset in [-1] + Array(0...message.head.count + message.rest.count) {
              let place = message.place(of: offset)
              guard place.line >= 1, place.line <= widths.count, place.column >= 1,
                place.column <= widths[place.line - 1] + 2
              else {
                Issue.record("\(place) as \(read.dialect) in \(String(decoding: text, as: UTF8.self))")
                return
              }
            }
          }
        }
      } catch {
        #expect(error.line >= 1 && error.column >= 1 && error.excerpt.count <= 74)
        #expect(error.caretColumn <= error.excerpt.count + 1)
        #expect(error.dialect == nil && !error.problem.isEmpty && !error.expected.isEmpty)
      }
    }
  }

  @Test func `random bytes are read or refused`() {
    var generator = SeededGenerator(state: 1)
    for length in 0..<200 { check(generator.bytes(length)) }
  }

  @Test func `random lines of what parsers look for are read or refused`() {
    var generator = SeededGenerator(state: 2)
    let pieces = [
      "GET / HTTP/1.1", "HTTP/1.1 101 OK", "> ", "< ", "* ", "= connection is OPEN", "Host: a", ":path", ":", "\n",
      "\r\n",
      "\n\n", " ", "=> Send header, 20 bytes", "<= Recv data, 3 bytes", "0000: ", "0010: 47 45 ", "T 1:1 -> 2:2 [AP]",
      "..",
      "....", "12:00:00.0 IP 1.1 > 2.2: length 9", "[x] ", "1. ", "\"", "\u{A0}", "Request URL", "Request Headers", "{",
      "\"log\"", "\"entries\"", "[", "]", "}", "\\", "\u{FEFF}", "\u{0}", "Sec-WebSocket-Key1: 1", "x", "\u{FF}",
    ].map { Array($0.utf8) }
    for _ in 0..<600 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 1...24, using: &generator) { text += generator.pick(pieces) }
      check(text)
    }
  }

  @Test(arguments: TranscriptRoundTripTests.forms)
  func `a cut or damaged text is read or refused`(_ form: TranscriptRoundTripTests.Form) {
    var generator = SeededGenerator(state: 3)
    let whole = Array((form.print(SampleHandshake.request) + form.print(SampleHandshake.request)).utf8)
    let alphabet = Array("0: >\n\r.[]{}\"\\GHT/=-\u{A0}".utf8) + [0, 0xFF]
    for _ in 0..<60 {
      var text = Array(whole.prefix(Int.random(in: 0...whole.count, using: &generator)))
      for _ in 0..<Int.random(in: 0...5, using: &generator) where !text.isEmpty {
        text[Int.random(in: text.indices, using: &generator)] = generator.pick(alphabet)
      }
      check(text)
    }
  }

  static let repeated = [
    "a", "\n", "\r", " ", ".", ": ", "> ", "GET ", "GET / HTTP/1.1 ", "HTTP/1.1 101 a\n", "> GET / HTTP/1.1\n", "[",
    "\"", "\\",
    "{", "[x] GET / HTTP/1.1\n", "=> Send header, 0 bytes\n", "0000: a\n", "T 1:1 -> 2:2 [AP] GET / HTTP/1.1....\n",
    "12:00:00.0 IP 1.1 > 2.2: length 9\n", "1. GET / HTTP/1.1\n", "\u{A0}", "Host:\n", "Request URL\n", "x ..", "0",
    "-> ",
  ]

  @Test(.timeLimit(.minutes(2)), arguments: repeated)
  func `a long text takes time in proportion to its length`(piece: String) {
    let count = 30_000 / piece.utf8.count
    let long = Array(String(repeating: piece, count: count).utf8)
    let before = Array("GET / HTTP/1.1\nHost: a\n".utf8)
    for text in [long, before + long, Array("{\"log\":{\"entries\":[".utf8) + long] {
      for dialect in TranscriptDialect.allCases.map(Optional.some) + [nil] {
        let read = try? Transcript(reading: text, as: dialect)
        #expect(read?.exchanges.isEmpty != true)
      }
    }
  }
}
