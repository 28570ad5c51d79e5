import PastedInput
import TestSupport
import Testing

@Suite struct TranscriptRoundTripTests {
  struct Form: Sendable, CustomTestStringConvertible {
    let name: String
    let dialect: TranscriptDialect
    var keepsStartLine = true
    let print: @Sendable ([String]) -> String
    var testDescription: String { name }
  }

  static let forms = [
    Form(name: "raw", dialect: .raw) { SampleHandshake.head($0) },
    Form(name: "lines", dialect: .lines) { SampleHandshake.head($0, end: "\n") },
    Form(name: "indented", dialect: .lines) { ($0 + [""]).map { "    \($0)\n" }.joined() },
    Form(name: "curl -v", dialect: .curlVerbose) { ($0 + [""]).map { "> \($0)\r\n" }.joined() },
    Form(name: "curl -v --trace-time", dialect: .curlVerbose) {
      ($0 + [""]).enumerated().map { "12:00:0\($0 % 10).000000 > \($1)\n" }.joined()
    },
    Form(name: "curl --trace-ascii", dialect: .curlTrace) { TranscriptPrinters.curlTrace($0) },
    Form(name: "curl --trace", dialect: .curlTrace) { TranscriptPrinters.curlTraceDigits($0) },
    Form(name: "websockets", dialect: .websocketsLog) { $0.map { "> \($0)\n" }.joined() + "= connection is OPEN\n" },
    Form(name: "ngrep", dialect: .ngrep) { TranscriptPrinters.ngrep($0) },
    Form(name: "ngrep, wide", dialect: .ngrep) { TranscriptPrinters.ngrep($0, width: 133) },
    Form(name: "ngrep -W byline", dialect: .ngrep) { TranscriptPrinters.ngrepLines($0) },
    Form(name: "ngrep -W single", dialect: .ngrep) {
      "T 192.0.2.1:40000 -> 192.0.2.2:80 [AP] " + $0.joined(separator: "..") + "....\n"
    },
    Form(name: "tcpdump -A", dialect: .tcpdump) { TranscriptPrinters.tcpdump($0) },
    Form(name: "Arduino", dialect: .arduino) {
      $0.map { "[WS-Server][1][handleHeader] RX: \($0)\n" }.joined() + "[WS-Server][1][handleHeader] Header read fin.\n"
    },
    Form(name: "browser", dialect: .browserHeaders, keepsStartLine: false) {
      $0.dropFirst().map { "\($0)\n" }.joined()
    },
    Form(name: "browser, two lines", dialect: .browserHeaders, keepsStartLine: false) { lines in
      lines.dropFirst().map { line in
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        return "\(line[...colon])\n\(line[colon...].dropFirst(2))\n"
      }.joined()
    },
    Form(name: "list", dialect: .webPage) { $0.enumerated().map { "\($0 + 1). \($1)\n" }.joined() },
    Form(name: "quoted", dialect: .webPage) { ($0 + [""]).map { "\"\($0)\\r\\n\"\n" }.joined() },
    Form(name: "HAR", dialect: .har) { TranscriptPrinters.archive($0) },
  ]

  @Test(arguments: forms)
  func `the fields of a printed head come back`(_ form: Form) throws {
    var generator = SeededGenerator(state: 0x5EED)
    for _ in 0..<60 {
      let lines = generator.request()
      let text = form.print(lines)
      for dialect in [nil, form.dialect] {
        let read = try transcript(text, as: dialect)
        #expect(read.dialect == form.dialect, "\(text)")
        #expect(read.exchanges.count == 1)
        let message = try #require(read.exchanges.first?.request, "\(text)")
        #expect(message.lines.dropFirst().map(\.self) == lines.dropFirst().map(\.self), "\(text)")
        #expect(!form.keepsStartLine || message.lines.first == lines.first, "\(text)")
        #expect(message.isClosed && message.rest.isEmpty)
        #expect(message.head.suffix(4).elementsEqual("\r\n\r\n".utf8))
      }
    }
  }

  @Test(arguments: forms)
  func `white space around a text does not matter`(_ form: Form) throws {
    let text = "\n\n" + form.print(SampleHandshake.request) + "\n\n"
    let message = try #require(try transcript(text).exchanges.first?.request)
    #expect(message.lines.dropFirst().map(\.self) == SampleHandshake.request.dropFirst().map(\.self))
  }
}
