/// The pages of the published versions.
enum VersionTopics {
  static let all: [Topic] = hixie + bitDrafts + maskedDrafts + finalLayout + others

  private static let hello = RuleExamples.hello
  private static let maskedHello = RuleExamples.maskedHello

  private static let hixie: [Topic] = [
    Topic(
      "hixie-75", .version, "hixie-75", "The first published draft: no challenge, no Close frame.",
      reference: "hixie-75",
      facts: [
        "told by": "Upgrade: WebSocket and no field whose name begins Sec-WebSocket-",
        "handshake": "WebSocket-Origin and WebSocket-Location; 101 Web Socket Protocol Handshake",
        "frames": "text between 00 and ff; 80 and a length for what receivers drop",
        "close": "the end of TCP", "masking": "none", "shipped in": "Chrome 4 and 5, Safari 5.0.0",
      ], versions: [.hixie75], examples: [.frames(.hixie75, "00 48 65 6c 6c 6f ff", "", "Hello")],
      related: ["H75-01", "H75-11", "H76-36", "WebSocket-Location"], aliases: ["hixie75", "75"]),
    Topic(
      "hixie-76", .version, "hixie-76, also hybi-00", "Two keys with hidden numbers, answered with an MD5.",
      reference: "hixie-76",
      facts: [
        "told by": "Sec-WebSocket-Key1 and -Key2; some clients add Sec-WebSocket-Draft: 0",
        "handshake": "8 bytes behind the request's head, 16 bytes behind the response's",
        "frames": "text between 00 and ff; 80 and a length for what receivers drop",
        "close": "ff 00 from each side", "masking": "none",
        "shipped in": "Chrome 6 to 13, Safari 5.0.1 to 5.1, Firefox 4 and Opera 11 (off by default)",
      ], versions: [.hixie76],
      examples: [
        .frames(.hixie76, "00 48 65 6c 6c 6f ff", "", "Hello"), .frames(.hixie76, "ff 00", "", "closing"),
      ], related: ["H76-13", "H76-24", "Sec-WebSocket-Key1", "hixie-75", "hybi-03"],
      aliases: ["hixie76", "76", "hybi-00", "hybi00", "hybi-0", "0"]),
  ]

  private static let bitDrafts: [Topic] = [1, 2, 3].map { (number: Int) in
    let version: ProtocolVersion = [.hybi01, .hybi02, .hybi03][number - 1]
    return Topic(
      version.rawValue, .version, version.rawValue,
      "Frames get a header with an opcode; the handshake stays hixie-76's.",
      reference: version.rawValue,
      facts: [
        "told by": number == 1
          ? "nothing of its own; Sec-WebSocket-Draft: 1 is read so, too"
          : "Sec-WebSocket-Draft: 2 in both -02 and -03; 3 is read so, too",
        "handshake": "as in hixie-76",
        "frames": "MORE bit instead of FIN; 0 continuation, 1 close, 2 ping, 3 pong, 4 text, 5 binary",
        "close": number == 3 ? "opcode 1; the answer repeats its body" : "opcode 1, empty", "masking": "none",
        "note": "the wire does not tell the three drafts apart: they are reported as hybi-03",
      ], versions: [version],
      examples: [
        .frames(version, "04 05 48 65 6c 6c 6f", "", "Hello"),
        .frames(version, "84 03 48 65 6c 00 02 6c 6f", "", "Hello in two fragments: MORE on the first"),
      ], related: ["hixie-76", "hybi-04", "HY-10", "HY-11", "Sec-WebSocket-Draft"],
      aliases: ["hybi0\(number)", "hybi-\(number)", "\(number)"])
  }

  private static let maskedDrafts: [Topic] = [
    Topic(
      "hybi-04", .version, "hybi-04: Sec-WebSocket-Version 4",
      "The first version with Sec-WebSocket-Key and -Accept; client frames are masked whole.", reference: "hybi-04",
      facts: [
        "handshake": "key and accept as today, and a Sec-WebSocket-Nonce from the server",
        "frames": "FIN instead of MORE; opcodes as in hybi-01: 1 close, 2 ping, 3 pong, 4 text, 5 binary",
        "masking": "4 bytes of nonce, then header and payload XOR 20 bytes of a SHA-1 that key and nonce go into",
        "close": "opcode 1", "note": "a client's frames cannot be read without both halves of the handshake",
        "shipped in": "no browser; pywebsocket, libwebsockets",
      ], versions: [.hybi04],
      examples: [.frames(.hybi04, "84 05 48 65 6c 6c 6f", "--sender server", "Hello from a server")],
      related: ["HY-05", "HY-10", "HY-12", "Sec-WebSocket-Nonce", "hybi-03", "hybi-05"],
      aliases: ["hybi04", "hybi-4", "4"]),
    Topic(
      "hybi-05", .version, "hybi-05: Sec-WebSocket-Version 5", "The nonce is gone; a plain 4-byte key masks the frame.",
      reference: "hybi-05",
      facts: [
        "handshake": "key and accept", "frames": "as in hybi-04",
        "masking": "4 bytes of key, then header and payload XOR key",
        "close": "opcode 1; the body begins with C from the client, S from the server",
        "shipped in": "no browser; libwebsockets, em-websocket",
      ], versions: [.hybi05],
      examples: [
        .frames(.hybi05, "84 05 48 65 6c 6c 6f", "--sender server", "Hello from a server"),
        .frames(.hybi05, "37 fa 21 3d b3 ff 69 58 5b 96 4e", "--sender client", "Hello from a client"),
      ], related: ["HY-13", "HY-10", "HY-12", "hybi-04", "hybi-06"], aliases: ["hybi05", "hybi-5", "5"]),
    Topic(
      "hybi-06", .version, "hybi-06: Sec-WebSocket-Version 6", "Close bodies get a code and a reason.",
      reference: "hybi-06",
      facts: [
        "handshake": "as in hybi-05; Connection must only include upgrade", "frames": "as in hybi-04",
        "masking": "as in hybi-05", "close": "opcode 1 with 1000 to 1004",
        "shipped in": "no browser; an add-on for Internet Explorer",
      ], versions: [.hybi06],
      examples: [
        .frames(.hybi06, "84 05 48 65 6c 6c 6f", "--sender server", "Hello from a server"),
        .frames(.hybi06, "37 fa 21 3d b3 ff 69 58 5b 96 4e", "--sender client", "Hello from a client"),
      ], related: ["HY-14", "HY-10", "hybi-05", "hybi-07"], aliases: ["hybi06", "hybi-6", "6"]),
  ]

