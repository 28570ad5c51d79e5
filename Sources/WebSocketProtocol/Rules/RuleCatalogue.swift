/// One rule as the reference states it.
public struct Rule: Hashable, Sendable {
  /// How much breaking it weighs, where the case does not decide.
  public let severity: Severity
  /// The section of the specification, such as `RFC 6455 5.2`.
  public let reference: String
  /// The rule in one sentence.
  public let statement: String
  /// What the party at fault must change; `nil` where nothing must change.
  public let fix: String?
  /// What a conforming receiver does about it; `nil` where it does nothing.
  public let peer: String?

  init(
    _ severity: Severity, _ reference: String, _ statement: String, fix: String? = nil, peer: String? = nil
  ) {
    self.severity = severity
    self.reference = reference
    self.statement = statement
    self.fix = fix
    self.peer = peer
  }
}

/// Every rule that wslens judges by: the one place where severity, section, text and remedy are written down.
public enum RuleCatalogue {
  /// The entry of a rule.
  public static func entry(for id: RuleID) -> Rule {
    handshake(id) ?? challenge(id) ?? frame(id) ?? closing(id) ?? message(id) ?? deflate(id) ?? hazard(id) ?? input(id)
      ?? missing(id)
  }

  private static func missing(_ id: RuleID) -> Rule {
    preconditionFailure("the catalogue has no entry for \(id.rawValue)")
  }

  private static func handshake(_ id: RuleID) -> Rule? {
    switch id {
    case .rq09:
      Rule(
        .error, "RFC 6455 4.1", "The key is Base64: groups of four from A-Z a-z 0-9 + /, padded with =.",
        fix: "send the padded Base64 text of 16 random bytes", peer: "answer 400 Bad Request")
    case .rq10:
      Rule(
        .error, "RFC 6455 4.1", "The key stands for exactly 16 bytes.",
        fix: "encode exactly 16 random bytes: 24 characters ending in ==", peer: "answer 400 Bad Request")
    case .rq11:
      Rule(
        .warning, "RFC 4648 3.5", "The unused bits of the key's last character are zero.",
        fix: "encode the key with an ordinary Base64 encoder")
    case .rq12:
      Rule(
        .note, "RFC 6455 4.1", "The key is chosen at random for each connection.",
        fix: "draw 16 fresh random bytes for every connection")
    case .rs01:
      Rule(
        .note, "RFC 6455 4.1", "Status 101 opens the connection; any other is ordinary HTTP.")
    case .rs06:
      Rule(
        .error, "RFC 6455 4.2.2", "The accept value is the Base64 of the SHA-1 of the key's text and the GUID.",
        fix: "server: answer with the value computed from this request's key", peer: "fail the connection")
    default: nil
    }
  }

  private static func challenge(_ id: RuleID) -> Rule? {
    switch id {
    case .h7610:
      Rule(
        .warning, "hixie-76 4.1", "A key has digits, 1-12 spaces and other printable characters.",
        fix: "client: make keys as steps 16 to 22 of the draft say")
    case .h7611:
      Rule(
        .error, "hixie-76 5.2", "Each key holds at least one digit.",
        fix: "client: hide the digits of a number in the key", peer: "abort the connection")
    case .h7612:
      Rule(
        .error, "hixie-76 5.2", "Each key holds at least one space.",
        fix: "client: put 1-12 spaces inside the key", peer: "abort the connection")
    case .h7613:
      Rule(
        .error, "hixie-76 5.2", "Each key's number is a multiple of its number of spaces.",
        fix: "client: multiply the number by the spaces; do not let anything trim or fold the key's spaces",
        peer: "abort the connection")
    case .h7614:
      Rule(
        .error, "hixie-76 5.2", "Exactly 8 bytes follow the request's empty line.",
        fix: "client: send 8 random bytes behind the empty line, and nothing else before the response")
    case .h7615:
      Rule(
        .error, "hixie-76 5.2", "Each key's number fits 32 bits.",
        fix: "client: choose a number of at most 4294967295 divided by the spaces")
    case .h7616:
      Rule(
        .warning, "hixie-76 4.1", "A key neither begins nor ends with a space.",
        fix: "client: put the spaces between other characters")
    case .h7624:
      Rule(
        .error, "hixie-76 5.2", "The 16 bytes behind the response's empty line are the MD5 of numbers and body.",
        fix: "server: hash the two quotients, 4 bytes big-endian each, then the 8 body bytes",
        peer: "fail the connection")
    default: nil
    }
  }

