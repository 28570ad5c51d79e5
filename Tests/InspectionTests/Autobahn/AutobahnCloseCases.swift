import TestSupport
import WebSocketProtocol

/// Chapter 7: Close frames, what comes after them, and the codes they may have.
extension AutobahnCase {
  static let closings: [AutobahnCase] = afterClose + closeLengths + closeReason + closeCodes

  private static let goodbye = "Hello World!"

  private static let afterClose: [AutobahnCase] = [
    AutobahnCase("7.1.1") { [.text(goodbye), .close(1000)] },
    AutobahnCase("7.1.2", [.init(.cl08, frame: 2)]) { [.close(1000), SentFrame(opcode: .close)] },
    AutobahnCase("7.1.3", [.init(.cl08, frame: 2)]) { [.close(1000), .ping()] },
    AutobahnCase("7.1.4", [.init(.cl07, frame: 2)]) { [.close(1000), .text(goodbye)] },
    AutobahnCase("7.1.5", [.init(.fr12, frame: 2), .init(.cl07, frame: 3)]) {
      [.text("fragment1", isFinal: false), .close(1000), .continuation("fragment2")]
    },
    AutobahnCase("7.1.6", [.init(.cl08, frame: 4)]) {
      [
        SentFrame(opcode: .text, payload: repeated("BAsd7&jh23", count: 256 << 10)), .text(goodbye), .close(1000),
        .ping(),
      ]
    },
  ]

  private static let closeLengths: [AutobahnCase] = [
    AutobahnCase("7.3.1") { [SentFrame(opcode: .close)] },
    AutobahnCase("7.3.2", [.init(.cl02)]) { [SentFrame(opcode: .close, payload: Array("a".utf8))] },
    AutobahnCase("7.3.3") { [.close(1000)] },
    AutobahnCase("7.3.4") { [.close(1000, Array(goodbye.utf8))] },
    AutobahnCase("7.3.5") { [.close(1000, repeated("*", count: 123))] },
    AutobahnCase("7.3.6", [.init(.fr04)]) { [.close(1000, repeated("*", count: 124))] },
  ]

  private static let closeReason: [AutobahnCase] = [
    AutobahnCase("7.5.1", [.init(.cl04)]) {
      [.close(1000, greek + bytes(fromHex: "eda080") + Array("edited".utf8))]
    }
  ]

  /// Codes that may be sent, then codes that may not, then two above every range.
  private static let closeCodes =
    numbered("7.7", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999])
    + numbered("7.9", [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999]) + numbered("7.13", [5000, 65535])

  private static func numbered(_ section: String, _ codes: [UInt16]) -> [AutobahnCase] {
    codes.enumerated().map { index, code in
      AutobahnCase(
        "\(section).\(index + 1)", findings(for: code, from: .client),
        findingsFromServer: findings(for: code, from: .server)
      ) { [.close(code)] }
    }
  }

  /// What section 7.4 of RFC 6455 has against a code: the two of 7.7 that belong to one side are remarked on when the
  /// other side sends them, and codes that are only reserved weigh less than those that are forbidden.
  private static func findings(for code: UInt16, from sender: Sender) -> [AutobahnFinding] {
    switch code {
    case 1010: sender == .server ? [.init(.cl05, .warning)] : []
    case 1011: sender == .client ? [.init(.cl05, .note)] : []
    case 0...999, 1005, 1006, 5000...: [.init(.cl03, .error)]
    case 1004, 1016...2999: [.init(.cl03, .warning)]
    default: []
    }
  }
}
