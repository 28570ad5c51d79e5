import Testing
import WebSocketProtocol

struct ExtensionTests {
  private func element(_ text: String) throws -> ExtensionList.Element {
    try #require(ExtensionList([text]).elements.first)
  }

  @Test func `a list is taken apart in order, over all field lines`() {
    let list = ExtensionList([
      " permessage-deflate ; client_max_window_bits; server_max_window_bits = 10 , x-webkit-deflate-frame", "mux",
    ])
    #expect(list.elements.map(\.name) == ["permessage-deflate", "x-webkit-deflate-frame", "mux"])
    #expect(
      list.elements.map { $0.parameters.map(\.name) } == [
        ["client_max_window_bits", "server_max_window_bits"], [], [],
      ])
    #expect(list.elements.first?.parameters.map(\.value) == [nil, "10"])
    #expect(list.elements.first?.parameter("server_max_window_bits")?.value == "10")
    #expect(list.elements.first?.parameter("server_no_context_takeover") == nil)
    #expect(
      list.elements.first?.text == "permessage-deflate ; client_max_window_bits; server_max_window_bits = 10")
  }

  @Test(arguments: [
    (#"a; b="10""#, "10"), (#"a; b="1,2;3""#, "1,2;3"), (#"a; b="say \"hi\"""#, #"say "hi""#),
    (#"a; b="back\\slash""#, #"back\slash"#), (#"a; b="\1\0""#, "10"), (#"a; b="""#, ""), ("a; b=", ""),
    (#"a; b=""#, "\""), ("a; b = c = d", "c = d"), (#"a; b="open, c"#, #""open, c"#),
  ])
  func `a quoted value is read without its quotes`(text: String, value: String) throws {
    let list = ExtensionList([text])
    #expect(list.elements.count == 1)
    #expect(list.elements.first?.parameter("b")?.value == value)
    #expect(list.elements.first?.text == text)
  }

  @Test func `what is not well formed is kept as it stands`() {
    #expect(ExtensionList([]).elements.isEmpty)
    #expect(ExtensionList([""]).elements.map(\.name) == [""])
    #expect(ExtensionList(["a,,b"]).elements.map(\.name) == ["a", "", "b"])
    #expect(ExtensionList(["a;"]).elements.first?.parameters.map(\.name) == [""])
    #expect(ExtensionList(["a; =1"]).elements.first?.parameters.map(\.value) == ["1"])
  }

  @Test func `permessage-deflate without parameters keeps 15 bits and its context`() throws {
    let terms = PermessageDeflate(try element("permessage-deflate"))
    #expect(terms == PermessageDeflate())
    for sender in [Sender.client, .server] {
      #expect(terms.windowBits(of: sender) == 15)
      #expect(terms.keepsContext(of: sender))
    }
  }

  @Test func `permessage-deflate binds each side by its own parameters`() throws {
    let terms = PermessageDeflate(
      try element(
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=9; client_max_window_bits=\"12\""))
    #expect(terms.windowBits(of: .server) == 9)
    #expect(terms.windowBits(of: .client) == 12)
    #expect(!terms.keepsContext(of: .server))
    #expect(terms.keepsContext(of: .client))
    let other = PermessageDeflate(try element("permessage-deflate; client_no_context_takeover"))
    #expect(other.keepsContext(of: .server))
    #expect(!other.keepsContext(of: .client))
  }

  @Test(arguments: [
    ("8", 8), ("15", 15), ("7", 15), ("16", 15), ("09", 15), ("+9", 15), ("-9", 15), ("x", 15), ("", 15),
  ])
  func `only a window size is one`(value: String, bits: Int) throws {
    let terms = PermessageDeflate(try element("permessage-deflate; server_max_window_bits=\(value)"))
    #expect(terms.serverWindowBits == bits)
    let bare = PermessageDeflate(try element("permessage-deflate; client_max_window_bits"))
    #expect(bare.clientWindowBits == 15)
  }

  @Test(
    arguments: [
      ([], false, [], []), (["permessage-deflate"], true, [], .rsv1), (["Permessage-Deflate"], true, [], .rsv1),
      (["mux, permessage-deflate"], true, ["mux"], .all),
      (["x-webkit-deflate-frame"], false, [], .rsv1), (["deflate-stream"], false, [], []),
      (["deflate-frame, mux"], false, ["mux"], .all),
      ([""], false, [], []),
    ] as [([String], Bool, [String], FrameHeader.ReservedBits)])
  func `an agreement defines the reserved bits`(
    values: [String], compresses: Bool, unknown: [String], bits: FrameHeader.ReservedBits
  ) {
    let agreement = ExtensionAgreement(ExtensionList(values))
    #expect((agreement.permessageDeflate != nil) == compresses)
    #expect(agreement.unknown == unknown)
    #expect(agreement.definedReservedBits == bits)
  }

  @Test func `the first of two accepted elements counts`() {
    let agreement = ExtensionAgreement(
      ExtensionList(["permessage-deflate; server_max_window_bits=9", "permessage-deflate"]))
    #expect(agreement.permessageDeflate?.serverWindowBits == 9)
  }

  @Test(arguments: [
    (["chat, superchat"], ["chat", "superchat"]), (["chat", "\tsuperchat "], ["chat", "superchat"]), ([""], [""]),
    (["a,,b,"], ["a", "", "b", ""]), (["a b"], ["a b"]), ([], []),
  ])
  func `subprotocols are listed in order of preference`(values: [String], names: [String]) {
    #expect(SubprotocolList(values).names == names)
  }
}