  private static func frame(_ id: RuleID) -> Rule? {
    switch id {
    case .fr01:
      Rule(
        .error, "RFC 6455 5.2", "RSV1, RSV2 and RSV3 are 0 unless an agreed extension defines them.",
        fix: "clear the bits, or negotiate the extension that uses them", peer: "fail the connection (1002)")
    case .fr02:
      Rule(
        .error, "RFC 6455 5.2", "Opcodes 3-7 and B-F are reserved.",
        fix: "use opcode 0, 1, 2, 8, 9 or A", peer: "fail the connection (1002)")
    case .fr03:
      Rule(
        .error, "RFC 6455 5.5", "A control frame is not fragmented: FIN is 1.",
        fix: "send the control frame whole, with FIN set", peer: "fail the connection (1002)")
    case .fr04:
      Rule(
        .error, "RFC 6455 5.5", "A control frame carries at most 125 bytes.",
        fix: "shorten the payload; a close reason has room for 123 bytes", peer: "fail the connection (1002)")
    case .fr05:
      Rule(
        .error, "RFC 6455 5.1", "Every frame from the client is masked.",
        fix: "client: set MASK and mask the payload of every frame, control frames too",
        peer: "the server must close the connection (1002)")
    case .fr06:
      Rule(
        .error, "RFC 6455 5.1", "No frame from the server is masked.",
        fix: "server: clear MASK and send the payload as it is", peer: "the client must close the connection (1002)")
    case .fr07:
      Rule(
        .error, "RFC 6455 5.2", "The payload length is written in its shortest form.",
        fix: "use 7 bits up to 125, 16 bits up to 65535, 64 bits above", peer: "fail the connection (1002)")
    case .fr08:
      Rule(
        .error, "RFC 6455 5.2", "The top bit of a 64-bit length is 0.",
        fix: "write the length as an unsigned 63-bit number, most significant byte first",
        peer: "fail the connection (1002)")
    case .fr09:
      Rule(.note, "RFC 6455 5.2", "The input ends inside a frame.")
    case .fr10:
      Rule(
        .error, "RFC 6455 5.4", "A continuation frame continues a message that was begun.",
        fix: "begin a message with opcode 1 or 2; 0 is for the fragments after the first",
        peer: "fail the connection (1002)")
    case .fr11:
      Rule(
        .error, "RFC 6455 5.4", "A message is finished before the next one begins.",
        fix: "give every fragment after the first opcode 0, and do not interleave messages",
        peer: "fail the connection (1002)")
    case .fr12:
      Rule(
        .warning, "RFC 6455 5.4", "A fragmented message has a last fragment.",
        fix: "finish the message with a frame that has FIN set")
    case .fr15:
      Rule(
        .error, "RFC 6455 5.2", "The bytes where a frame should begin are a frame header.",
        fix: "look at the length of the frame before, and at what else writes to this connection",
        peer: "fail the connection (1002)")
    default: nil
    }
  }

  private static func closing(_ id: RuleID) -> Rule? {
    switch id {
    case .cl02:
      Rule(
        .error, "RFC 6455 5.5.1", "A close payload is empty or at least 2 bytes.",
        fix: "send no payload, or a 2-byte code", peer: "fail the connection (1002)")
    case .cl03:
      Rule(
        .error, "RFC 6455 7.4", "The close code is one that may be sent.",
        fix: "send 1000 for a normal end, 3000-4999 for your own codes, or no code at all",
        peer: "fail the connection (1002)")
    case .cl04:
      Rule(
        .error, "RFC 6455 5.5.1", "The close reason is UTF-8.",
        fix: "encode the reason as UTF-8 and cut it between characters", peer: "fail the connection (1007)")
    case .cl05:
      Rule(
        .warning, "RFC 6455 7.4.1", "Some close codes are for one side only: 1010 for clients.",
        fix: "use a code that fits the sender")
    case .cl06:
      Rule(
        .warning, "RFC 6455 5.5.1", "A Close frame is answered with a Close frame.",
        fix: "answer with a Close frame before closing the TCP connection")
    case .cl07:
      Rule(
        .error, "RFC 6455 5.5.1", "No data frame follows a Close frame from the same side.",
        fix: "send nothing after the Close frame", peer: "ignore it")
    case .cl08:
      Rule(
        .warning, "RFC 6455 5.5.1", "Nothing follows a Close frame from the same side.",
        fix: "send nothing after the Close frame", peer: "ignore it")
    case .cl09:
      Rule(.note, "RFC 6455 7.1.5", "A connection that ends without a Close frame is reported as 1006.")
    case .cl10:
      Rule(.note, "RFC 6455 5.5.1", "The answer to a Close frame usually echoes its code.")
    case .cl11:
      Rule(.note, "RFC 6455 7.1.1", "After the closing handshake the server closes the TCP connection first.")
    case .cl12:
      Rule(
        .warning, "RFC 6455 7.1.7", "A side that has to fail the connection stops sending data.",
        fix: "close the connection when the peer breaks the protocol")
    default: nil
    }
  }

