import TestSupport
import Testing
import WebSocketProtocol

struct HTTPHeadCollectorTests {
  static let heads = [
    "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", "HTTP/1.1 101 \n\n",
    "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nA: b\r\n\n", "GET / HTTP/1.1\r\r\nA: b\r\r\n\r\r\n",
  ]

  /// Feeds pieces until the head is complete or too long; tells that, and how many bytes were taken.
  private func feed(
    _ pieces: [[UInt8]], to collector: inout HTTPHeadCollector
  ) -> (progress: HTTPHeadCollector.Progress, taken: Int) {
    var taken = 0
    for piece in pieces {
      var position = 0
      let progress = collector.take(piece.span, from: &position)
      taken += position
      if progress != .incomplete { return (progress, taken) }
      precondition(position == piece.count)
    }
    return (.incomplete, taken)
  }

  @Test(arguments: heads)
  func `finds the end of a head however it is cut, and leaves what follows alone`(text: String) {
    var generator = SeededGenerator(state: 7)
    let head = Array(text.utf8)
    let stream = head + bytes(fromHex: "810548656c6c6f") + Array("\r\n\r\n".utf8)
    for longest in [1, 2, 3, 7, 20, 1000] {
      for _ in 0..<20 {
        var collector = HTTPHeadCollector()
        let (progress, taken) = feed(generator.cut(stream, longest: longest), to: &collector)
        #expect(progress == .complete)
        #expect(taken == head.count)
        #expect(collector.bytes == head)
        #expect(collector.finish() == HTTPHead(head))
        #expect(collector.bytes.isEmpty)
      }
    }
  }

  @Test(arguments: heads)
  func `a head that was cut is not complete`(text: String) {
    let head = Array(text.utf8)
    for length in 0..<head.count {
      var collector = HTTPHeadCollector()
      #expect(feed([Array(head.prefix(length))], to: &collector).progress == .incomplete)
      #expect(collector.bytes == Array(head.prefix(length)))
    }
  }

  @Test func `collects one head after the other`() {
    var collector = HTTPHeadCollector()
    let stream = Array("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nA: b\r\n\r\n".utf8)
    var position = 0
    var targets: [String?] = []
    while collector.take(stream.span, from: &position) == .complete { targets.append(collector.finish().target) }
    #expect(targets == ["/1", "/2"])
    #expect(position == stream.count)
  }

  @Test func `a head of exactly the limit is complete, and one byte more is too long`() {
    let head = Array("GET / HTTP/1.1\r\nA: b\r\n\r\n".utf8)
    for cut in [1, 5, head.count] {
      let pieces = stride(from: 0, to: head.count, by: cut).map { Array(head[$0..<min(head.count, $0 + cut)]) }
      var wide = HTTPHeadCollector(limit: head.count)
      #expect(feed(pieces, to: &wide) == (.complete, head.count))
      #expect(wide.finish().method == "GET")
      #expect(wide.limit == head.count)
      var narrow = HTTPHeadCollector(limit: head.count - 1)
      #expect(feed(pieces, to: &narrow) == (.tooLong, head.count - 1))
      #expect(narrow.bytes == Array(head.dropLast()))
    }
  }
}
