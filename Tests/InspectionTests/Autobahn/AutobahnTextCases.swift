import TestSupport
import WebSocketProtocol

/// Chapter 6: text that is UTF-8 and text that is not, whole and in pieces.
extension AutobahnCase {
  static let texts: [AutobahnCase] = emptyFragments + validText + invalidText + failFast + sequences

  private static let emptyFragments: [AutobahnCase] = [
    AutobahnCase("6.1.1") { [.text("")] },
    AutobahnCase("6.1.2") { SentFrame.fragments(.text, [[], [], []]) },
    AutobahnCase("6.1.3") { SentFrame.fragments(.text, [[], Array("middle frame payload".utf8), []]) },
  ]

  /// Characters of one byte and of two.
  private static let mixed = Array("Hello-µ@ßöäüàá-UTF-8!!".utf8)
  /// The Greek word kosme, with characters of two bytes and of three.
  static let greek = bytes(fromHex: "cebae1bdb9cf83cebcceb5")

  private static let validText: [AutobahnCase] = [
    AutobahnCase("6.2.1") { [SentFrame(opcode: .text, payload: mixed)] },
    AutobahnCase("6.2.2") {
      SentFrame.fragments(.text, [Array("Hello-µ@ßöä".utf8), Array("üàá-UTF-8!!".utf8)])
    },
    AutobahnCase("6.2.3") { SentFrame.fragments(.text, mixed.map { [$0] }) },
    AutobahnCase("6.2.4") { SentFrame.fragments(.text, greek.map { [$0] }) },
  ]

  /// Text whose byte 12 makes it invalid: there a surrogate shows.
  private static let surrogate = greek + bytes(fromHex: "eda080") + Array("edited".utf8)

  private static let invalidText: [AutobahnCase] = [
    AutobahnCase("6.3.1", [.init(.ms01, payloadByte: 12, textByte: 12)]) {
      [SentFrame(opcode: .text, payload: surrogate)]
    },
    AutobahnCase("6.3.2", [.init(.ms01, frame: 13, payloadByte: 0, textByte: 12)]) {
      SentFrame.fragments(.text, surrogate.map { [$0] })
    },
  ]

  /// The three parts of a text whose byte 12 makes it invalid: there a code point above U+10FFFF shows. The first
  /// way to take it apart sends that character whole, the other one not a byte more than it needs.
  static let failFastParts: [[[UInt8]]] = {
    let text = greek + bytes(fromHex: "f4908080") + Array("edited".utf8)
    return [[11, 15], [12, 13]].map { cuts in
      [Array(text[..<cuts[0]]), Array(text[cuts[0]..<cuts[1]]), Array(text[cuts[1]...])]
    }
  }()

  /// The parts are fragments first, and then the same frame in small pieces.
  private static let failFast: [AutobahnCase] =
    failFastParts.enumerated().map { index, parts in
      AutobahnCase(
        "6.4.\(index + 1)", chop: .frames,
        [.init(.ms01, frame: 2, payloadByte: 12 - parts[0].count, textByte: 12)]
      ) { SentFrame.fragments(.text, parts) }
    }
    + failFastParts.enumerated().map { index, parts in
      AutobahnCase(
        "6.4.\(index + 3)", chop: .pieces(1), [.init(.ms01, payloadByte: 12, textByte: 12)]
      ) { [SentFrame(opcode: .text, payload: Array(parts.joined()))] }
    }

  /// Sections 6.5 to 6.23: one text each, with the verdict of the standard library.
  private static let sequences = AutobahnText.sets.enumerated().flatMap { section, texts in
    texts.enumerated().map { index, text in
      AutobahnCase("6.\(section + 5).\(index + 1)", findings(in: text)) {
        [SentFrame(opcode: .text, payload: text)]
      }
    }
  }

  private static func findings(in text: [UInt8]) -> [AutobahnFinding] {
    switch AutobahnText.verdict(on: text) {
    case .valid: []
    case .invalid(let byte): [.init(.ms01, payloadByte: byte, textByte: byte)]
    case .unfinished: [.init(.ms02)]
    }
  }
}
