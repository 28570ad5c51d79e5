import WebSocketProtocol

/// Chapter 5: messages in fragments, pings between them, and fragments of nothing.
extension AutobahnCase {
  static let fragmentation: [AutobahnCase] =
    fragmentedControl + twoFragments + pingBetween + strayContinuations + [
      AutobahnCase("5.15", [.init(.fr10, frame: 3)]) {
        [
          .text("fragment1", isFinal: false), .continuation("fragment2"), .continuation("fragment3", isFinal: false),
          .text("fragment4"),
        ]
      },
      AutobahnCase("5.16", [.init(.fr10, frame: 1), .init(.fr10, frame: 4)]) { strayTwice(isFinal: false) },
      AutobahnCase("5.17", [.init(.fr10, frame: 1), .init(.fr10, frame: 4)]) { strayTwice(isFinal: true) },
      AutobahnCase("5.18", [.init(.fr11, frame: 2)]) { [.text("fragment1", isFinal: false), .text("fragment2")] },
      // These two differ only in how long the fuzzer waits.
      AutobahnCase("5.19", chop: .frames) { fiveFragments },
      AutobahnCase("5.20") { fiveFragments },
    ]

  /// A control frame that is not final; what would be its second fragment continues nothing.
  private static let fragmentedControl: [AutobahnCase] = [
    AutobahnCase("5.1", [.init(.fr03), .init(.fr10, frame: 2)]) { controlInFragments(.ping) },
    // The pong answers no ping either.
    AutobahnCase("5.2", [.init(.fr03), .init(.ms04), .init(.fr10, frame: 2)]) { controlInFragments(.pong) },
  ]

  private static func controlInFragments(_ opcode: Opcode) -> [SentFrame] {
    SentFrame.fragments(opcode, [Array("fragment1".utf8), Array("fragment2".utf8)])
  }

  /// The suite sends most of this chapter in one piece, frame by frame, and byte by byte.
  private static let chops: [AutobahnChop] = [.whole, .frames, .pieces(1)]

  private static let twoFragments = chops.enumerated().map { index, chop in
    AutobahnCase("5.\(index + 3)", chop: chop) { [.text("fragment1", isFinal: false), .continuation("fragment2")] }
  }

  private static let pingBetween = chops.enumerated().map { index, chop in
    AutobahnCase("5.\(index + 6)", chop: chop) {
      [.text("fragment1", isFinal: false), .ping("ping payload"), .continuation("fragment2")]
    }
  }

  /// A continuation of nothing, final in the first three cases and not in the others, and a whole message.
  private static let strayContinuations = (0..<6).map { index in
    AutobahnCase("5.\(index + 9)", chop: chops[index % 3], [.init(.fr10)]) {
      [.continuation("non-continuation payload", isFinal: index < 3), .text(greeting)]
    }
  }

  private static func strayTwice(isFinal: Bool) -> [SentFrame] {
    let turn: [SentFrame] = [
      .continuation("fragment1", isFinal: isFinal), .text("fragment2", isFinal: false), .continuation("fragment3"),
    ]
    return turn + turn
  }

  private static let fiveFragments: [SentFrame] = [
    .text("fragment1", isFinal: false), .continuation("fragment2", isFinal: false), .ping("pongme 1!"),
    .continuation("fragment3", isFinal: false), .continuation("fragment4", isFinal: false), .ping("pongme 2!"),
    .continuation("fragment5"),
  ]
}