  private static func message(_ id: RuleID) -> Rule? {
    switch id {
    case .ms01:
      Rule(
        .error, "RFC 6455 8.1", "A text message is UTF-8.",
        fix: "encode text as UTF-8, or send the bytes as a binary message", peer: "fail the connection (1007)")
    case .ms02:
      Rule(
        .error, "RFC 6455 8.1", "A text message does not end inside a character.",
        fix: "send all bytes of the last character", peer: "fail the connection (1007)")
    case .ms04:
      Rule(.note, "RFC 6455 5.5.3", "A pong answers a ping with the ping's payload; an unsolicited pong is legal.")
    case .ms05:
      Rule(
        .warning, "RFC 6455 5.5.2", "A ping is answered with a pong while the connection is open.",
        fix: "answer a ping with a pong that carries the same payload")
    default: nil
    }
  }

  private static func deflate(_ id: RuleID) -> Rule? {
    switch id {
    case .df01:
      Rule(
        .error, "RFC 7692 6", "RSV1 is not set on a control frame.",
        fix: "send control frames uncompressed, with RSV1 clear", peer: "fail the connection (1002)")
    case .df02:
      Rule(
        .error, "RFC 7692 6", "RSV1 is set on the first frame of a compressed message only.",
        fix: "clear RSV1 on continuation frames", peer: "fail the connection (1002)")
    case .df03:
      Rule(
        .error, "RFC 7692 7.2.2", "A compressed payload inflates.",
        fix: "compress with raw DEFLATE (no zlib or gzip wrapper), flush, and strip the last four bytes",
        peer: "fail the connection (1007)")
    case .df04:
      Rule(
        .error, "RFC 7692 7.1.1", "A back-reference stays inside the history the receiver has.",
        fix: "start every message with an empty window where no_context_takeover was agreed",
        peer: "fail the connection (1007)")
    case .df05:
      Rule(
        .error, "RFC 7692 7.1.2", "A back-reference is no longer than the agreed window.",
        fix: "compress with the window bits that were agreed", peer: "fail the connection (1007)")
    case .df06:
      Rule(
        .warning, "RFC 7692 7.2.3.4", "A final DEFLATE block inside a message is legal but unusual.",
        fix: "flush with an empty stored block instead of finishing the stream")
    case .df07:
      Rule(
        .warning, "RFC 7692 7.2.1", "The last four bytes 00 00 ff ff of the flush are stripped.",
        fix: "remove 00 00 ff ff from the end of the compressed message")
    case .df08:
      Rule(.note, "RFC 7692 6.1", "A message may be sent uncompressed; it does not enter the window.")
    case .df09:
      Rule(
        .warning, "RFC 7692 7.2.3.6", "An empty message is compressed to the single byte 00.",
        fix: "send 00 as the payload of an empty compressed message")
    default: nil
    }
  }

  private static func hazard(_ id: RuleID) -> Rule? {
    switch id {
    case .sec01:
      Rule(
        .warning, "RFC 6455 5.3", "A masking key of 00000000 masks nothing.",
        fix: "client: draw a fresh random key for every frame")
    case .sec02:
      Rule(
        .warning, "RFC 6455 5.3", "Two client frames in a row do not share a masking key.",
        fix: "client: draw a fresh random key for every frame")
    case .sec03:
      Rule(
        .warning, "RFC 6455 5.3", "Masking keys cannot be predicted.",
        fix: "client: draw the keys from a strong source of randomness")
    case .sec04:
      Rule(
        .warning, "RFC 6455 10.4", "A frame or message stays below the limit of its receiver.",
        fix: "send large data in several messages; --max-message raises the limit here",
        peer: "close the connection (1009)")
    case .sec05:
      Rule(
        .warning, "RFC 7692 8", "A compressed message does not grow out of proportion.",
        fix: "limit what is inflated; --max-message raises the limit here", peer: "close the connection (1009)")
    case .sec06:
      Rule(
        .warning, "RFC 6455 10.4", "Fragments and control frames do not come in excessive numbers.",
        fix: "send larger fragments and fewer control frames", peer: "close the connection (1008)")
    case .sec07:
      Rule(
        .note, "RFC 6455 10.6", "Cookies and credentials travel readable over ws://.",
        fix: "use wss://")
    default: nil
    }
  }

  private static func input(_ id: RuleID) -> Rule? {
    switch id {
    case .tcp01:
      Rule(.warning, "RFC 9293 3.10", "A retransmission repeats the bytes of the first copy; the first copy is used.")
    case .tcp02:
      Rule(.note, "pcap", "The capture keeps only the beginning of its packets (snap length).")
    case .tcp03:
      Rule(.note, "pcap", "Bytes of the connection are missing from the capture.")
    case .cap01:
      Rule(.note, "pcap", "The capture ends inside a record; everything before it was read.")
    case .lim01:
      Rule(.warning, "limit", "More connections at once than are followed; --max-connections raises the limit.")
    case .lim02:
      Rule(.warning, "limit", "More bytes wait for a missing segment than are kept; --max-waiting raises the limit.")
    case .lim03:
      Rule(.warning, "limit", "An HTTP head is longer than the limit; --max-head raises it.")
    case .lim04:
      Rule(.warning, "limit", "More IP fragments wait than are kept; --max-waiting raises the limit.")
    default: nil
    }
  }
}
