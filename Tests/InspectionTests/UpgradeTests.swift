import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// HTTP that goes by on a connection before WebSocket is asked for: pairs of what the client and the server send.
struct Prelude: Sendable, CustomTestStringConvertible {
  var name: String
  var exchanges: [(client: String, server: String)]
  var testDescription: String { name }

  static let all: [Prelude] = [
    Prelude(name: "nothing", exchanges: []),
    Prelude(
      name: "a page with a length",
      exchanges: [("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]),
    Prelude(
      name: "a form and an empty answer",
      exchanges: [
        ("POST /f HTTP/1.1\r\nContent-Length: 9\r\n\r\nGET / HTT", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      ]),
    Prelude(
      name: "chunks with extensions and trailers",
      exchanges: [
        (
          "PUT /f HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\nA;x=\"y\"\r\n0123456789\r\n1 \r\n.\r\n0\r\nT: 1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n000\r\n\r\n"
        )
      ]),
    Prelude(
      name: "HEAD, 204 and 304, whose answers have no body",
      exchanges: [
        ("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
        ("DELETE /a HTTP/1.1\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET /b HTTP/1.1\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n\r\n"),
      ]),
    Prelude(
      name: "100-continue and early hints",
      exchanges: [
        (
          "POST /f HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        )
      ]),
    Prelude(
      name: "pipelined requests",
      exchanges: [
        (
          "GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
            + "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\n3"
        )
      ]),
    Prelude(
      name: "empty lines between messages",
      exchanges: [("\r\nGET / HTTP/1.1\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]),
    Prelude(
      name: "a body in several pieces, and another request",
      exchanges: [
        ("GET /1 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234"), ("", "56789"),
        ("GET /2 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
      ]),
    Prelude(
      name: "CONNECT to a proxy",
      exchanges: [("CONNECT example.org:80 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 Connection established\r\n\r\n")]),
    Prelude(
      name: "CONNECT that wants a password first",
      exchanges: [
        (
          "CONNECT example.org:80 HTTP/1.1\r\n\r\n",
          "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 3\r\n\r\nno."
        ),
        ("CONNECT example.org:80 HTTP/1.1\r\nProxy-Authorization: x\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
      ]),
  ]
}

@Suite struct `Before the upgrade` {
  /// The upgrade, one message each way, and the end.
  private static func upgrade(_ talk: inout Dialogue) {
    talk.open()
    talk.send(.client, .text, "ping")
    talk.send(.server, .text, "pong")
    talk.closeCleanly()
  }

  private static func expectUpgrade(_ log: EventLog, refusals: [Int] = []) {
    // Where all of a side comes in one piece, the client's frames come before the answer.
    #expect(log.serious.allSatisfy { [.rs01, .rq24, .rs22].contains($0) })
    #expect(log.connections.map(\.starts) == [.handshake])
    #expect(log.handshakes.map { $0.response?.status } == refusals + [101])
    #expect(log.handshakes.last?.isAccepted == true)
    #expect(log.handshakes.last?.request?.target == "/chat")
    #expect(log.texts(of: .client) == ["ping"] && log.texts(of: .server) == ["pong"])
    #expect(log.end?.isClean == true)
  }

  @Test(arguments: Prelude.all)
  func `ordinary HTTP goes by`(_ prelude: Prelude) {
    var talk = Dialogue()
    for exchange in prelude.exchanges {
      talk.send(.client, exchange.client)
      talk.send(.server, exchange.server)
    }
    Self.upgrade(&talk)
    Self.expectUpgrade(talk.inspected())
    Self.expectUpgrade(talk.inspected(firstIsClient: nil))
    for seed in 0..<20 {
      Self.expectUpgrade(talk.inspected(cuts: SeededGenerator(state: UInt64(seed))))
      Self.expectUpgrade(talk.inspected(firstIsClient: nil, cuts: SeededGenerator(state: UInt64(seed))))
    }
  }

  @Test(arguments: Prelude.all)
  func `responses may be captured before their requests`(_ prelude: Prelude) {
    var talk = Dialogue()
    for exchange in prelude.exchanges { talk.send(.server, exchange.server) }
    talk.send(.server, Dialogue.response)
    talk.send(.server, .text, "pong")
    for exchange in prelude.exchanges { talk.send(.client, exchange.client) }
    talk.send(.client, Dialogue.request)
    talk.send(.client, .text, "ping")
    talk.closeCleanly()
    Self.expectUpgrade(talk.inspected())
    Self.expectUpgrade(talk.inspected(firstIsClient: nil))
    for seed in 0..<20 { Self.expectUpgrade(talk.inspected(cuts: SeededGenerator(state: UInt64(seed)))) }
  }

  @Test(arguments: Prelude.all)
  func `all may come in one piece for each side`(_ prelude: Prelude) {
    var talk = Dialogue()
    let client = prelude.exchanges.map(\.client).joined()
    let server = prelude.exchanges.map(\.server).joined()
    let ping = FrameEncoder.encode(.text, Array("ping".utf8), maskingKey: MaskingKey(rawValue: 1))
    talk.send(.client, Array(client.utf8) + Dialogue.request + ping)
    talk.send(.server, Array(server.utf8) + Dialogue.response + FrameEncoder.encode(.text, Array("pong".utf8)))
    talk.closeCleanly()
    Self.expectUpgrade(talk.inspected())
    for seed in 0..<20 { Self.expectUpgrade(talk.inspected(cuts: SeededGenerator(state: UInt64(seed)))) }
  }

  @Test func `a refused upgrade may be followed by an accepted one`() throws {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(.server, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\n\r\nno way")
    Self.upgrade(&talk)
    let log = talk.inspected()
    Self.expectUpgrade(log, refusals: [401])
    let finding = try #require(log.finding(.rs01))
    #expect(finding.message.contains("401 Unauthorized") && finding.sender == .server)
    #expect(finding.severity == RuleID.rs01.entry.severity)
    #expect(log.summary.connections == 1)
  }

  @Test func `two upgrades may be pipelined`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request + Dialogue.request)
    talk.send(.server, Array("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".utf8) + Dialogue.response)
    talk.send(.client, .text, "ping")
    talk.send(.server, .text, "pong")
    talk.closeCleanly()
    Self.expectUpgrade(talk.inspected(), refusals: [503])
  }

  @Test(arguments: [200, 302, 400, 403, 426, 503])
  func `a refusal is told with its status`(_ status: Int) {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(.server, "HTTP/1.1 \(status) Sorry\r\nContent-Length: 2\r\n\r\n\u{1}\u{2}")
    talk.fin(.server)
    let log = talk.inspected()
    #expect(log.rules == (status == 426 ? [.rs01, .rs16] : [.rs01]))
    #expect(log.findings.first?.message.contains("\(status) Sorry") == true)
    #expect(log.handshakes.map(\.isAccepted) == [false])
    #expect(log.frames.isEmpty && log.end?.how == .fin && log.end?.isClean == false)
    #expect(log.summary.connections == 1)
  }

  @Test func `a request without an answer is told at the end`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    let log = talk.inspected()
    #expect(log.handshakes.map(\.isAccepted) == [nil])
    #expect(log.rules == [] && log.end?.how == .endOfCapture)
  }

  @Test func `a response alone is better than nothing, once the client has ended`() {
    var talk = Dialogue()
    talk.fin(.client)
    talk.send(.server, Dialogue.response)
    talk.send(.server, .text, "late")
    let log = talk.inspected()
    #expect(log.handshakes.map { $0.request == nil } == [true])
    #expect(log.handshakes.map(\.isAccepted) == [true])
    #expect(log.texts(of: .server) == ["late"])
  }

  @Test func `client frames that do not wait for the answer are held`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(.client, .text, "eager")
    talk.send(.client, .text, "again")
    talk.send(.server, Dialogue.response)
    talk.send(.client, .text, "then")
    let log = talk.inspected()
    #expect(log.texts(of: .client) == ["eager", "again", "then"])
    #expect(log.frames.map(\.offset).first == UInt64(Dialogue.request.count))
    #expect(log.serious == [.rq24, .rs22])
  }

  @Test func `the first frames may come with the response`() {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(.server, Dialogue.response + FrameEncoder.encode(.text, Array("welcome".utf8)))
    let log = talk.inspected()
    #expect(log.texts(of: .server) == ["welcome"])
    #expect(log.frames.map(\.offset) == [UInt64(Dialogue.response.count)])
  }

  @Test func `an upgrade to something else is passed over`() {
    var talk = Dialogue()
    talk.send(
      .client, "GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n")
    talk.send(.server, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    talk.send(.server, [0, 0, 0, 4, 0, 0, 0, 0, 0])
    Self.upgrade(&talk)
    #expect(talk.inspected().events.isEmpty)
  }

  @Test(arguments: [
    "220 mail.example.org ESMTP\r\n", "SSH-2.0-OpenSSH_9.6\r\n", "\u{16}\u{3}\u{1}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ])
  func `other protocols are passed over, whoever speaks first`(_ text: String) {
    for speaker in [Sender.client, .server] {
      var talk = Dialogue()
      talk.send(speaker, text)
      talk.send(speaker.peer, text)
      Self.upgrade(&talk)
      #expect(talk.inspected().events.isEmpty)
      #expect(talk.inspected().summary.connections == 0)
    }
  }

  @Test func `a head that is too long ends the reading`() {
    var options = InspectionOptions.everything
    options.limits.headBytes = 300
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(.server, "HTTP/1.1 101 Switching Protocols\r\nX: " + String(repeating: "x", count: 300) + "\r\n\r\n")
    talk.send(.server, .text, "unread")
    for seed in [nil, UInt64(5)] {
      let log = talk.inspected(options, cuts: seed.map(SeededGenerator.init))
      #expect(log.rules == [.lim03])
      #expect(log.findings.first?.sender == .server && log.findings.first?.severity == .warning)
      #expect(log.frames.isEmpty && log.end != nil)
    }
  }

  @Test func `a long head before any upgrade makes the connection another one's business`() {
    var options = InspectionOptions.everything
    options.limits.headBytes = 300
    var talk = Dialogue()
    talk.send(.client, "GET /" + String(repeating: "x", count: 300) + " HTTP/1.1\r\n\r\n")
    Self.upgrade(&talk)
    let log = talk.inspected(options)
    #expect(log.rules == [.lim03])
    #expect(log.events.allSatisfy { $0.connection == 0 })
  }

  @Test func `what is held has a limit, behind which the answer is not waited for`() {
    var options = InspectionOptions.everything
    options.limits.heldBytes = 1000
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    for _ in 0..<20 { talk.send(.client, .binary, [UInt8](repeating: 7, count: 100)) }
    let log = talk.inspected(options)
    #expect(log.frames.count == 20)
    #expect(log.rules == [.cap03])
    #expect(log.end != nil)
  }

  @Test func `the accept value must answer the key`() throws {
    var talk = Dialogue()
    talk.send(.client, Dialogue.request)
    talk.send(
      .server,
      Dialogue.head(
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA="))
    talk.send(.server, .text, "still read")
    let log = talk.inspected()
    #expect(log.serious == [.rs06])
    #expect(try #require(log.finding(.rs06)).message.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    #expect(log.handshakes.first?.expectedAccept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    #expect(log.texts(of: .server) == ["still read"])
  }

  @Test func `connections are numbered in the order in which they turn out to be WebSocket`() {
    var inspector = Inspector(options: .everything)
    var log = EventLog()
    for slot in 0..<3 { inspector.open(slot, firstIsClient: true) }
    let request = Dialogue.request
    for slot in [2, 0] {
      _ = inspector.take(request.span, from: .first, at: 0, slot: slot, Origin()) { _ in
        ConnectionEnds(
          client: Endpoint(address: "10.0.0.\(slot)", port: 1), server: Endpoint(address: "10.0.0.9", port: 80))
      }
    }
    for slot in 0..<3 { inspector.close(slot) }
    log.drain(&inspector.queue)
    #expect(log.connections.map(\.ends?.client.address) == ["10.0.0.2", "10.0.0.0"])
    #expect(log.connections.map(\.transport) == [.tcp, .tcp])
    #expect(log.events.filter { $0.connection == 1 }.map(\.sequence) == [1, 2, 3])
    #expect(inspector.summary.connections == 2)
  }

  @Test func `a slot is used again`() {
    var inspector = Inspector(options: .everything)
    var log = EventLog()
    let (request, response) = (Dialogue.request, Dialogue.response)
    for _ in 0..<3 {
      inspector.open(0, firstIsClient: true)
      _ = inspector.take(request.span, from: .first, at: 0, slot: 0, Origin()) { _ in nil }
      _ = inspector.take(response.span, from: .second, at: 0, slot: 0, Origin()) { _ in nil }
    }
    inspector.close(0)
    log.drain(&inspector.queue)
    #expect(log.handshakes.map(\.isAccepted) == [true, true, true])
    #expect(log.ended == [1, 2, 3])
  }

  @Test func `findings about the transport are told of WebSocket connections only`() {
    let request = Dialogue.request
    for isWebSocket in [true, false] {
      var inspector = Inspector(options: .everything)
      inspector.open(0, firstIsClient: true)
      if isWebSocket {
        _ = inspector.take(request.span, from: .first, at: 0, slot: 0, Origin()) { _ in nil }
      }
      inspector.report(Finding(.tcp01, "differs"), by: .second, slot: 0, Origin(packet: 9, time: nil))
      var log = EventLog()
      log.drain(&inspector.queue)
      #expect(log.rules == (isWebSocket ? [.tcp01] : []))
      #expect(log.findings.allSatisfy { $0.sender == .server })
    }
  }
}
