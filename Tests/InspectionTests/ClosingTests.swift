import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// A way in which a connection comes to its end, and what is told of it.
struct Closing: Sendable, CustomTestStringConvertible {
  var name: String
  var tell: @Sendable (inout Dialogue) -> Void
  var rules: [RuleID] = []
  var closedBy: Sender?
  var how: EndEvent.How
  var isClean = false
  var code: UInt16?

  var testDescription: String { name }

  static let all: [Closing] = [
    Closing(
      name: "the client closes, the server answers and ends",
      tell: { $0.closeCleanly() },
      closedBy: .client, how: .closingHandshake, isClean: true, code: 1000),
    Closing(
      name: "the server closes and ends",
      tell: { talk in
        talk.close(.server, 1001, "going")
        talk.close(.client, 1001)
        talk.fin(.server)
        talk.fin(.client)
      },
      closedBy: .server, how: .closingHandshake, isClean: true, code: 1001),
    Closing(
      name: "the client ends first after a clean exchange",
      tell: { talk in
        talk.close(.client)
        talk.close(.server)
        talk.fin(.client)
        talk.fin(.server)
      },
      rules: [.cl11], closedBy: .client, how: .closingHandshake, isClean: true, code: 1000),
    Closing(
      name: "a reset after a clean exchange",
      tell: { talk in
        talk.close(.client)
        talk.close(.server)
        talk.reset(.client)
      },
      closedBy: .client, how: .closingHandshake, isClean: true, code: 1000),
    Closing(
      name: "a clean exchange whose TCP end is not in the capture",
      tell: { talk in
        talk.close(.server, 1000)
        talk.close(.client, 1000)
      },
      closedBy: .server, how: .closingHandshake, isClean: true, code: 1000),
    Closing(
      name: "empty Close frames",
      tell: { talk in
        talk.close(.server, nil)
        talk.close(.client, nil)
        talk.fin(.server)
      },
      closedBy: .server, how: .closingHandshake, isClean: true),
    Closing(
      name: "an empty Close frame is answered with a code",
      tell: { talk in
        talk.close(.server, nil)
        talk.close(.client, 1000)
        talk.fin(.server)
      },
      closedBy: .server, how: .closingHandshake, isClean: true),
    Closing(
      name: "another code answers",
      tell: { talk in
        talk.close(.server, 1001)
        talk.close(.client, 1000)
        talk.fin(.server)
      },
      rules: [.cl10], closedBy: .server, how: .closingHandshake, isClean: true, code: 1001),
    Closing(
      name: "nobody answers the client's Close",
      tell: { talk in
        talk.close(.client, 1000)
        talk.fin(.server)
      },
      rules: [.cl06], closedBy: .server, how: .fin, code: 1000),
    Closing(
      name: "nobody answers the server's Close, and the client resets",
      tell: { talk in
        talk.close(.server, 1012)
        talk.reset(.client)
      },
      rules: [.cl06], closedBy: .client, how: .reset, code: 1012),
    Closing(
      name: "an unanswered Close at the end of the capture",
      tell: { $0.close(.server, 1000) },
      closedBy: .server, how: .endOfCapture, code: 1000),
    Closing(
      name: "FIN without a Close",
      tell: { $0.fin(.server) },
      rules: [.cl09], closedBy: .server, how: .fin),
    Closing(
      name: "RST without a Close",
      tell: { $0.reset(.client) },
      rules: [.cl09], closedBy: .client, how: .reset),
    Closing(
      name: "the capture ends",
      tell: { $0.send(.client, .text, "last") },
      how: .endOfCapture),
  ]
}

@Suite struct Closings {
  @Test(arguments: Closing.all)
  func `tell how a connection ended`(_ closing: Closing) throws {
    let log = inspect { closing.tell(&$0) }
    #expect(log.rules == closing.rules)
    let end = try #require(log.end)
    #expect(end.closedBy == closing.closedBy)
    #expect(end.how == closing.how)
    #expect(end.isClean == closing.isClean)
    #expect(end.closeCode?.rawValue == closing.code)
    guard case .end? = log.events.last?.kind else {
      Issue.record("the end is not the last event")
      return
    }
  }

  @Test func `show code and reason`() {
    let log = inspect { $0.close(.client, 4001, "au revoir, à bientôt") }
    #expect(log.messages.first?.closeCode == 4001)
    #expect(log.messages.first?.closeReason == "au revoir, à bientôt")
  }

