import TestSupport
import Testing

@testable import WebSocketProtocol

struct AcceptMistakeInput: Decodable, Sendable {
  let key: String
  let accept: String
}

struct MistakesExpected: Decodable, Sendable {
  let mistakes: [String]
}

@Suite struct AcceptMistakeTests {
  typealias MistakeVector = Vector<AcceptMistakeInput, MistakesExpected>

  static let sample = "dGhlIHNhbXBsZSBub25jZQ=="
  static let random = "RCYYiihv1c5j+qglR6C5oA=="

  private func names(_ value: String, _ key: String = sample) -> [String] {
    AcceptMistake.reproducing(value, key: key).map(\.id)
  }

  /// The value that deviations give, computed without the search.
  private func value(_ ids: [String], key: String = sample) throws -> String {
    var computation = AcceptComputation(key: Array(key.utf8))
    for id in ids { try #require(AcceptDeviation.all.first { $0.id == id }).apply(&computation) }
    let digest = try #require(computation.digest)
    return String(decoding: try #require(computation.value(of: digest)), as: UTF8.self)
  }

  // MARK: Known values

  @Test func `there are as many vectors as were written down`() {
    #expect(MistakeVector.all("accept-mistake").count == 117)
  }

  @Test(arguments: MistakeVector.all("accept-mistake"))
  func `a known wrong value is called by its name, and a right one has none`(vector: MistakeVector) {
    let found = names(vector.input.accept, vector.input.key)
    #expect(Set(found) == Set(vector.expected.mistakes), "\(found)")
  }

  @Test func `every deviation has a value of its own on the vectors' key or is no mistake there`() {
    let known = Set(MistakeVector.all("accept-mistake").flatMap(\.expected.mistakes))
    let ours = ["uppercased", "value-quoted", "value-pybytes"]
    #expect(Set(AcceptDeviation.all.map(\.id)).subtracting(ours).isSubset(of: known))
  }

  @Test func `the formula tells what was computed`() throws {
    func recipe(_ ids: String...) throws -> String {
      try #require(AcceptMistake.reproducing(value(ids), key: Self.sample).first).recipe
    }
    #expect(try recipe("b64-of-hex") == "Base64(hex(SHA-1(key + GUID)))")
    #expect(try recipe("key-cr") == "Base64(SHA-1(key + CR + GUID))")
    #expect(try recipe("guid-lower") == "Base64(SHA-1(key + lower(GUID)))")
    #expect(try recipe("guid-sep-colon") == "Base64(SHA-1(key + \":\" + GUID))")
    #expect(try recipe("guid-after-b64") == "Base64(SHA-1(key)) + GUID")
    #expect(try recipe("guid-before-b64") == "Base64(SHA-1(key) + GUID)")
    #expect(try recipe("hmac-key-guid") == "Base64(HMAC-SHA-1(key as secret, GUID))")
    #expect(try recipe("no-hash") == "Base64(key + GUID)")
    #expect(try recipe("empty-digest") == "Base64(SHA-1(\"\"))")
    #expect(try recipe("cs-utf16le", "hex-lower") == "hex(SHA-1(UTF-16LE(key + GUID)))")
    #expect(try recipe("key-quoted", "sha256") == "Base64(SHA-256(\"\\\"\" + key + \"\\\"\" + GUID))")
    #expect(try recipe("guid-before-b64", "hex-upper") == "HEX(SHA-1(key) + GUID)")
  }

  // MARK: Combinations

  @Test(arguments: [
    ["key-cr", "b64-of-hex"], ["key-lead-space", "key-lf"], ["key-decoded", "key-nul"], ["guid-lower", "hex-upper"],
    ["md5", "hex-lower"], ["sha256", "b64-of-hex"], ["sha512", "b64url"], ["sha0", "reversed"],
    ["key-lower", "guid-lower"], ["guid-newline", "key-lf"], ["cs-utf16be", "md5"], ["words-le", "hex-lower"],
    ["digest-16", "b64-nopad"], ["no-guid", "md5"], ["guid-first", "cs-utf32le"], ["key-nopad", "b64-b64"],
    ["latin1-utf8", "b64-nopad"], ["bom", "key-cr"], ["no-hash", "hex-lower"],
  ])
  func `two mistakes at once are found, that about the input named first`(ids: [String]) throws {
    let ordered = try ids.map { id in try #require(AcceptDeviation.all.first { $0.id == id }) }
      .sorted { $0.stage < $1.stage }.map(\.id)
    let found = names(try value(ordered))
    #expect(found.contains(ordered.joined(separator: "+")), "\(found)")
  }

  /// The value that draft-ietf-hybi-thewebsocketprotocol-04 prints for the sample key.
  @Test func `the sample value of draft 04 was computed from bytes in place of texts`() {
    let found = AcceptMistake.reproducing("me89jWimTRKTWwrS3aRrL53YZSo=", key: Self.sample)
    #expect(found.map(\.id) == ["key-decoded+guid-bin-rfc4122-be"])
    #expect(found.first?.recipe == "Base64(SHA-1(Base64-decode(key) + 16 bytes of GUID))")
  }

  @Test func `a combination says all there is to change`() throws {
    let mistake = try #require(
      AcceptMistake.reproducing(value(["key-cr", "b64-of-hex"]), key: Self.sample).first)
    #expect(mistake.id == "key-cr+b64-of-hex")
    #expect(mistake.recipe == "Base64(hex(SHA-1(key + CR + GUID)))")
    #expect(mistake.diagnosis.contains("CR at the end") && mistake.diagnosis.contains("hexadecimal digits"))
    #expect(mistake.fix.contains("trim") && mistake.fix.contains("sha1($text, true)"))
    #expect(mistake.sender == .server)
  }

  @Test func `a mistake that changes nothing is not named`() throws {
    // The sample key has no plus, and the sample's value no slash.
    #expect(names(try value(["key-plus-space"])) == [])
    #expect(names(try value(["key-plus-space", "hex-lower"])) == ["hex-lower"])
    #expect(names(try value(["key-plus-space"], key: Self.random), Self.random) == ["key-plus-space"])
  }

  @Test(arguments: AcceptDeviation.all.map(\.id))
  func `every deviation is found with a key of any kind`(id: String) throws {
    for key in [Self.random, "AQIDBAUGBwgJCgsMDQ4PEC==", "x", "not Base64, and é"] {
      let wrong = try value([id], key: key)
      let found = names(wrong, key)
      let isRight = wrong == AcceptKey(for: key).value
      #expect(isRight ? found.isEmpty : found.contains(id), "\(key): \(found)")
    }
  }

  // MARK: Spoiled on the way

  @Test(arguments: [
    ("s3pPLMBiTxaQ9k YGzzhZRbK+xOo=", ["white-space"]), ("s3pPLMBiTxaQ9k\r\n YGzzhZRbK+xOo=", ["white-space"]),
    ("S3pPLMBiTxaQ9kYGzzhZRbK+xOo=", ["case-changed"]), ("S3PPLMBITXAQ9KYGZZHZRBK+XOO=", ["uppercased"]),
    ("\"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\"", ["value-quoted"]), ("b's3pPLMBiTxaQ9kYGzzhZRbK+xOo='", ["value-pybytes"]),
    ("b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea", ["hex-lower+white-space"]),
    (" s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", []), ("\tfI/F95pFHyUax3HLt0ktmQ== ", ["md5"]), ("", []), (" ", []),
  ])
  func `white space and letter case are told apart from other mistakes`(value: String, expected: [String]) {
    #expect(names(value) == expected)
  }

  @Test func `the answer that RFC 6455 prints is known when it is not this key's`() {
    #expect(names("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Self.random) == ["rfc-sample"])
  }

  // MARK: Slips in the GUID

  private func answer(guid: String) -> String {
    Base64.encode(Digest.sha1(Array((Self.sample + guid).utf8)))
  }

  @Test(arguments: [
    ("258EAFA5-E914-47DA-95CA-B5AB0DC85B11", "guid-substituted", "character 25 of the GUID is B in place of C"),
    ("258EAFA5-E914-47DA-95CA-C5ABODC85B11", "guid-substituted", "character 29 of the GUID is O in place of 0"),
    ("258EAFA5-E914-47DA_95CA-C5AB0DC85B11", nil, ""),
    ("528EAFA5-E914-47DA-95CA-C5AB0DC85B11", "guid-transposed", "characters 1 and 2 of the GUID have changed places"),
    ("258EAFA5-E914-47DA-95CA-C5AB0DC8B511", "guid-transposed", "characters 33 and 34 of the GUID have changed places"),
    ("258EAFA5-E914-47DA-95CA-C5AB0DC85B1", "guid-trunc", "the last character of the GUID was not hashed"),
    ("258EAFA5-914-47DA-95CA-C5AB0DC85B11", "guid-dropped", "character 10 of the GUID, E, is missing"),
    ("258EAFA5-E914-477DA-95CA-C5AB0DC85B11", "guid-doubled", "character 16 of the GUID, 7, is there twice"),
    ("258EAFA5-E914-47DA-95CA-C5AB0DC85B22", nil, ""),
  ])
  func `a slip in the GUID is found with its place`(guid: String, id: String?, diagnosis: String) {
    let found = AcceptMistake.reproducing(answer(guid: guid), key: Self.sample)
    #expect(found.first?.id == id)
    guard id != nil else { return }
    #expect(found.first?.diagnosis == diagnosis)
  }

  @Test func `the recipe of a slip shows the GUID that was typed`() {
    let guid = "258EAFA5-E914-47DA-95CA-B5AB0DC85B11"
    #expect(
      AcceptMistake.reproducing(answer(guid: guid), key: Self.sample).first?.recipe
        == "Base64(SHA-1(key + \"\(guid)\"))")
  }

  // MARK: Any value

  @Test func `other digests, keys and texts are no mistake of ours`() {
    var generator = SeededGenerator(state: 5)
    for count in [0, 1, 16, 20, 20, 21, 28, 32, 48, 60, 64, 5000] {
      let bytes = generator.bytes(count)
      let key = Base64.encode(generator.bytes(16))
      for text in [Base64.encode(bytes), Hexadecimal.text(bytes), String(decoding: bytes, as: UTF8.self)] {
        #expect(names(text, key) == [])
      }
    }
    #expect(names("x", String(repeating: "A", count: 100_000)) == [])
  }

  @Test func `everything that is told fits its line`() {
    let mistakes =
      AcceptDeviation.all.map { AcceptMistake([$0]) } + AcceptConstant.allCases.map(\.mistake)
      + GUIDTypo.allCases.map(\.mistake)
    for mistake in mistakes {
      #expect(!mistake.recipe.contains("%"), "\(mistake.id): \(mistake.recipe)")
      for text in [mistake.recipe, mistake.diagnosis, mistake.fix] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(mistake.id): \(text)")
        #expect(text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }, "\(mistake.id): \(text)")
      }
      #expect(mistake.recipe.count <= 67, "\(mistake.id): \(mistake.recipe)")
      #expect(mistake.diagnosis.count < 110, "\(mistake.id): \(mistake.diagnosis)")
    }
    #expect(Set(mistakes.map(\.id)).count == mistakes.count)
  }

