import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Bytes that are no frames, where frames should be.
struct Stranger: Sendable, CustomTestStringConvertible {
  var id: String
  var hex: String
  var testDescription: String { id }

  static let all = endless + slipped

  /// What tells nothing of where frames begin again.
  static let endless: [Stranger] = [
    .init(id: "http-response", hex: "485454502f312e31203430302042616420526571756573740d0a"),
    .init(id: "http-request", hex: "474554202f20485454502f312e310d0a"),
    .init(id: "tls-appdata", hex: "1703030045"),
    .init(id: "tls-handshake", hex: "16030100"),
    .init(id: "tls-alert", hex: "1503030002"),
    .init(id: "json", hex: "7b2274797065223a226869227d"),
    .init(id: "text", hex: "68656c6c6f"),
    .init(id: "html", hex: "3c21444f43545950452068746d6c3e"),
    .init(id: "hixie", hex: "0048656c6c6fff"),
    .init(id: "hixie-close", hex: "ff00"),
    .init(id: "h2-preface", hex: "505249202a20485454502f322e300d0a"),
    .init(id: "gzip", hex: "1f8b08"),
    .init(id: "ssh", hex: "5353482d322e302d"),
    .init(id: "proxy-v1", hex: "50524f5859205443503420"),
    .init(id: "proxy-v2", hex: "0d0a0d0a000d0a515549540a"),
  ]

  /// What slips in before a frame.
  static let slipped: [Stranger] = [
    .init(id: "crlf", hex: "0d0a"), .init(id: "crlf", hex: "0d0a0d0a"), .init(id: "bom", hex: "efbbbf"),
  ]
}

@Suite struct `Lost framing` {
  private static let hello = FrameEncoder.encode(.text, Array("Hello".utf8))

  /// From the server, a single mark is a bad frame; from the client, a missing mask is a mark of its own.
  @Test(arguments: Stranger.endless)
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
    #expect(log.hints.map(\.hint.name) == ["not-a-frame-\(stranger.id)"])
    #expect(log.hints.map(\.offset) == [finding.offset])
    // A guess counts nowhere.
    #expect(log.end?.totals.errors == 1 && log.end?.totals.warnings == 0)
    #expect(log.summary.totals.errors == 1 && log.summary.totals.warnings == 0)
  }

  @Test(arguments: Stranger.all, [Sender.client, .server])
  func `is one finding in pasted bytes`(_ stranger: Stranger, _ sender: Sender) {
    let key: MaskingKey? = sender == .client ? MaskingKey(rawValue: 0x37fa_213d) : nil
    let hello = FrameEncoder.encode(.text, Array("Hello".utf8), maskingKey: key)
    var options = InspectionOptions.everything
    options.version = .rfc6455
    let log = EventLog(stream: [hello + bytes(fromHex: stranger.hex)], from: sender, options: options)
    #expect(log.rules == [.fr15])
    #expect(log.findings.map(\.offset) == [UInt64(hello.count)])
    #expect(log.hints.map(\.hint.name) == ["not-a-frame-\(stranger.id)"])
    #expect(log.frames.count == 1 && log.messages.count == 1)
  }

  /// Where the frame begins is known, so that it need not be one of many.
  @Test(arguments: Stranger.slipped, [Sender.client, .server])
  func `ends behind what slipped in before a frame`(_ stranger: Stranger, _ sender: Sender) throws {
    let head = sender == .client ? Dialogue.request.count : Dialogue.response.count
    let slipped = bytes(fromHex: stranger.hex)
    let log = inspect { talk in
      talk.send(sender, slipped)
      talk.send(sender, .text, "Hello")
      talk.send(sender, slipped)
      talk.send(sender, .text, "again")
    }
    #expect(log.serious == [.fr15, .fr15] && log.texts(of: sender) == ["Hello", "again"])
    let first = try #require(log.frames.first)
    #expect(first.offset == UInt64(head + slipped.count) && first.isInferred)
    #expect(Set(log.hints.map(\.hint.name)) == ["not-a-frame-\(stranger.id)"])
  }

  @Test(arguments: Stranger.slipped, [MaskingKey?.none, MaskingKey(rawValue: 0x37fa_213d)])
  func `ends behind it where nothing tells the sender`(_ stranger: Stranger, _ key: MaskingKey?) {
    let slipped = bytes(fromHex: stranger.hex)
    let hello = FrameEncoder.encode(.text, Array("Hello".utf8), maskingKey: key)
    for stream in [slipped + hello, slipped + hello + hello] {
      let log = EventLog(stream: [stream])
      #expect(log.serious.first == .fr15 && log.frames.first?.offset == UInt64(slipped.count))
      #expect(log.texts(of: key == nil ? .server : .client).allSatisfy { $0 == "Hello" })
      #expect(log.frames.count == (stream.count - slipped.count) / hello.count)
      #expect(EventLog(stream: stream.map { [$0] }) == log)
    }
    // What follows may be none.
    #expect(EventLog(stream: [slipped + [0x7f, 0xff, 0x7f, 0xff]]).frames.isEmpty)
  }

  @Test func `begins with what HTTP/2 begins with`() {
    let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    let log = EventLog(stream: [preface])
    #expect(log.handshakes.isEmpty && log.serious == [.fr15])
    #expect(log.hints.map(\.hint.name) == ["not-a-frame-h2-preface"])
    #expect(EventLog(stream: preface.map { [$0] }) == log)
  }

  @Test(arguments: [
    "485454502f", "474554202f", "1703030045", "16030100", "7b22747970", "3c21444f43", "ff00",
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
