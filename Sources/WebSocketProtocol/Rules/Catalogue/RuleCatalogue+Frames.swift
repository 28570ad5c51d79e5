extension RuleCatalogue {
  /// Frames of the final layout and, where they have the field, of its drafts: FR.
  static func frame(_ id: RuleID) -> Rule? {
    switch id {
    case .fr01:
      Rule(
        .error, "RFC 6455 5.2", "RSV1, RSV2 and RSV3 are 0 unless an agreed extension defines them.",
        fix: "clear the bits, or negotiate the extension that uses them", reaction: .fail(1002), in: .sinceHybi01)
    case .fr02:
      Rule(
        .error, "RFC 6455 5.2", "Opcodes 3-7 and B-F are reserved.",
        fix: "use opcode 0, 1, 2, 8, 9 or A", reaction: .fail(1002))
    case .fr03:
      Rule(
        .error, "RFC 6455 5.5", "A control frame is not fragmented: FIN is 1.",
        fix: "send the control frame whole, with FIN set", reaction: .fail(1002), in: .sinceHybi01)
    case .fr04:
      Rule(
        .error, "RFC 6455 5.5", "A control frame carries at most 125 bytes.",
        fix: "shorten the payload; a close reason has room for 123 bytes", reaction: .fail(1002), in: .sinceHybi01)
    case .fr05:
      Rule(
        .error, "RFC 6455 5.1", "Every frame from the client is masked.",
        fix: "client: set MASK and mask the payload of every frame, control frames too",
        reaction: Reaction(.closeConnection, code: 1002, by: .server), in: .sinceHybi07)
    case .fr06:
      Rule(
        .error, "RFC 6455 5.1", "No frame from the server is masked.",
        fix: "server: clear MASK and send the payload as it is",
        reaction: Reaction(.closeConnection, code: 1002, by: .client), in: .sinceHybi07)
    case .fr07:
      Rule(
        .error, "RFC 6455 5.2", "The payload length is written in its shortest form.",
        fix: "use 7 bits up to 125, 16 bits up to 65535, 64 bits above", reaction: .fail(1002))
    case .fr08:
      Rule(
        .error, "RFC 6455 5.2", "The top bit of a 64-bit length is 0.",
        fix: "write the length as an unsigned 63-bit number, most significant byte first",
        reaction: .fail(1002), in: .sinceHybi01)
    case .fr09:
      Rule(.note, "RFC 6455 5.2", "The input ends inside a frame.", in: .sinceHybi01)
    case .fr10:
      Rule(
        .error, "RFC 6455 5.4", "A continuation frame continues a message that was begun.",
        fix: "begin a message with opcode 1 or 2; 0 is for the fragments after the first",
        reaction: .fail(1002), in: .sinceHybi01)
    case .fr11:
      Rule(
        .error, "RFC 6455 5.4", "A message is finished before the next one begins.",
        fix: "give every fragment after the first opcode 0, and do not interleave messages",
        reaction: .fail(1002), in: .sinceHybi01)
    case .fr12:
      Rule(
        .warning, "RFC 6455 5.4", "A fragmented message has a last fragment.",
        fix: "finish the message with a frame that has FIN set", in: .sinceHybi01)
    case .fr15:
      Rule(
        .error, "RFC 6455 5.2", "The bytes where a frame should begin are a frame header.",
        fix: "write nothing but frames, each with the length that it has, and let nothing else write to the socket",
        reaction: .fail(1002), in: .sinceHybi01)
    default: nil
    }
  }
}