  private static let finalLayout: [Topic] = [
    Topic(
      "hybi-07", .version, "hybi-07: Sec-WebSocket-Version 7",
      "The frame layout of today: MASK bit, opcodes 0-2 and 8-A.",
      reference: "hybi-07",
      facts: [
        "handshake": "as in hybi-06; the origin is Sec-WebSocket-Origin", "close": "opcode 8 with 1000 to 1004",
        "shipped in": "Firefox 6 (MozWebSocket)",
      ], versions: [.hybi07],
      examples: [.frames(.hybi07, maskedHello, "", "Hello from a client")],
      related: ["HY-04", "HY-17", "hybi-06", "hybi-08"], aliases: ["hybi07", "hybi-7", "7"]),
    Topic(
      "hybi-08", .version, "hybi-08 to -12: Sec-WebSocket-Version 8", "Five drafts with one number and one layout.",
      reference: "hybi-08",
      facts: [
        "handshake": "Sec-WebSocket-Origin in -08 to -10, Origin in -11 and -12",
        "close": "1000 to 1006 in -08 and -09, 1007 as of -10",
        "text": "until -09 receivers show bad UTF-8 as U+FFFD; as of -10 they fail the connection",
        "shipped in": "Chrome 14 and 15, Firefox 7 to 10",
      ], versions: [.hybi08, .hybi09, .hybi10, .hybi11, .hybi12],
      examples: [.frames(.hybi08, maskedHello, "", "Hello from a client")],
      related: ["HY-04", "HY-14", "HY-17", "hybi-07", "rfc6455"],
      aliases: ["8"] + (8...12).flatMap { ["hybi\($0)", "hybi-\($0)", "hybi0\($0)", "hybi-0\($0)"] }),
    Topic(
      "rfc6455", .version, "RFC 6455 and hybi-13 to -17: Sec-WebSocket-Version 13", "The standard, of December 2011.",
      reference: "RFC 6455",
      facts: [
        "handshake": "GET, Upgrade, Connection, Key, Version; answered with 101, Upgrade, Connection, Accept",
        "frames": "FIN, RSV1-3, opcode; MASK, length in 7, 16 or 64 bits; key; payload",
        "masking": "client to server, payload only", "close": "opcode 8, a code and a reason",
        "shipped in": "Chrome 16, Firefox 11, Safari 6, Opera 12.10, Internet Explorer 10, and all since",
      ], versions: [.rfc6455],
      examples: [.frames(maskedHello, "", "Hello from a client"), .frames(hello, "", "Hello from a server")],
      related: ["Sec-WebSocket-Key", "Sec-WebSocket-Accept", "Sec-WebSocket-Version", "mask", "hybi-08", "rfc8441"],
      aliases: ["13", "rfc 6455"] + (13...17).flatMap { ["hybi\($0)", "hybi-\($0)"] }),
  ]

  private static let others: [Topic] = [
    Topic(
      "version-9", .version, "Sec-WebSocket-Version 9 to 12", "Held back for the drafts of these numbers; never used.",
      reference: "RFC 6455 11.6", facts: ["note": "hybi-09 to -12 sent 8"],
      related: ["RQ-14", "hybi-08"], aliases: ["9", "10", "11", "12"]),
    Topic(
      "rfc8441", .version, "RFC 8441: WebSocket over HTTP/2", "One stream of an HTTP/2 connection is the WebSocket.",
      reference: "RFC 8441",
      facts: [
        "handshake": "CONNECT with :protocol websocket, answered with 200; no key, no accept, no Upgrade",
        "frames": "as in RFC 6455, inside DATA; the borders of DATA mean nothing, and clients still mask",
        "first": "the server says SETTINGS_ENABLE_CONNECT_PROTOCOL (8) = 1",
      ], versions: [.rfc6455], related: ["H2-01", "H2-03", "H2-10", "H2-12", "rfc9220"],
      aliases: ["http/2", "http2", "h2", "rfc 8441", "extended connect"]),
    Topic(
      "rfc9220", .version, "RFC 9220: WebSocket over HTTP/3", "As over HTTP/2, on a QUIC stream.",
      reference: "RFC 9220", facts: ["note": "wslens does not read QUIC, so these rules are for reading only"],
      versions: [.rfc6455], related: ["H3-01", "H3-03", "CAP-02", "rfc8441"],
      aliases: ["http/3", "http3", "h3", "rfc 9220"]),
  ]
}
