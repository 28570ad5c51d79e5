import TestSupport
import Testing
import WebSocketProtocol

struct HTTPHeadTests {
  private func head(_ text: String) -> HTTPHead { HTTPHead(Array(text.utf8)) }

  @Test func `every range points at its part`() throws {
    let text = "GET /chat?room=1 HTTP/1.1\r\nHost: example.com:81\r\nUpgrade :\t WebSocket \r\nX:\r\n\r\n"
    let head = head(text)
    #expect(head.bytes == Array(text.utf8))
    guard case .request(let method, let target, let version) = head.startLine else {
      Issue.record("not a request: \(head.startLine)")
      return
    }
    #expect([method, target, version].map(head.text) == ["GET", "/chat?room=1", "HTTP/1.1"])
    #expect(head.method == "GET")
    #expect(head.target == "/chat?room=1")
    #expect(head.httpVersion == "HTTP/1.1")
    #expect(head.status == nil)
    #expect(head.reason == nil)
    #expect(head.fields.map { head.text($0.line) } == ["Host: example.com:81", "Upgrade :\t WebSocket ", "X:"])
    #expect(head.fields.map { head.text($0.name) } == ["Host", "Upgrade ", "X"])
    #expect(head.fields.map { head.text($0.rawValue) } == [" example.com:81", "\t WebSocket ", ""])
    #expect(head.fields.map { head.text($0.value) } == ["example.com:81", "WebSocket", ""])
    #expect(head.fields.map { head.name(of: $0) } == ["host", "upgrade", "x"])
    let value = try #require(head.fields.first).value
    #expect(value == 33..<47)
  }

