internal import Crypto

/// What becomes of the joined text: another character encoding, another hash.
extension AcceptDeviation {
  static let charsets: [AcceptDeviation] = [
    charset(
      "UTF-16LE", "cs-utf16le", "the text was hashed as UTF-16, two bytes a character, the low one first"
    ) { words($0.utf16, width: 2, isLittleEndian: true) },
    charset(
      "UTF-16BE", "cs-utf16be", "the text was hashed as UTF-16, two bytes a character, the high one first"
    ) { words($0.utf16, width: 2, isLittleEndian: false) },
    charset(
      "UTF-32LE", "cs-utf32le", "the text was hashed as UTF-32, four bytes a character, the low one first"
    ) { words($0.unicodeScalars.map(\.value), width: 4, isLittleEndian: true) },
    charset(
      "UTF-32BE", "cs-utf32be", "the text was hashed as UTF-32, four bytes a character, the high one first"
    ) { words($0.unicodeScalars.map(\.value), width: 4, isLittleEndian: false) },
    charset(
      "byte order mark + UTF-16LE", "cs-utf16le-bom", "the text was hashed as UTF-16LE behind a byte order mark"
    ) { [0xff, 0xfe] + words($0.utf16, width: 2, isLittleEndian: true) },
    charset(
      "byte order mark + UTF-16BE", "cs-utf16be-bom", "the text was hashed as UTF-16BE behind a byte order mark"
    ) { [0xfe, 0xff] + words($0.utf16, width: 2, isLittleEndian: false) },
  ]

  static let hashes: [AcceptDeviation] = [
    hash("md5", "MD5(%s)", "MD5 was used in place of SHA-1", with: Digest.md5),
    hash("sha224", "SHA-224(%s)", "SHA-224 was used in place of SHA-1", with: SHA224.digest),
    hash("sha256", "SHA-256(%s)", "SHA-256 was used in place of SHA-1") { digest(SHA256.self, $0) },
    hash("sha384", "SHA-384(%s)", "SHA-384 was used in place of SHA-1") { digest(SHA384.self, $0) },
    hash("sha512", "SHA-512(%s)", "SHA-512 was used in place of SHA-1") { digest(SHA512.self, $0) },
    hmac("hmac-guid-key", "HMAC-SHA-1(%g as secret, %k)", "the key went through HMAC with the GUID as its secret") {
      ($0.guid, $0.key)
    },
    hmac("hmac-key-guid", "HMAC-SHA-1(%k as secret, %g)", "the GUID went through HMAC with the key as its secret") {
      ($0.key, $0.guid)
    },
    hmac("hmac-empty", "HMAC-SHA-1(no secret, %s)", "the text went through HMAC with an empty secret") {
      ([], $0.message)
    },
    hash("sha1-twice", "SHA-1(SHA-1(%s))", "the digest was hashed a second time", "hash once, then encode") {
      Digest.sha1(Digest.sha1($0))
    },
    hash(
      "sha1-of-hex", "SHA-1(hex(SHA-1(%s)))", "the digest's hexadecimal digits were hashed a second time",
      "hash once, then encode"
    ) { Digest.sha1(DigestText.hex(Digest.sha1($0))) },
    hash("no-hash", "%s", "the text was encoded without being hashed", useSHA1) { $0 },
    hash(
      "sha1-load-le", "SHA-1 with little-endian input(%s)",
      "SHA-1 was built for the other byte order: it reads words and length little-endian", buildForMachine,
      with: SHA1Build(readsLittleEndian: true, lengthIsLittleEndian: true).digest),
    hash(
      "sha1-load-le-lenbe", "SHA-1 with little-endian words(%s)",
      "SHA-1 was built for the other byte order: it reads words little-endian", buildForMachine,
      with: SHA1Build(readsLittleEndian: true).digest),
    hash(
      "sha1-all-le", "SHA-1 all little-endian(%s)",
      "SHA-1 was built for the other byte order: it reads and writes words little-endian", buildForMachine,
      with: SHA1Build(readsLittleEndian: true, lengthIsLittleEndian: true, writesLittleEndian: true).digest),
    hash(
      "sha0", "SHA-0(%s)", "SHA-0 was used: SHA-1 also rotates each word of the schedule by one bit",
      "rotate the schedule: w[t] = ROTL1(w[t-3] ^ w[t-8] ^ w[t-14] ^ w[t-16])",
      with: SHA1Build(rotatesSchedule: false).digest),
  ]

  private static let buildForMachine =
    "let the build find the machine's byte order (BYTE_ORDER, WORDS_BIGENDIAN), or take a library's SHA-1"

  /// - Parameter parts: the secret and the text of a computation.
  private static func hmac(
    _ id: String, _ formula: String, _ diagnosis: String,
    _ parts: @escaping @Sendable (AcceptComputation) -> ([UInt8], [UInt8]?)
  ) -> AcceptDeviation {
    let fix = "hash key and GUID with plain SHA-1; nothing in a handshake is secret: \(useSHA1)"
    return AcceptDeviation(id: id, stage: .hash, formula: formula, diagnosis: diagnosis, fix: fix) {
      $0.hash = { computation in
        let (secret, text) = parts(computation)
        return text.map { Digest.hmacSHA1($0, secret: secret) }
      }
    }
  }

  private static func words(
    _ units: some Sequence<some FixedWidthInteger>, width: Int, isLittleEndian: Bool
  ) -> [UInt8] {
    units.flatMap { unit in
      let bytes = (0..<width).map { UInt8(truncatingIfNeeded: unit >> (8 * $0)) }
      return isLittleEndian ? bytes : bytes.reversed()
    }
  }

  private static func digest<Hash: HashFunction>(_: Hash.Type, _ bytes: [UInt8]) -> [UInt8] {
    var hash = Hash()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }
}

extension Digest {
  /// HMAC (RFC 2104) with SHA-1: 20 bytes.
  static func hmacSHA1(_ text: [UInt8], secret: [UInt8]) -> [UInt8] {
    var block = secret.count > 64 ? sha1(secret) : secret
    block += [UInt8](repeating: 0, count: 64 - block.count)
    return sha1(block.map { $0 ^ 0x5c } + sha1(block.map { $0 ^ 0x36 } + text))
  }
}
