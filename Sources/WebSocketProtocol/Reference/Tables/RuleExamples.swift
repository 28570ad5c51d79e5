/// The bytes that show each rule broken.
enum RuleExamples {
  /// A masked `Hello`, as RFC 6455 section 5.7 has it.
  static let maskedHello = "81 85 37 fa 21 3d 7f 9f 4d 51 58"
  /// The same without a mask.
  static let hello = "81 05 48 65 6c 6c 6f"
  private static let compressed = "--extensions permessage-deflate"

  /// Commands whose findings are this rule's, alone or with what cannot be had without.
  static func examples(of rule: RuleID) -> [Example] {
    frames(rule) ?? messages(rule) ?? handshakes(rule) ?? oldFrames(rule) ?? []
  }

  private static func frames(_ rule: RuleID) -> [Example]? {
    switch rule {
    case .fr01: [.frames("c1 05 48 65 6c 6c 6f", "--sender server", "RSV1 set, and no extension agreed on", .fr01)]
    case .fr02: [.frames("83 00", "--sender server", "opcode 3", .fr02)]
    case .fr03: [.frames("09 00", "--sender server", "a ping without FIN", .fr03)]
    case .fr04:
      [.frames("89 7e 00 7e", "--sender server", "the header of a ping of 126 bytes, cut off", .fr04, .fr09)]
    case .fr05: [.frames(hello, "--sender client", "a text frame without a mask", .fr05)]
    case .fr06: [.frames(maskedHello, "--sender server", "a masked text frame", .fr06)]
    case .fr07: [.frames("81 7e 00 05 48 65 6c 6c 6f", "", "5 bytes, counted in the 16-bit form", .fr07)]
    case .fr08:
      [.frames("81 7f 80 00 00 00 00 00 00 05 48 65 6c 6c 6f", "", "the top bit of the length is set", .fr08, .fr09)]
    case .fr09: [.frames("81 05 48 65", "", "2 of 5 bytes", .fr09)]
    case .fr10: [.frames("80 02 6c 6f", "", "a last fragment without a first", .fr10)]
    case .fr11: [.frames("01 03 48 65 6c 81 02 6c 6f", "", "the second fragment has opcode 1", .fr11)]
    case .fr12: [.frames("01 03 48 65 6c 88 00", "", "Close inside a message", .fr12)]
    case .fr15: [.frames("81 01 61 17 03 03 00 20", "", "a TLS record behind a frame", .fr15)]
    case .cl02: [.frames("88 01 03", "", "half a code", .cl02)]
    case .cl03: [.frames("88 02 03 ee", "", "1006 in a frame", .cl03)]
    case .cl04: [.frames("88 03 03 e8 ff", "", "1000 and a reason of ff", .cl04)]
    case .cl05: [.frames("88 02 03 f2", "--sender server", "1010 from the server", .cl05)]
    case .cl07: [.frames("88 00 81 01 61", "", "Close, then text", .cl07)]
    case .cl08: [.frames("88 00 89 00", "", "Close, then a ping", .cl08)]
    default: nil
    }
  }

