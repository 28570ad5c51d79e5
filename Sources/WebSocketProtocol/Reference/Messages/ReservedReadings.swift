/// What gives each pattern of the reserved bits and each odd opcode, when something that is no frame is read as one.
extension ErrorMessage.Reading {
  typealias Shape = (facts: [(String, String)], related: [String], examples: [Example])

  /// By the number of three bits, RSV1 first.
  static let reservedReadings: [Int: Shape] = [
    1: (
      [
        ("likely", "a TLS record: 15, 16 or 17 are read as opcodes 5, 6 and 7; the bytes are still encrypted"),
        ("less likely", "90 to 9f: framing was lost after a wrong length"),
      ], ["FR-15", "not-a-frame-tls-appdata", "FR-01"],
      [.frames("81 01 61 17 03 03 00 20", "", "a TLS record behind a frame", .fr15)]
    ),
    2: (
      [
        ("likely", "not a frame: 20 to 2f are space ! \" # $ % & ' ( ) * + , - . / in ASCII"),
        ("less likely", "a0 to af: framing was lost after a wrong length"),
      ], ["FR-15", "not-a-frame-text", "FR-01"], []
    ),
    3: (
      [
        ("likely", "not a frame: 30 to 3f are 0 to 9 : ; < = > ? in ASCII; 3c begins an HTML page"),
        ("less likely", "b0 to bf: framing was lost after a wrong length, or inside UTF-8 text"),
      ], ["FR-15", "not-a-frame-html", "FR-01"],
      [.frames("81 01 61 3c 68 74 6d 6c 3e", "", "<html> behind a frame", .fr15)]
    ),
    4: (
      [
        ("likely", "c1 or c2: a compressed message, and permessage-deflate was not agreed on"),
        ("or", "40 to 4f are @ and A to O in ASCII: 48 begins HTTP/1.1, 47 begins GET"),
        ("less likely", "c0: RSV1 on a continuation frame"),
      ], ["FR-01", "DF-02", "inflates-as-deflate", "not-a-frame-http-response", "permessage-deflate"],
      [.frames("c1 07 f2 48 cd c9 c9 07 00", "", "Hello, compressed, and no extension agreed on", .fr01)]
    ),
    5: (
      [
        ("likely", "not a frame: 50 to 5f are P to Z [ \\ ] ^ _ in ASCII; 5b begins a JSON array"),
        ("less likely", "d0 to df: framing was lost, or inside UTF-8 text"),
      ], ["FR-15", "not-a-frame-json", "FR-01"], []
    ),
    6: (
      [
        ("likely", "not a frame: 60 to 6f are ` and a to o in ASCII"),
        ("less likely", "e0 to ef: framing was lost, or inside UTF-8 text"),
      ], ["FR-15", "not-a-frame-text", "FR-01"], []
    ),
    7: (
      [
        ("likely", "not a frame: 70 to 7f are p to z { | } ~ in ASCII; 7b begins JSON"),
        ("less likely", "f0 to ff: framing was lost after a wrong length"),
      ], ["FR-15", "not-a-frame-json", "FR-01"],
      [.frames("81 01 61 7b 22 61 22 3a 31 7d", "", "JSON behind a frame", .fr15)]
    ),
  ]

  /// By the opcode, where one first byte gives it more often than others.
  static let opcodeShapes: [Int: String] = [
    5: "a TLS alert (15) read as a frame",
    6: "a TLS handshake record (16) read as a frame",
    7: "a TLS record (17) or GET (47) read as a frame",
    11: "JSON (7b or 5b) read as a frame",
    13: "a line end (0d) too many behind the handshake",
    12: "an HTML page (3c) read as a frame",
    3: "framing was lost after a wrong length",
    4: "framing was lost after a wrong length; text in hybi-01 to -06",
  ]
}
