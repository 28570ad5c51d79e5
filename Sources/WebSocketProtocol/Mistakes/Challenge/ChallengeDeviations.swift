/// What servers do wrong when they answer a challenge.
extension ChallengeDeviation {
  static let all: [ChallengeDeviation] = joinings + numbers + packings + bodies

  private static let numbers: [ChallengeDeviation] = [
    number(
      "no-division", "number#", "the numbers were not divided by the numbers of spaces",
      "divide each key's number by the number of its spaces"
    ) { $0.number.flatMap { Int64(exactly: $0) } },
    number(
      "floor-div", "floor(number# / spaces#)", "the remainder was dropped, though a number must divide exactly",
      "refuse a key whose number does not divide: its spaces were lost on the way"
    ) { quotient($0, by: $0.spaces) },
    number(
      "spaces-collapsed", "number# / runs of spaces#", "each run of spaces was counted as one space",
      "count every space (20): keep the value as it was received, and do not split it at white space"
    ) { quotient($0, by: $0.runsOfSpaces) },
    number(
      "int32-overflow", "int32(number#) / spaces#",
      "a number above 2147483647 became negative in a signed 32-bit integer", useUnsigned
    ) { key in
      key.number.flatMap { number in
        key.spaces > 0 ? Int64(Int32(truncatingIfNeeded: number)) / Int64(key.spaces) : nil
      }
    },
    number(
      "int32-clamped", "min(number#, 2147483647) / spaces#",
      "a number above 2147483647 was cut to that, as strtol does where long has 32 bits", useUnsigned
    ) { key in
      key.number.flatMap { number in key.spaces > 0 ? Int64(min(number, 2_147_483_647)) / Int64(key.spaces) : nil }
    },
    number(
      "float-div", "round(number# / spaces#)", "the quotient was rounded, though a number must divide exactly",
      "divide integers, and refuse a key whose number does not divide"
    ) { key in
      guard let number = key.number, key.spaces > 0 else { return nil }
      return Int64(exactly: (Double(number) / Double(key.spaces)).rounded())
    },
    number(
      "float32-div", "round(float32(number#) / spaces#)",
      "the division was done in 32-bit floating point, which has only 24 bits for a number",
      "divide 32-bit unsigned integers"
    ) { key in
      guard let number = key.number, key.spaces > 0 else { return nil }
      return Int64(exactly: (Float(number) / Float(key.spaces)).rounded())
    },
  ]

  private static let packings: [ChallengeDeviation] = [
    packing(
      "little-endian", "little-endian(%n)", "the quotients were written with the least significant byte first",
      "write each quotient big-endian: htonl(), pack('N', ...), struct.pack('>I', ...), writeUInt32BE"
    ) { _, number in Array(ChallengeComputation.bigEndian(number, 4).reversed()) },
    packing(
      "decimal-text", "text(%n)", "the quotients were hashed as decimal digits", useBytes
    ) { _, number in Array(String(number).utf8) },
    packing(
      "decimal-text-swapped", "text(byte-swapped %n)",
      "the quotients were byte-swapped and then hashed as decimal digits", useBytes
    ) { _, number in Array(String(UInt32(truncatingIfNeeded: number).byteSwapped).utf8) },
    packing(
      "64-bit", "64-bit(%n)", "the quotients were written in 8 bytes each", useBytes
    ) { _, number in ChallengeComputation.bigEndian(number, 8) },
    ChallengeDeviation(
      id: "keys-raw", stage: .packing, formula: "key#", diagnosis: "the keys' own text was hashed",
      fix: "hash each key's number divided by its spaces, as 4 bytes big-endian"
    ) { computation in
      computation.number = { _ in 0 }
      computation.pack = { key, _ in key.bytes }
    },
  ]

  private static let bodies: [ChallengeDeviation] = [
    body(
      "no-key3", "", "the 8 bytes of the body were not hashed",
      "wait for the 8 bytes behind the request's empty line; they may come in a later segment"
    ) { _ in [] },
    body(
      "key3-zero", "8 zero bytes", "8 zero bytes were hashed in place of the body",
      "read the 8 bytes behind the request's empty line before you hash"
    ) { _ in [UInt8](repeating: 0, count: 8) },
    body(
      "key3-crlf", "body + CR LF", "a CR LF behind the body was hashed", "hash exactly 8 bytes of the body"
    ) { $0 + [0x0d, 0x0a] },
    body(
      "key3-stripped", "trim(body)", "white space at the ends of the body was taken off",
      "take the body as 8 bytes; it is no text"
    ) { body in
      let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
      return Array(body.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    },
  ]

  private static let joinings: [ChallengeDeviation] = [
    ChallengeDeviation(
      id: "keys-swapped", stage: .joining, formula: "%2 + %1 + %b", diagnosis: "the two keys changed places",
      fix: "hash the number of Sec-WebSocket-Key1 first, whatever the order of the fields"
    ) { $0.join = { $1 + $0 + $2 } },
    ChallengeDeviation(
      id: "key3-first", stage: .joining, formula: "%b + %1 + %2", diagnosis: "the body was put before the numbers",
      fix: "hash the two quotients first and the body last"
    ) { $0.join = { $2 + $0 + $1 } },
  ]

  private static let useUnsigned = "read the digits into an unsigned 32-bit or a 64-bit integer"
  private static let useBytes =
    "write each quotient as 4 bytes, big-endian: pack('N', ...), struct.pack('>I', ...), writeUInt32BE"

  private static func number(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String,
    _ number: @escaping @Sendable (ChallengeKey) -> Int64?
  ) -> ChallengeDeviation {
    ChallengeDeviation(id: id, stage: .number, formula: formula, diagnosis: diagnosis, fix: fix) { $0.number = number }
  }

  private static func packing(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String,
    _ pack: @escaping @Sendable (ChallengeKey, Int64) -> [UInt8]
  ) -> ChallengeDeviation {
    ChallengeDeviation(id: id, stage: .packing, formula: formula, diagnosis: diagnosis, fix: fix) { $0.pack = pack }
  }

  private static func body(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String,
    _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> ChallengeDeviation {
    ChallengeDeviation(id: id, stage: .body, formula: formula, diagnosis: diagnosis, fix: fix) {
      $0.changeBody = change
    }
  }

  private static func quotient(_ key: ChallengeKey, by divisor: Int) -> Int64? {
    guard let number = key.number, divisor > 0 else { return nil }
    return Int64(exactly: number / UInt64(divisor))
  }
}

extension ChallengeKey {
  /// How many spaces remain where each run of them becomes one.
  fileprivate var runsOfSpaces: Int {
    bytes.indices.count { bytes[$0] == 0x20 && ($0 == 0 || bytes[$0 - 1] != 0x20) }
  }
}