  private static func messages(_ rule: RuleID) -> [Example]? {
    switch rule {
    case .ms01: [.frames("81 02 c3 28", "", "c3 wants a continuation byte, 28 is none", .ms01)]
    case .ms02: [.frames("81 01 c3", "", "the first byte of two", .ms02)]
    case .ms04: [.frames("8a 00", "", "a pong that nobody asked for", .ms04)]
    case .df01: [.frames("c9 00", compressed, "a ping with RSV1", .df01)]
    case .df02:
      [.frames("41 03 f2 48 cd c0 04 c9 c9 07 00", compressed, "RSV1 on both fragments", .df02)]
    case .df03: [.frames("c1 02 ff ff", compressed, "no DEFLATE block begins so", .df03)]
    case .df04:
      [
        .frames(
          "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00",
          "--extensions 'permessage-deflate; server_no_context_takeover'",
          "the second message refers back to the first", .df04)
      ]
    case .df06: [.frames("c1 08 f3 48 cd c9 c9 07 00 00", compressed, "the first block calls itself the last", .df06)]
    case .df07: [.frames("c1 0b f2 48 cd c9 c9 07 00 00 00 ff ff", compressed, "the flush's end was sent", .df07)]
    case .df08: [.frames("81 01 61", compressed, "a message without RSV1", .df08)]
    case .df09: [.frames("c1 00", compressed, "RSV1 and no payload at all", .df09)]
    case .sec01: [.frames("81 81 00 00 00 00 61", "--sender client", "the payload is readable as sent", .sec01)]
    case .sec02:
      [.frames("81 81 37 fa 21 3d 56 81 81 37 fa 21 3d 56", "--sender client", "one key for two frames", .sec02)]
    case .sec04: [.frames("82 7f 00 00 00 00 10 00 00 00", "", "a frame that claims 256 MiB, cut off", .sec04, .fr09)]
    default: nil
    }
  }

  private static func handshakes(_ rule: RuleID) -> [Example]? {
    switch rule {
    case .rq09: [.key("abc!", "", "! is not in the alphabet", .rq09)]
    case .rq10: [.key("AAAA", "", "3 bytes", .rq10)]
    case .rq11: [.key("AQIDBAUGBwgJCgsMDQ4PEC==", "", "RFC 6455's own example", .rq11, .rq12)]
    case .rq12: [.key("dGhlIHNhbXBsZSBub25jZQ==", "", "the key that RFC 6455 prints", .rq12)]
    case .rs06:
      [
        .key(
          "puVOuWb7rel6z2AVZBKnfw==", "--check FCKgUr8c7OsDsLFeJTWrJw6WO8Q=", "the answer to another key", .rs06)
      ]
    case .h7611: [.challenge("--key1 'a b' --key2 '1a 2' --body '^n:ds[4U'", "key1 has no digit", .h7611)]
    case .h7612: [.challenge("--key1 '1a2' --key2 '1a 2' --body '^n:ds[4U'", "key1 has no space", .h7612)]
    case .h7613:
      [.challenge("--key1 '1 a 3' --key2 '1a 2' --body '^n:ds[4U'", "13 does not divide by 2 spaces", .h7613)]
    case .h7614: [.challenge("--key1 '1a 2' --key2 '1a 2' --body '^n:ds'", "5 bytes", .h7614)]
    case .h7615:
      [.challenge("--key1 '42949a 67296' --key2 '1a 2' --body '^n:ds[4U'", "4294967296 needs 33 bits", .h7615)]
    case .h7624:
      [
        .challenge(
          "--key1 '1a 2' --key2 '1a 2' --body '^n:ds[4U' --check-hex 00000000000000000000000000000000",
          "not the digest", .h7624)
      ]
    default: nil
    }
  }

  /// Old versions have other layouts, so their examples name the version.
  private static func oldFrames(_ rule: RuleID) -> [Example]? {
    switch rule {
    case .h7632: [.frames(.hixie76, "01 61 ff", "", "a frame of type 01", .h7632)]
    case .h7633: [.frames(.hixie76, "80 01 61", "", "a frame of type 80 with 1 byte", .h7633)]
    case .h7634: [.frames(.hixie76, "00 c3 28 ff", "", "c3 wants a continuation byte, 28 is none", .h7634)]
    case .h7635: [.frames(.hixie76, "ff 00 00 61 ff", "--sender client", "a text frame behind the closing one", .h7635)]
    case .h7636: [.frames(.hixie76, "00 48 65", "", "no ff follows", .h7636)]
    case .hy10: [.frames(.hybi03, "06 00", "", "opcode 6", .hy10)]
    case .hy11: [.frames(.hybi03, "04 81 61", "", "the top bit of the second byte is set", .hy11)]
    case .hy13: [.frames(.hybi05, "81 01 58", "--sender server", "a body of X", .hy13)]
    default: nil
    }
  }
}
