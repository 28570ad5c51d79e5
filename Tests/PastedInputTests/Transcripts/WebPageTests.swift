import PastedInput
import Testing

@Suite struct WebPageTests {
  @Test func `list numbers, special spaces and typographic quotes are taken away`() throws {
    let text = """
      1. GET / HTTP/1.1
      2. Connection:\u{A0}Upgrade
      3. X-Quoted:\u{201C}a\u{200B}b\u{201D}
      10) Origin:null
      1. HTTP/1.1 101 Switching Protocols
      2. Upgrade:websocket
      """
    let read = try transcript(text)
    #expect(read.dialect == .webPage)
    #expect(read.lost == [.lineEnds, .whiteSpace])
    #expect(
      read.exchanges.first?.request?.lines == [
        "GET / HTTP/1.1", "Connection: Upgrade", "X-Quoted:\"ab\"", "Origin:null",
      ])
    #expect(read.exchanges.first?.response?.lines == ["HTTP/1.1 101 Switching Protocols", "Upgrade:websocket"])
    #expect(read.exchanges.first?.request?.isClosed == true && read.exchanges.first?.response?.isClosed == true)
    #expect(
      read.notes == [
        "Numbers and bullets before lines were left out: 6.",
        "Non-breaking and other special spaces were taken for spaces: 1.",
        "Typographic quotes were taken for plain ones: 2.", "Characters without a width were left out: 1.",
        "LF at the ends of lines was taken for CR LF.",
        "Heads without an empty line were closed: a list does not show one.",
        "Runs of blanks and line ends cannot be judged: a page does not keep them.",
      ])
    #expect(read.exchanges.first?.request?.placeOfLine(3) == "4:5")
  }

  @Test func `the columns behind a special space count characters`() throws {
    let read = try transcript("GET / HTTP/1.1\nHost:\u{A0}\u{A0}x\n\n")
    #expect(read.dialect == .webPage)
    let message = try #require(read.exchanges.first?.request)
    #expect(message.lines[1] == "Host:  x")
    #expect(message.place(of: 16 + 5) == (2, 6))
    #expect(message.place(of: 16 + 6) == (2, 7))
    #expect(message.place(of: 16 + 7) == (2, 8))
  }

  @Test(arguments: [
    ("\"GET / HTTP/1.1\\r\\n\" +\n\"Host: a\\r\\n\" +\n\"\\r\\n\";\n"), ("'GET / HTTP/1.1',\n'Host: a',\n'',\n"),
    ("\u{201C}GET / HTTP/1.1\u{201D}\n\u{201C}Host: a\u{201D}\n\u{201C}\u{201D}\n"),
    ("`GET / HTTP/1.1`\n`Host: a`\n\n"),
  ])
  func `quote marks around the lines are taken away`(text: String) throws {
    let read = try transcript(text)
    #expect(read.dialect == .webPage)
    #expect(read.exchanges.first?.request?.head == Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
  }

  @Test func `line numbers and bullets are taken away`() throws {
    #expect(
      try transcript(" 1  GET / HTTP/1.1\n 2  Host: a\n 3\n").exchanges.first?.request?.lines == [
        "GET / HTTP/1.1", "Host: a",
      ])
    let bullets = try transcript("\u{2022} GET / HTTP/1.1\n* Host: a\n- Upgrade: websocket\n")
    #expect(bullets.exchanges.first?.request?.lines == ["GET / HTTP/1.1", "Host: a", "Upgrade: websocket"])
  }

  @Test func `a body behind a head keeps its numbers`() throws {
    let read = try transcript("1. GET / HTTP/1.1\n2. Host: a\n\n3. three\n")
    #expect(read.exchanges.first?.request?.restText == "3. three")
  }

  @Test func `special characters behind a head make no page of it`() throws {
    let text = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n\u{201C}No\u{201D}\u{A0}"
    let read = try transcript(text)
    #expect(read.dialect == .raw)
    #expect(read.exchanges.first?.response?.restText == "\u{201C}No\u{201D}\u{A0}")
  }

  @Test func `special spaces may stand in the start line`() throws {
    let read = try transcript("GET\u{A0}/chat\u{A0}HTTP/1.1\nHost: a\n\n")
    #expect(read.dialect == .webPage)
    #expect(read.exchanges.first?.request?.lines.first == "GET /chat HTTP/1.1")
  }
}
