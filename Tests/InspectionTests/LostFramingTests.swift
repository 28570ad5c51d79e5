import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Bytes that are no frames, where frames should be.
struct Stranger: Sendable, CustomTestStringConvertible {
  var id: String
  var hex: String
  var testDescription: String { id }

  static let all: [Stranger] = [
    .init(id: "HTTP response", hex: "485454502f312e31203430302042616420526571756573740d0a"),
    .init(id: "HTTP request", hex: "474554202f20485454502f312e310d0a"),
    .init(id: "TLS application data", hex: "1703030045"),
    .init(id: "TLS handshake", hex: "16030100"),
    .init(id: "TLS alert", hex: "1503030002"),
    .init(id: "CR LF", hex: "0d0a8105"),
    .init(id: "JSON", hex: "7b2274797065223a226869227d"),
    .init(id: "text", hex: "68656c6c6f"),
    .init(id: "HTML", hex: "3c21444f43545950452068746d6c3e"),
    .init(id: "end of hixie-76", hex: "ff00"),
    .init(id: "HTTP/2 preface", hex: "505249202a20485454502f322e300d0a"),
  ]
}

@Suite struct `Lost framing` {
  private static let hello = FrameEncoder.encode(.text, Array("Hello".utf8))

  /// From the server, a single mark is a bad frame; from the client, a missing mask is a mark of its own.
  @Test(arguments: Stranger.all)
  func `is one finding, and no frame comes after it`(_ stranger: Stranger) throws {
    let strange = bytes(fromHex: stranger.hex)
    let log = inspect { talk in
      talk.send(.client, .text, "Hello")
      talk.send(.client, strange)
      talk.send(.client, .text, "lost")
      talk.send(.client, [0x88, 0x00])
      talk.fin(.server)
    }
    let finding = try #require(log.finding(.fr15))
    #expect(log.serious == [.fr15])
    #expect(finding.sender == .client && finding.severity == .error)
    #expect(finding.offset == UInt64(Dialogue.request.count + 6 + 5))
    #expect(finding.frame == nil)
    #expect(log.frames.map(\.payload) == [Array("Hello".utf8)])
    #expect(log.messages.map(\.text) == ["Hello"])
  }

  @Test(arguments: [
    "485454502f", "474554202f", "1703030045", "16030100", "0d0a8105", "7b22747970", "3c21444f43", "ff00",
  ])
  func `is found in a server's stream too`(_ strange: String) throws {
    let log = EventLog(stream: [Self.hello + bytes(fromHex: strange) + Self.hello], from: .server)
    #expect(log.serious == [.fr15])
    #expect(log.findings.map(\.offset) == [7])
    #expect(log.frames.count == 1 && log.messages.count == 1)
    #expect(log.end?.totals.frames == 1)
  }

  @Test func `is found in the first bytes of a header that is cut`() {
    // A client's unmasked reserved opcode in the 64-bit form, of which three bytes are there.
    let log = EventLog(stream: [[0x8b, 0x7f, 0x00]], from: .client)
    #expect(log.serious == [.fr15])
    #expect(log.frames.isEmpty)
  }

  @Test func `does not stop the other side`() {
    let log = inspect { talk in
      talk.send(.server, "HTTP/1.1 400 Bad Request\r\n\r\n")
      talk.send(.client, .text, "still read")
      talk.close(.client)
    }
    #expect(log.serious == [.fr15])
    #expect(log.texts(of: .client) == ["still read"])
    #expect(log.end?.closedBy == .client)
  }

  /// What a side did where it cannot be read is unknown, so nothing is held against it.
  @Test func `accuses nobody of what was not read`() {
    let log = inspect { talk in
      talk.send(.server, .ping, "1")
      talk.send(.client, .text, "begun", isFinal: false)
      talk.send(.client, bytes(fromHex: "1703030045"))
      talk.close(.server)
      talk.wait(seconds: 60)
      talk.fin(.server)
      talk.fin(.client)
    }
    #expect(log.serious == [.fr15])
  }

  @Test(arguments: [
    ("e105", [RuleID.fr01]), ("8305", [.fr02]), ("0905", [.fr03]), ("897e0005", [.fr04]), ("8185000000ff", [.fr06]),
  ])
  func `needs two marks: one alone is a bad frame`(_ header: String, _ rules: [RuleID]) {
    let stream = bytes(fromHex: header) + Array("Hello".utf8) + Self.hello
    let log = EventLog(stream: [stream], from: .server)
    #expect(Set(log.serious).isSuperset(of: rules) && !log.serious.contains(.fr15))
    #expect(log.frames.count == 2)
  }
}
