import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct `Rules of drafts` {
  @Test(arguments: DraftMistake.all)
  func `judge frames`(_ mistake: DraftMistake) throws {
    let log = mistake.draft.inspected { talk in
      talk.send(mistake.sender, mistake.sent)
      talk.send(mistake.sender, mistake.draft.text(mistake.sender, "goes on"))
    }
    let found = log.findings.filter { ![.ms04, .fr12].contains($0.rule) }
    #expect(found.map(\.rule) == mistake.rules)
    #expect(found.allSatisfy { $0.severity == mistake.severity && $0.sender == mistake.sender })
    // One bad frame is no lost border.
    #expect(log.texts(of: mistake.sender).last == "goes on")
    #expect(log.messages.last?.isInferred == false)
    for finding in log.findings {
      #expect(finding.rule.entry.versions.contains(mistake.draft.version), "\(finding.rule.rawValue)")
    }
  }

  @Test(arguments: [DraftMistake.hybi04, DraftMistake.hybi05, DraftMistake.hybi06])
  func `take two odd frames in a row for a wrong mask`(_ draft: DraftTalk) throws {
    let odd = draft.frame(.client, opcode: Opcode(rawValue: 9), [1, 2, 3])
    let other = draft.frame(.client, .text, [0x41], bits: .rsv2)
    let good = draft.text(.client, "good")
    let apart = draft.inspected { talk in
      for frame in [odd, good, other, good, odd] { talk.send(.client, frame) }
    }
    #expect(apart.serious == [.hy10, .fr01, .hy10])
    #expect(apart.texts(of: .client).count == 3)
    let together = draft.inspected { talk in
      for frame in [good, odd, other, good, good] { talk.send(.client, frame) }
    }
    #expect(together.serious == [.hy10, .hy12])
    let finding = try #require(together.finding(.hy12))
    #expect(finding.sender == .client && finding.severity == .error)
    #expect(finding.offset == UInt64(draft.request.count + good.count + odd.count))
    // What a server sends is in clear: there two odd frames are two bad frames.
    let server = draft.inspected { talk in
      talk.send(.server, draft.frame(.server, opcode: Opcode(rawValue: 9), [1]))
      talk.send(.server, draft.frame(.server, .text, [0x41], bits: .rsv2))
    }
    #expect(server.serious == [.hy10, .fr01])
  }

  @Test(arguments: [
    ("", [RuleID.hy13]), ("58", [.hy13]), ("03e8", [.hy13]), ("63", [.hy13]), ("43", []), ("53", []), ("436f6c64", []),
  ])
  func `judge the body of a close in hybi-05`(_ body: String, _ rules: [RuleID]) throws {
    let draft = DraftMistake.hybi05
    for sender in [Sender.client, .server] {
      // Who closes first begins with its own letter; the other side may repeat it.
      let isOther = body.hasPrefix(sender == .client ? "53" : "43")
      let log = draft.inspected { $0.send(sender, draft.frame(sender, .close, bytes(fromHex: body))) }
      #expect(log.serious == (isOther ? [.hy13] : rules))
      let answer = draft.inspected { talk in
        talk.send(sender.peer, draft.frame(sender.peer, .close, [sender == .client ? 0x53 : 0x43]))
        talk.send(sender, draft.frame(sender, .close, bytes(fromHex: body)))
      }
      #expect(answer.serious == rules)
      // One side alone does not tell who was first.
      #expect(draft.pasted([draft.frame(sender, .close, bytes(fromHex: body))], from: sender).serious == rules)
      #expect(log.findings.allSatisfy { $0.severity == .warning && $0.sender == sender })
      let close = try #require(log.messages.first)
      #expect(close.type == .close && close.closeCode == nil && close.closeReason == nil)
      #expect(close.payload == bytes(fromHex: body))
    }
  }

  /// Before hybi-05 nobody gave the body a meaning; since hybi-06 it is a code and a reason.
  @Test(arguments: ["", "58", "03", "03e8", "0000ff"])
  func `do not judge the body of a close before hybi-05`(_ body: String) {
    for draft in [DraftMistake.hybi03, DraftMistake.hybi04] {
      let log = draft.inspected { $0.send(.server, draft.frame(.server, .close, bytes(fromHex: body))) }
      #expect(log.rules == [])
    }
    let log = DraftMistake.hybi06.inspected {
      $0.send(.server, DraftMistake.hybi06.frame(.server, .close, bytes(fromHex: body)))
    }
    #expect(log.serious == (body.isEmpty || body == "03e8" ? [] : body.count == 2 ? [.cl02] : [.hy14]))
  }

  /// The codes of every draft: what is found, and how grave it is.
  @Test(
    arguments: [
      (1000, [:]), (1003, [:]), (3000, [:]), (4999, [:]),
      (1004, [.rfc6455: (.cl03, .warning)]),
      (
        1005,
        [
          .hybi06: (.hy14, .error), .hybi07: (.hy14, .error), .hybi08: (.cl03, .error), .hybi10: (.cl03, .error),
          .rfc6455: (.cl03, .error),
        ]
      ),
      (
        1006,
        [
          .hybi06: (.hy14, .error), .hybi07: (.hy14, .error), .hybi08: (.cl03, .error), .hybi10: (.cl03, .error),
          .rfc6455: (.cl03, .error),
        ]
      ),
      (1007, [.hybi06: (.hy14, .error), .hybi07: (.hy14, .error), .hybi08: (.hy14, .note)]),
      (
        1008,
        [.hybi06: (.hy14, .error), .hybi07: (.hy14, .error), .hybi08: (.hy14, .error), .hybi10: (.hy14, .error)]
      ),
      (
        999,
        [
          .hybi06: (.hy14, .error), .hybi07: (.hy14, .error), .hybi08: (.hy14, .error), .hybi10: (.hy14, .error),
          .rfc6455: (.cl03, .error),
        ]
      ),
    ] as [(UInt16, [ProtocolVersion: (RuleID, Severity)])])
  func `judge a close code by the draft in force`(
    _ code: UInt16, _ expected: [ProtocolVersion: (RuleID, Severity)]
  ) throws {
    for version in [ProtocolVersion.hybi06, .hybi07, .hybi08, .hybi10, .rfc6455] {
      let framing = version.framing
      let opcode = try #require(framing.opcode(of: .close))
      let body = [UInt8(code >> 8), UInt8(code & 0xff)]
      let frame = FrameEncoder.encode(FrameHeader(framing, opcode: opcode, payloadLength: 2), body)
      var options = InspectionOptions.everything
      options.version = version
      let log = EventLog(stream: [frame], from: .server, options: options)
      #expect(log.rules == expected[version].map { [$0.0] } ?? [], "\(version)")
      #expect(log.findings.map(\.severity) == expected[version].map { [$0.1] } ?? [], "\(version)")
      #expect(log.messages.first?.closeCode == code)
    }
  }

  /// Text that is not UTF-8 has been an error since hybi-10.
  @Test(arguments: ProtocolVersion.allCases)
  func `judge bad text by the draft in force`(_ version: ProtocolVersion) throws {
    let text: [UInt8] = [0x41, 0xc3, 0x41]
    let stream: [UInt8]
    if let opcode = version.framing.opcode(of: .text) {
      stream = FrameEncoder.encode(FrameHeader(version.framing, opcode: opcode, payloadLength: 3), text)
    } else {
      stream = [0x00] + text + [0xff]
    }
    var options = InspectionOptions.everything
    options.version = version
    let log = EventLog(stream: [stream], from: .server, options: options)
    let finding = try #require(log.findings.first)
    #expect(log.findings.count == 1)
    let expected: (RuleID, Severity) =
      switch version {
      case .hixie75, .hixie76: (.h7634, .warning)
      case .hybi10, .hybi11, .hybi12, .rfc6455: (.ms01, .error)
      default: (.hy17, .note)
      }
    #expect(finding.rule == expected.0 && finding.severity == expected.1)
    #expect(finding.rule.entry.versions.contains(version))
    // The first byte that does not fit, as a place in the stream.
    #expect(finding.offset == UInt64(stream.count - (version.framing.hasFlags ? 1 : 2)))
    #expect(log.messages.map(\.isComplete) == [true] && log.messages.map(\.isText) == [false])
  }
}
