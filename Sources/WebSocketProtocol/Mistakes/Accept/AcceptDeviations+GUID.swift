/// What is hashed in place of the GUID, and how it is put together with the key.
extension AcceptDeviation {
  static let guids: [AcceptDeviation] = [
    guid(
      "guid-lower", "lower(%s)", "the GUID was written in lower case",
      "write the GUID in upper case; it is hashed as text: \(AcceptKey.guid)", as: text { $0.lowercased() }),
    guid(
      "guid-braces", "\"{\" + %s + \"}\"", "the GUID was written in braces",
      "write the GUID without braces: C# ToString(\"D\").ToUpper()", as: text { "{\($0)}" }),
    guid(
      "guid-nodash", "%s without dashes", "the dashes of the GUID were left out",
      as: text { $0.filter { $0 != "-" } }),
    guid(
      "guid-linewrap-space", "%s with a space behind 95CA-",
      "the GUID has a space behind 95CA-, where a line of the specification ends",
      as: text { $0.replacing("95CA-", with: "95CA- ") }),
    guid(
      "guid-linewrap-spaces", "%s with LF and 3 spaces behind 95CA-",
      "the GUID has a line end and spaces behind 95CA-, as a line of the specification has",
      as: text { $0.replacing("95CA-", with: "95CA-\n   ") }),
    guid(
      "guid-linewrap-nohyphen", "%s without the dash behind 95CA",
      "the GUID lacks the dash behind 95CA, where a line of the specification ends",
      as: text { $0.replacing("95CA-", with: "95CA") }),
    guid(
      "guid-typo-cheetah", "\"258EAFA5-E914-47DA-95CA-5AB9DC11B5AB\"",
      "the last group of the GUID was written 5AB9DC11B5AB, a mistake that programs copy from each other",
      as: text { $0.dropLast(12) + "5AB9DC11B5AB" }),
    guid(
      "guid-typo-shift", "\"258EAFA5-E914-47DA-95CA-5AB0DC85B11F\"",
      "the last group of the GUID was written 5AB0DC85B11F, a mistake that programs copy from each other",
      as: text { $0.dropLast(12) + "5AB0DC85B11F" }),
    guid(
      "guid-trunc", "%s without its last character", "the last character of the GUID was not hashed",
      "hash all 36 characters: sizeof - 1 fits an array that ends in a zero byte, not one that does not",
      as: text { String($0.dropLast()) }),
    guid("guid-space", "%s + space", "a space behind the GUID was hashed", as: text { $0 + " " }),
    guid(
      "guid-nul", "%s + NUL", "the zero byte that ends the GUID's string was hashed",
      "pass strlen(guid) or sizeof guid - 1 as the length: 36", as: text { $0 + "\0" }),
    guid(
      "guid-newline", "%s + LF", "a line end behind the GUID was hashed",
      "write it without a line end: echo -n, or printf", as: text { $0 + "\n" }),
    guid(
      "guid-crlf", "%s + CR LF", "a CR LF behind the GUID was hashed",
      "write it without a line end: \(AcceptKey.guid)", as: text { $0 + "\r\n" }),
    guid(
      "guid-zero", "\"00000000-0000-0000-0000-000000000000\"", "a GUID of zeros was hashed, such as an unset one",
      as: text { String($0.map { $0 == "-" ? "-" : "0" }) }),
    guid(
      "guid-bin-rfc4122-be", "16 bytes of %s", "the GUID was hashed as 16 bytes, first byte 25, in place of its text",
      "hash the GUID as text, 36 characters: \(AcceptKey.guid)", as: binary(swaps: false)),
    guid(
      "guid-bin-dotnet-le", "16 bytes of %s, little-endian",
      "the GUID was hashed as 16 bytes, first byte A5 as .NET stores it, in place of its text",
      "hash the GUID as text, 36 characters: Encoding.ASCII.GetBytes(guid), not Guid.ToByteArray()",
      as: binary(swaps: true)),
  ]

  static let joinings: [AcceptDeviation] = [
    joining("no-guid", "%k", "the key was hashed without the GUID", useGUID, [.key]),
    joining(
      "guid-first", "%g + %k", "the GUID was put in front of the key", "append the GUID: key first, then the GUID",
      [.guid, .key]),
    joining(
      "guid-sep-space", "%k + \" \" + %g", "key and GUID were joined with a space between them",
      "join them with nothing between: key + GUID", [.key, .text([0x20]), .guid]),
    joining(
      "guid-sep-colon", "%k + \":\" + %g", "key and GUID were joined with a colon between them",
      "join them with nothing between: key + GUID", [.key, .text([0x3a]), .guid]),
    joining(
      "guid-after-b64", "%k", "the GUID was appended to the finished value instead of the key",
      "append the GUID to the key and hash both", [.key], late: .behindValue),
    joining(
      "guid-before-b64", "%k", "the GUID was appended to the digest instead of the key",
      "append the GUID to the key and hash both", [.key], late: .behindDigest),
    joining(
      "guid-only", "%g", "the GUID was hashed without the key", "append the GUID to the key and hash both", [.guid]),
    joining(
      "empty-digest", "\"\"", "nothing was hashed: this is the digest of no bytes at all",
      "feed key and GUID to the hash before you ask for the digest", []),
  ]

  private static func text(_ change: (String) -> String) -> [UInt8] { Array(change(AcceptKey.guid).utf8) }

  /// The sixteen bytes that the digits stand for.
  ///
  /// - Parameter swaps: the first three groups are numbers with their least significant byte first.
  private static func binary(swaps: Bool) -> [UInt8] {
    AcceptKey.guid.split(separator: "-").enumerated().flatMap { index, group in
      let digits = Array(group.utf8)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
      }
      return swaps && index < 3 ? bytes.reversed() : bytes
    }
  }
}
