import Foundation
import TestSupport
import Testing

@testable import wslens

@Suite struct `The kinds of payloads` {
  static let kinds: [(payload: String, kind: PayloadKind)] = [
    (#"{"a":[1,-2.5e+3,true,false,null,"\u00e9\n"],"b":{}}"#, .json), ("[]", .json), (" [ 1 , 2 ]\r\n", .json),
    ("[[[[]]],{}]", .json), ("42", .text), ("\"a\"", .text), ("{", .text), ("[1,]", .text), ("{\"a\"}", .text),
    ("{\"a\":1,}", .text), ("[01]", .text), ("[1.]", .text), ("[+1]", .text), ("[tru]", .text), ("[\"\\x\"]", .text),
    ("[1] 2", .text), ("[1}", .text), ("{1:2}", .text), ("[\"a\nb\"]", .text), ("", .text), ("héllo\tthere", .text),
    ("\u{1b}[31m", .binary), ("a\0b", .binary),
  ]

  @Test(arguments: kinds)
  func `are told by the content`(payload: String, kind: PayloadKind) {
    #expect(PayloadKind(Array(payload.utf8)[...], isCut: false) == kind)
  }

  @Test func `are text where only a character is cut off at the end`() {
    let bytes = Array("caf\u{e9} 👋".utf8)
    for length in 0...bytes.count { #expect(PayloadKind(bytes.prefix(length), isCut: true) == .text) }
    #expect(PayloadKind(bytes.dropLast(), isCut: false) == .binary)
    #expect(PayloadKind([0x80, 0x81, 0x82, 0x83, 0x84], isCut: true) == .binary)
    #expect(PayloadKind(Array("[1]".utf8)[...], isCut: true) == .text)
  }

  @Test func `are JSON where Foundation reads it`() {
    var random = SeededGenerator(state: 8259)
    let alphabet = Array(#"{}[],:"\ntrue1.5e-0 a"#.utf8)
    let seeds = Self.kinds.map { Array($0.payload.utf8) }.filter { $0.first == 0x5b || $0.first == 0x7b }
    for _ in 0..<4000 {
      var bytes = seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet.randomElement(using: &random) ?? 0
        if Bool.random(using: &random) { bytes[place] = byte } else { bytes.insert(byte, at: place) }
      }
      // Foundation puts up with a comma behind the last element.
      let text = String(decoding: bytes, as: UTF8.self)
      guard !text.contains(/,\s*[\]}]/) else { continue }
      let isRead = (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
      #expect(JSONText.isDocument(bytes[...]) == isRead, "\(text)")
    }
  }

  @Test func `are found however deep JSON goes`() {
    let deep = [UInt8](repeating: 0x5b, count: 1_000_000) + [UInt8](repeating: 0x5d, count: 1_000_000)
    #expect(JSONText.isDocument(deep[...]))
    #expect(!JSONText.isDocument(deep.dropLast()))
  }
}