  @Test(
    arguments: [
      ("HTTP/1.1 101 Switching Protocols", "HTTP/1.1", 101, "Switching Protocols"),
      ("HTTP/1.0 404 ", "HTTP/1.0", 404, ""),
      ("HTTP/1.1 200", "HTTP/1.1", 200, ""),
      ("HTTP/1.1 20 OK", "HTTP/1.1", nil, "OK"),
      ("HTTP/1.1 2000 OK", "HTTP/1.1", nil, "OK"),
      ("HTTP/1.1 2x0 OK", "HTTP/1.1", nil, "OK"),
      ("HTTP/1.1  101 OK", "HTTP/1.1", nil, "101 OK"),
      ("HTTP/1.1 ", "HTTP/1.1", nil, ""),
      ("HTTP/ 101", "HTTP/", 101, ""),
    ] as [(String, String, Int?, String)])
  func `a status line is taken apart`(line: String, version: String, status: Int?, reason: String) {
    let head = head(line + "\r\n\r\n")
    #expect(head.httpVersion == version)
    #expect(head.status == status)
    #expect(head.reason == reason)
    #expect(head.method == nil)
    #expect(head.target == nil)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1", "GET", "/", "HTTP/1.1"),
    ("GET  / HTTP/1.1", "GET", " /", "HTTP/1.1"),
    ("GET /a b HTTP/1.1", "GET", "/a b", "HTTP/1.1"),
    ("GET / HTTP/1.1  ", "GET", "/", "HTTP/1.1"),
    ("get / HTTP/2", "get", "/", "HTTP/2"),
    ("GET  HTTP/1.1", "GET", "", "HTTP/1.1"),
  ])
  func `a request line is taken apart`(line: String, method: String, target: String, version: String) {
    let head = head(line + "\r\n\r\n")
    #expect(head.method == method)
    #expect(head.target == target)
    #expect(head.httpVersion == version)
    #expect(head.reason == nil)
  }

  @Test(arguments: ["GET", "GET /", "GET HTTP/1.1", "GET / http/1.1", "HTTP/1.1", "\u{16}\u{3}\u{1}", " ", "GET / "])
  func `a line that is neither stays as it is`(line: String) {
    let head = head(line + "\r\nA: b\r\n\r\n")
    #expect(head.startLine == .malformed(0..<line.utf8.count))
    #expect(head.method == nil)
    #expect(head.status == nil)
    #expect(head.httpVersion == nil)
    #expect(head.value(of: "a") == "b")
  }

  @Test func `nothing at all is a malformed head`() {
    for text in ["", "\r\n\r\n", "\n"] {
      #expect(head(text).startLine == .malformed(0..<0))
      #expect(head(text).fields.isEmpty)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r\r\n"])
  func `lines may end with LF, and any CR before it belongs to the line end`(lineEnd: String) {
    let head = head(["GET / HTTP/1.1", "A: 1", "B:2", "", "C: 3"].joined(separator: lineEnd) + lineEnd)
    #expect(head.method == "GET")
    #expect(head.httpVersion == "HTTP/1.1")
    #expect(head.fields.map { head.text($0.line) } == ["A: 1", "B:2"])
    #expect(head.value(of: "c") == nil)
  }

  @Test func `a bare CR is part of its line`() {
    let head = head("GET / HTTP/1.1\r\nA: 1\rB: 2\r\n\r\n")
    #expect(head.fields.count == 1)
    #expect(head.value(of: "a") == "1\rB: 2")
  }

  @Test func `empty lines before the start line are skipped`() {
    let head = head("\r\n\n\r\nGET / HTTP/1.1\r\nA: 1\r\n\r\n")
    #expect(head.method == "GET")
    #expect(head.fields.count == 1)
  }

  @Test func `a head that was cut keeps what there is`() {
    #expect(head("GET / HTTP/1.1\r\nHost: exam").value(of: "host") == "exam")
    #expect(head("GET / HTTP/1.1\r\nHost").fields.map(\.hasColon) == [false])
  }

  @Test(arguments: ["\r\n", "\n"])
  func `a folded line belongs to the field before it`(lineEnd: String) throws {
    let head = head(
      ["GET / HTTP/1.1", "A: one", " two", "\tthree", "Upgrade:", " websocket", "B: x", "  ", "", ""]
        .joined(separator: lineEnd))
    #expect(head.fields.count == 3)
    #expect(head.value(of: "a") == "one two three")
    #expect(head.values(of: "b") == ["x"])
    #expect(
      head.text(try #require(head.fields.first).line) == ["A: one", " two", "\tthree"].joined(separator: lineEnd))
    #expect(head.asksForWebSocket)
  }

  @Test func `a fold with nothing before it is a field line without a name`() throws {
    let head = head("GET / HTTP/1.1\r\n folded\r\n\r\n")
    let field = try #require(head.fields.first)
    #expect(!field.hasColon)
    #expect(head.text(field.line) == " folded")
  }

  @Test func `a line without a colon has no name and is never looked up`() throws {
    let head = head("GET / HTTP/1.1\r\nUpgrade websocket\r\n: empty name\r\n\r\n")
    let field = try #require(head.fields.first)
    #expect(!field.hasColon)
    #expect(field.name.isEmpty)
    #expect(head.text(field.value) == "Upgrade websocket")
    #expect(head.values(of: "") == ["empty name"])
    #expect(head.value(of: "upgrade") == nil)
  }

  @Test func `names are compared without regard to case, of ASCII letters only`() {
    let head = head("GET / HTTP/1.1\r\nSEC-websocket-KEY: a\r\nSec-WebSocket-Key: b\r\n\u{212A}: c\r\nA@: d\r\n\r\n")
    #expect(head.values(of: "sec-websocket-key") == ["a", "b"])
    #expect(head.value(of: "sec-websocket-key") == "a")
    #expect(head.value(of: "k") == nil)
    #expect(head.value(of: "a`") == nil)
    #expect(head.name(of: head.fields[2]) == "\u{212A}")
  }

  @Test func `a hixie key keeps all its spaces`() {
    let head = head(
      "GET /demo HTTP/1.1\r\nSec-WebSocket-Key1:  4 @1  46546xW%0l 1 5 \r\nSec-WebSocket-Key2:x  y\t\r\nEmpty:\r\n\r\n")
    #expect(head.verbatimValue(of: "sec-websocket-key1") == Array(" 4 @1  46546xW%0l 1 5 ".utf8))
    #expect(head.verbatimValue(of: "sec-websocket-key2") == Array("x  y\t".utf8))
    #expect(head.verbatimValue(of: "empty") == [])
    #expect(head.verbatimValue(of: "missing") == nil)
    #expect(head.value(of: "sec-websocket-key1") == "4 @1  46546xW%0l 1 5")
  }

  @Test func `bytes that are not UTF-8 are shown as such and keep their place`() throws {
    let bytes = Array("GET / HTTP/1.1\r\nA: ".utf8) + [0x62, 0xa0, 0xff] + Array("\r\nB: 1\r\n\r\n".utf8)
    let head = HTTPHead(bytes)
    #expect(head.value(of: "a") == "b\u{FFFD}\u{FFFD}")
    #expect(Array(head.bytes[try #require(head.fields.first).value]) == [0x62, 0xa0, 0xff])
    #expect(head.value(of: "b") == "1")
  }

  @Test(arguments: [
    ("Upgrade", true), ("upgrade", true), ("keep-alive, Upgrade", true), (" \tUPGRADE\t , x", true),
    ("keep-alive,Upgrade", true), ("Upgrades", false), ("keep-alive", false), ("", false), ("Upgrade x", false),
    ("x;Upgrade", false),
  ])
  func `a token is found in a list`(value: String, isThere: Bool) {
    let head = head("GET / HTTP/1.1\r\nConnection: \(value)\r\n\r\n")
    #expect(head.listContains("upgrade", in: "connection") == isThere)
  }

  @Test func `all lines of a field are one list`() {
    let head = head("GET / HTTP/1.1\r\nConnection: keep-alive\r\nconnection: upgrade\r\n\r\n")
    #expect(head.listContains("upgrade", in: "connection"))
    #expect(!head.listContains("upgrade", in: "upgrade"))
  }

  @Test(arguments: [
    ("websocket", true), ("WebSocket", true), ("h2c, websocket", true), ("websocket/13", true), ("websocket\t,x", true),
    ("h2c", false), ("web socket", false), ("xwebsocket", false), ("websoc\u{212A}et", false), ("", false),
  ])
  func `an upgrade to WebSocket is recognised`(value: String, asks: Bool) {
    #expect(head("GET / HTTP/1.1\r\nUpgrade: \(value)\r\n\r\n").asksForWebSocket == asks)
  }

  @Test(arguments: 0..<60)
  func `any bytes are a head whose ranges are in bounds and in order`(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let alphabet = Array(" \t\r\n\r\n\n:aA,;HTTP/1.1 GET 101".utf8) + [0x00, 0xff]
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).compactMap { _ in
        alphabet.randomElement(using: &generator)
      }
      let head = HTTPHead(bytes)
      #expect(head.bytes == bytes)
      var end = 0
      for field in head.fields {
        #expect(field.line.lowerBound >= end)
        #expect(field.line.upperBound <= bytes.count)
        #expect(field.line.contains(field.name) && field.line.contains(field.rawValue))
        #expect(field.rawValue.contains(field.value))
        #expect(!field.hasColon || bytes[field.name.upperBound] == UInt8(ascii: ":"))
        end = field.line.upperBound
      }
    }
  }
}
