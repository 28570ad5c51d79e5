extension RuleCatalogue {
  /// What hybi-01 to -12 asked for and the standard does not: HY.
  static func draft(_ id: RuleID) -> Rule? { draftHandshake(id) ?? draftFrames(id) }

  private static func draftHandshake(_ id: RuleID) -> Rule? {
    switch id {
    case .hy01:
      Rule(
        .error, "hybi-01", "Sec-WebSocket-Draft is a number from 0 to 3.",
        fix: "client: send the number of the draft it speaks", reaction: .abort, in: .challenged)
    case .hy03:
      Rule(
        .error, "hybi-04",
        "Versions 4 to 8 keep the standard's rules but for their changes; faults are found under RQ, RS, HY.",
        fix: "follow the draft that the version names", reaction: .refuse, in: .keyedDrafts)
    case .hy04:
      Rule(
        .warning, "hybi-04", "Versions 4 to 7 call the origin Sec-WebSocket-Origin; version 8 has both names.",
        fix: "client: use the name that goes with the version", in: .keyedDrafts)
    case .hy05:
      Rule(
        .error, "hybi-04", "The response has Sec-WebSocket-Nonce, the Base64 text of 16 bytes.",
        fix: "server: send the Base64 text of 16 random bytes", reaction: .clientFails,
        in: VersionRange(.hybi04, .hybi04))
    case .hy06:
      Rule(
        .warning, "hybi-05", "Sec-WebSocket-Nonce belongs to hybi-04 alone.",
        fix: "leave the field out", in: VersionRange(.hybi05))
    case .hy07:
      Rule(
        .error, "hybi-04", "The accept value answers the key with the GUID that the standard kept.",
        fix: "server: answer with the value computed from this request's key", reaction: .clientFails,
        in: .keyedDrafts)
    case .hy08:
      Rule(
        .note, "hybi-04", "Before version 6, strict servers wanted Connection to be Upgrade and nothing else.",
        in: VersionRange(.hybi04, .hybi05))
    case .hy09:
      Rule(
        .warning, "hybi-04", "Subprotocols are separated by commas, as of version 4.",
        fix: "client: write commas between the names", in: .keyedDrafts)
    case .hy15:
      Rule(
        .note, "hybi-04", "Where deflate-stream is accepted, everything behind the head is one DEFLATE stream.",
        in: .sinceHybi04)
    default: nil
    }
  }

  private static func draftFrames(_ id: RuleID) -> Rule? {
    switch id {
    case .hy10:
      Rule(
        .error, "hybi-01", "The opcode is one of the version's: 0-5 up to hybi-06; 0, 1, 2, 8, 9, A from hybi-07.",
        fix: "use the opcodes of the version that was agreed", reaction: .fail(), in: .hybiDrafts)
    case .hy11:
      Rule(
        .error, "hybi-01", "The fourth reserved bit, the top bit of the second byte, is 0 up to hybi-06.",
        fix: "clear the bit; as a MASK bit it begins with hybi-07", reaction: .fail(),
        in: VersionRange(.hybi01, .hybi06))
    case .hy12:
      Rule(
        .error, "hybi-04", "A client's frame, once unmasked, begins with a header that makes sense.",
        fix: "look for a wrong key, a wrong version, or missing bytes", reaction: .fail(),
        in: VersionRange(.hybi04, .hybi06))
    case .hy13:
      Rule(
        .warning, "hybi-05", "A close body begins with C from the client and with S from the server.",
        fix: "begin the body with 43 (C) or 53 (S)", in: VersionRange(.hybi05, .hybi05))
    case .hy14:
      Rule(
        .error, "hybi-06", "The close code is one that the version's draft defines.",
        fix: "use a code of that draft: 1000 to 1003 are in all of them", reaction: .fail(1002),
        in: VersionRange(.hybi06, .hybi12))
    case .hy17:
      Rule(
        .note, "hybi-07", "Long lengths, bad UTF-8 and bare client frames were once tolerated by receivers.",
        fix: "client: mask every frame", reaction: Reaction(.tolerate), in: .hybiDrafts)
    default: nil
    }
  }
}
