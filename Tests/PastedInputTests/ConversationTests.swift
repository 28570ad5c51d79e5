import Testing

@testable import PastedInput

/// Texts that tell who sent which bytes.
@Suite struct ConversationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let first: PastedEnd?
    let second: PastedEnd?
    let firstIsClient: Bool?
    /// The bytes of each piece; those of the first side behind `>`, of the second behind `<`.
    let pieces: [String]
    var testDescription: String { name }
  }

  private static let client = PastedEnd(address: "10.0.0.1", port: 51000)
  private static let server = PastedEnd(address: "10.0.0.2", port: 8080)

  private static func heading(_ form: String) -> String {
    "===================\nFollow: tcp,\(form)\nFilter: tcp.stream eq 0\nNode 0: 10.0.0.1:51000\nNode 1: 10.0.0.2:8080\n"
  }

  static let cases = [
    Case(
      name: "ngrep",
      text: """
        T 10.0.0.1:51000 -> 10.0.0.2:8080 [AP] #4
          81 05 48 65 6c 6c 6f                                  ..Hello         \n\
        T 2023/11/14 22:13:20.001000 10.0.0.2:8080 -> 10.0.0.1:51000 [AP] #7
          8a 00                                                 ..              \n\

        """, first: client, second: server, firstIsClient: nil, pieces: [">810548656c6c6f", "<8a00"]),
    Case(
      name: "tcpflow",
      text: """
        010.000.000.001.51000-010.000.000.002.08080: \n\
        0000: 8105 4865 6c6c 6f ..Hello

        010.000.000.002.08080-010.000.000.001.51000: \n\
        0000: 8a00 ..

        """, first: client, second: server, firstIsClient: nil, pieces: [">810548656c6c6f", "<8a00"]),
    Case(
      name: "curl",
      text: """
        <= Recv data, 2 bytes (0x2)
        0000: 8a 00                                           ..
        => Send data, 7 bytes (0x7)
        0000: 81 05 48 65 6c 6c 6f                            ..Hello
        """, first: nil, second: nil, firstIsClient: true, pieces: ["<8a00", ">810548656c6c6f"]),
    Case(
      name: "follow,raw", text: heading("raw") + "\t8a00\n8105\n48656c6c6f\n", first: client, second: server,
      firstIsClient: nil, pieces: ["<8a00", ">810548656c6c6f"]),
    Case(
      name: "follow,hex",
      text: heading("hex") + "\t00000000  8a 00   ..\n00000000  81 05 48 65 6c 6c 6f   ..Hello\n\t00000002  8a   .\n",
      first: client, second: server, firstIsClient: nil, pieces: ["<8a00", ">810548656c6c6f", "<8a"]),
    Case(
      name: "follow,hex of one side", text: heading("hex") + "\t00000000  8a 00   ..\n", first: client, second: server,
      firstIsClient: nil, pieces: ["<8a00"]),
    Case(
      name: "follow,yaml",
      text: """
        peers:
          - peer: 0
            host: 10.0.0.1
            port: 51000
          - peer: 1
            host: 10.0.0.2
            port: 8080
        packets:
          - packet: 6
            peer: 1
            data: !!binary |
              igA=
          - packet: 7
            peer: 0
            data: !!binary |
              gQA=
        """, first: client, second: server, firstIsClient: nil, pieces: ["<8a00", ">8100"]),
  ]

  @Test(arguments: cases)
  func `the senders are kept`(_ example: Case) throws {
    let pasted = try read(example.text)
    guard case .conversations(let conversations) = pasted.source, conversations.count == 1 else {
      Issue.record("\(pasted.source)")
      return
    }
    let conversation = conversations[0]
    #expect(conversation.first == example.first)
    #expect(conversation.second == example.second)
    #expect(conversation.firstIsClient == example.firstIsClient)
    #expect(conversation.pieces.map { ($0.side == .first ? ">" : "<") + $0.bytes.hex } == example.pieces)
    #expect(pasted.bytes == conversation.pieces.flatMap(\.bytes))
  }

  @Test func `each pair of ends is a conversation of its own`() throws {
    let pasted = try read(
      """
      T 10.0.0.1:51000 -> 10.0.0.2:8080 [AP] #4
        81 00                                                 ..              \n\
      T 10.0.0.1:51001 -> 10.0.0.2:8080 [AP] #5
        82 00                                                 ..              \n\
      T 10.0.0.2:8080 -> 10.0.0.1:51000 [AP] #6
        8a 00                                                 ..              \n\

      """)
    guard case .conversations(let conversations) = pasted.source else {
      Issue.record("\(pasted.source)")
      return
    }
    #expect(conversations.map { $0.pieces.map(\.bytes.hex) } == [["8100", "8a00"], ["8200"]])
    #expect(conversations.map { $0.first?.port } == [51000, 51001])
  }

  @Test(arguments: [
    "818537fa213d7f9f4d5158", "00000000: 8100  ..\n\n00000000: 8a00  ..\n", "0000  81 00   ..\n",
  ])
  func `bytes without senders are bytes`(_ text: String) throws {
    #expect(try read(text).source == .bytes)
  }

  @Test(arguments: [
    ("10.0.0.1:80", "10.0.0.1", 80), ("[2001:db8::1]:443", "2001:db8::1", 443), ("2001:db8::1:443", "2001:db8::1", 443),
    ("010.000.000.001.00080", "10.0.0.1", 80), ("localhost:8080", "localhost", 8080),
  ])
  func `ends are read in every notation`(_ text: String, _ address: String, _ port: UInt16) {
    #expect(PastedEnd(Array(text.utf8)[...]) == PastedEnd(address: address, port: port))
  }

  @Test(arguments: ["", ":", "10.0.0.1", "10.0.0.1:", "10.0.0.1:x", "10.0.0.1:65536", ":80"])
  func `what is no end is none`(_ text: String) {
    let end = PastedEnd(Array(text.utf8)[...])
    #expect(end == nil || text == "10.0.0.1")
  }
}