  @Test func `go on after a violation only with a warning`() throws {
    let log = inspect { talk in
      talk.send(.client, .text, [0xff])
      talk.send(.server, .text, "on its way")
      talk.send(.server, .text, "too much")
      talk.send(.server, .text, "too much")
    }
    #expect(log.serious == [.ms01, .cl12])
    let finding = try #require(log.finding(.cl12))
    #expect(finding.sender == .server && finding.severity == .warning)
    #expect(finding.message.contains("3 data frames"))
  }

  @Test(arguments: [(Sender?.some(.client), Severity.error), (.some(.server), .note), (nil, .note)])
  func `inside a frame weigh by whether its side ended`(_ finisher: Sender?, _ severity: Severity) throws {
    let log = inspect { talk in
      talk.send(
        .client, Array(FrameEncoder.encode(.text, Array("Hello".utf8), maskingKey: .init(rawValue: 77)).dropLast()))
      if let finisher { talk.fin(finisher) }
    }
    let finding = try #require(log.finding(.fr09))
    #expect(finding.severity == severity)
    #expect(finding.message.contains("4 of 5"))
    #expect(log.frames.map(\.captured) == [4])
    #expect(log.messages.map(\.text) == ["Hell"])
    #expect(log.messages.map(\.isComplete) == [false])
    #expect(!log.rules.contains(.fr12))
  }

  @Test(arguments: [true, false])
  func `inside a header weigh the same`(_ isClosed: Bool) {
    let log = inspect { talk in
      talk.send(.server, [0x81, 0x7e, 0x01])
      if isClosed { talk.reset(.server) }
    }
    #expect(log.finding(.fr09)?.severity == (isClosed ? .error : .note))
    #expect(log.finding(.fr09)?.evidence == "81 7e 01" || log.finding(.fr09)?.evidence == "817e01")
    #expect(log.frames.isEmpty && log.messages.isEmpty)
  }

  @Test(arguments: [true, false])
  func `inside a message weigh by whether the connection ended`(_ isClosed: Bool) {
    let log = inspect { talk in
      talk.send(.server, .text, "to be conti", isFinal: false)
      if isClosed { talk.fin(.server) }
    }
    #expect(log.finding(.fr12)?.severity == (isClosed ? .warning : .note))
    #expect(log.messages.map(\.isComplete) == [false])
    #expect(log.messages.map(\.text) == ["to be conti"])
  }

  @Test func `inside a message are told once, at the Close`() {
    let log = inspect { talk in
      talk.send(.server, .text, "to be conti", isFinal: false)
      talk.close(.server)
      talk.close(.client)
      talk.fin(.server)
    }
    #expect(log.serious == [.fr12])
    #expect(log.finding(.fr12)?.frame == 2)
    #expect(log.messages.filter { $0.type == .text }.map(\.isComplete) == [false])
  }

  @Test func `tell the time from the first to the last packet`() {
    var talk = Dialogue()
    talk.time = 1_700_000_000_000_000_000
    talk.open()
    talk.wait(seconds: 90)
    talk.fin(.server)
    #expect(talk.inspected().end?.duration == 90_000_000_000)
  }

  @Test func `count what was sent`() throws {
    let log = inspect(extensions: "permessage-deflate") { talk in
      talk.send(.client, .text, "to", isFinal: false)
      talk.send(.client, .ping, "p")
      talk.send(.server, .pong, "p")
      talk.send(.client, .continuation, "gether")
      talk.send(.server, .binary, [1, 2, 3])
      talk.send(.server, .text, bytes(fromHex: "f248cdc9c90700"), reservedBits: .rsv1)
      talk.closeCleanly()
    }
    let totals = try #require(log.end?.totals)
    #expect(totals.frames == 8 && totals.messages == 3)
    #expect(totals.client.text == 1 && totals.client.fragmented == 1 && totals.client.ping == 1)
    #expect(totals.server.text == 1 && totals.server.binary == 1 && totals.server.pong == 1)
    #expect(totals.client.close == 1 && totals.server.close == 1 && totals.server.compressed == 1)
    // "together", "p" twice, three bytes, "Hello" and two close codes.
    #expect(totals.payloadBytes == 8 + 2 + 3 + 5 + 4)
    #expect(log.summary.totals == totals)
    #expect(log.summary.connections == 1)
    #expect(totals.notes == UInt64(log.findings.filter { $0.severity == .note }.count))
  }
}