  // MARK: Hashes

  @Test(arguments: ["", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"])
  func `SHA-1 as built here is SHA-1`(text: String) {
    for count in [0, 1, 55, 56, 63, 64, 119, 120] {
      let bytes = Array(text.utf8) + [UInt8](repeating: 0x61, count: count)
      #expect(SHA1Build().digest(bytes) == Digest.sha1(bytes))
    }
  }

  /// The examples of FIPS 180-2 change notice 1 and of FIPS 180 as published in 1993.
  @Test func `SHA-224 and SHA-0 give the digests of their standards`() {
    let abc = Array("abc".utf8)
    #expect(hex(SHA224.digest(abc)) == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")
    let long = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
    #expect(hex(SHA224.digest(long)) == "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")
    #expect(hex(SHA1Build(rotatesSchedule: false).digest(abc)) == "0164b8a914cd2a5e74c4f7ff082c4d97f1edf880")
  }

  /// RFC 2202 section 3, test cases 2 and 6.
  @Test func `HMAC gives the digests of its RFC`() {
    let text = Array("what do ya want for nothing?".utf8)
    #expect(
      hex(Digest.hmacSHA1(text, secret: Array("Jefe".utf8))) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    let larger = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
    #expect(
      hex(Digest.hmacSHA1(larger, secret: [UInt8](repeating: 0xaa, count: 80)))
        == "aa4ae5e15272d00e95705637ce8a3b55ed402112")
  }
}
