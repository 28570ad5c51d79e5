import TestSupport
import Testing
import WebSocketProtocol

struct KeyRulesTests {
  @Test func `a random key is a good key`() {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<200 {
      #expect(KeyRules.judge(Base64.encode(generator.bytes(16))).isEmpty)
    }
  }

  @Test(
    arguments: [
      ("puVOuWb7rel6z2AVZBKnfw==\n", .rq09, #"the key is not Base64: "\u{a}" is not in the alphabet"#),
      ("puVO uWb7rel6z2AVZBKnfw==", .rq09, "the key is not Base64: \" \" is not in the alphabet"),
      (
        "b'tb4IfqY2SEcIEy0pv0opLQ=='", .rq09,
        "the key is a Python bytes literal; tb4IfqY2SEcIEy0pv0opLQ== inside it is valid"
      ),
      (
        "b\"c2hvcnQ=\"", .rq09,
        "the key is a Python bytes literal; c2hvcnQ= inside it decodes to 5 bytes and must to 16"
      ),
      ("'no key'", .rq09, "the key is in quotation marks; no key inside it is not Base64 either"),
      ("\"\"", .rq09, "the key is in quotation marks; the empty key inside it decodes to 0 bytes and must to 16"),
      (
        "puVOuWb7rel6z2AVZBKnfw%3D%3D", .rq09,
        "the key is percent-encoded; puVOuWb7rel6z2AVZBKnfw== inside it is valid"
      ),
      ("b'", .rq09, "the key is not Base64: \"'\" is not in the alphabet"),
      ("'", .rq09, "the key is not Base64: \"'\" is not in the alphabet"),
      ("x", .rq09, "the key has 1 character without padding; 16 bytes are 24 characters ending in =="),
      ("eA==", .rq10, "the key decodes to 1 byte: the text \"x\"; it must be 16"),
      (
        "U3RyZWFtKDIsID8p", .rq10,
        "the key decodes to 12 bytes: the text \"Stream(2, ?)\", as an object prints itself; it must be 16"
      ),
      (
        "W29iamVjdCBPYmplY3Rd", .rq10,
        "the key decodes to 15 bytes: the text \"[object Object]\", as an object prints itself; it must be 16"
      ),
      (
        "MDAwMDAwMDAwMDAwMDAwMAo=", .rq10,
        "the key decodes to 17 bytes: the text \"0000000000000000\" and a line feed, as echo without -n writes; "
          + "it must be 16"
      ),
      (
        "AAECAwQFBgcICQoLDA0ODwo=", .rq10,
        "the key decodes to 17 bytes, the last a line feed, as echo without -n writes; it must be 16"
      ),
      (
        "JCMCrKJENqcrTU9erFxGoiP5P8JhjeocERQs9vgR/Y4=", .rq10, "the key decodes to 32 bytes; it must be 16"
      ),
      (
        "000102030405060708090a0b0c0d0e0f", .rq10,
        "the key decodes to 24 bytes; read as hexadecimal digits it is 16: encode the bytes, not their digits; "
          + "it must be 16"
      ),
      (
        "cHVWT3VXYjdyZWw2ejJBVlpCS25mdz09", .rq10,
        "the key decodes to 24 bytes: the text of a whole key, encoded a second time; it must be 16"
      ),
      ("puVOuWb7rel6z2AVZBKnfé==", .rq09, "the key is not Base64: \"é\" is not in the alphabet"),
      ("puVOuWb7rel6z2AVZBKnfw=", .rq09, "the key is not Base64: its padding is wrong"),
      ("puVOuWb7==rel6z2AVZBKnfw", .rq09, "the key is not Base64: its padding is wrong"),
      ("====", .rq09, "the key is not Base64: its padding is wrong"),
      (
        "puVOuWb7rel6z2AVZBKnfw", .rq09,
        "the key has 22 characters without padding; 16 bytes are 24 characters ending in =="
      ),
      ("_-_-_-_-_-_-_-_-_-_-_w==", .rq09, "the key uses the URL-safe alphabet (- and _); the key's Base64 has + and /"),
      ("", .rq09, "the key is empty; it must be the Base64 text of 16 bytes"),
      ("c2hvcnQ=", .rq10, "the key decodes to 5 bytes: the text \"short\"; it must be 16"),
      ("AAECAwQFBgcICQoLDA0ODxA=", .rq10, "the key decodes to 17 bytes; it must be 16"),
    ] as [(String, RuleID, String)])
  func `a mistake is named`(key: String, rule: RuleID, message: String) {
    let findings = KeyRules.judge(key)
    #expect(findings.rules == [rule])
    #expect(findings.first?.message == message)
    #expect(findings.first?.severity == .error)
    #expect(findings.first?.evidence == key)
  }

  @Test func `a control character in a key is not shown as it is`() {
    #expect(KeyRules.judge("\u{1b}[2Jx").first?.message == "the key is not Base64: \"\\u{1b}\" is not in the alphabet")
    #expect(
      KeyRules.judge("\u{202e}AAA").first?.message == "the key is not Base64: \"\\u{202e}\" is not in the alphabet")
  }

  @Test(arguments: [
    ("AAAAAAAAAAAAAAAAAAAAAA==", "all 16 bytes are equal"), ("/////////////////////w==", "all 16 bytes are equal"),
    ("MDEyMzQ1Njc4OWFiY2RlZg==", "the 16 bytes are the text \"0123456789abcdef\""),
    ("dGhlIHNhbXBsZSBub25jZQ==", "a sample key that is printed in specifications (the text \"the sample nonce\")"),
    ("x3JJHMbDL1EzLkh9GBhXDw==", "a sample key that is printed in specifications"),
  ])
  func `a key that is not random is worth a note`(key: String, beginning: String) {
    let findings = KeyRules.judge(key)
    #expect(findings.rules == [.rq12])
    #expect(findings.first?.severity == .note)
    #expect(findings.first?.message == "\(beginning); a key must be chosen at random for each connection")
  }

  @Test func `spare bits are a warning with the canonical form`() {
    let findings = KeyRules.judge("AQIDBAUGBwgJCgsMDQ4PEC==")
    #expect(findings.rules == [.rq11, .rq12])
    #expect(findings.first?.severity == .warning)
    #expect(findings.first?.message.hasSuffix("the canonical form is AQIDBAUGBwgJCgsMDQ4PEA==") == true)
  }

  @Test(arguments: [" \tpuVOuWb7rel6z2AVZBKnfw== ", "puVOuWb7rel6z2AVZBKnfw==\r\n", "\r\n\n puVOuWb7rel6z2AVZBKnfw=="])
  func `white space around a key does not change the accept value`(key: String) {
    let accept = AcceptKey(for: key)
    #expect(accept.key == "puVOuWb7rel6z2AVZBKnfw==")
    #expect(accept.value == "lt1/FHuL6o2V8tma5G4mOcqYBFA=")
    #expect(accept.digest.count == 20)
  }

  @Test func `white space inside a key does`() {
    #expect(AcceptKey(for: "puVOuWb7 rel6z2AVZBKnfw==").value != AcceptKey(for: "puVOuWb7rel6z2AVZBKnfw==").value)
    #expect(AcceptKey(for: "").value == "Kfh9QIsMVZcl6xEPYxPHzW8SZ8w=")
  }
}
