import PacketCapture
import TestSupport
import Testing

/// What is shown of messages that are not known to their last byte.
@Suite struct `Partly unknown messages` {
  /// Texts as one server compresses them, each with those before it in mind.
  private static let texts = [
    ("{\"symbol\":\"ACME\",\"price\":101.25}", "aa562aaecc4dcacf51b2527274f67555d2512a28ca4c4e55b2323430d43332ad0500"),
    (
      "{\"symbol\":\"ACME\",\"price\":101.50,\"news\":\"dividend of 0.40, paid on Friday\"}",
      "aac6276f6aa0a394975a5e0c944cc92ccb4c49cd4b51c84f5330d03331d0512848cc04f2f214dc8a3253122b956a0100"
    ),
    (
      "{\"symbol\":\"ACME\",\"price\":101.75,\"news\":\"dividend of 0.40, paid today\"}",
      "c26b92b92921934af2c1a60000"
    ),
    ("{\"symbol\":\"Ørsted\",\"price\":88.10}", "4232e5f08ca2e292d414844116167a8606b50000"),
    ("plain words", "2ac849cccc5328cf2f4a290600"),
    (
      "{\"symbol\":\"ACME\",\"price\":102.00,\"volume\":4100}", "c263a5919e01d0f165f939a5b940be89a181412d00"
    ),
  ]

  /// The conversation, in which a packet is lost that holds the second half of the second message.
  private static let lossy: [UInt8] = {
    var capture = Capture()
    var steps: [(TCPConversation.Side, [UInt8])] = [
      (.client, Wire.request(fields: ["Sec-WebSocket-Extensions: permessage-deflate"])),
      (.server, Wire.response(fields: ["Sec-WebSocket-Extensions: permessage-deflate"])),
    ]
    for (index, (_, payload)) in texts.enumerated() {
      let frame = Wire.frame(0xc1, bytes(fromHex: payload))
      steps +=
        index == 1 ? [(.server, Array(frame.prefix(20))), (.server, Array(frame.dropFirst(20)))] : [(.server, frame)]
    }
    // Every step is a packet and its acknowledgement; three packets open the connection.
    capture.add(lost: 3 + 2 * 4, steps)
    return capture.bytes
  }()

  /// A text, and part of a picture, of which a packet each is lost.
  private static let plain: [UInt8] = {
    var capture = Capture()
    let text = Wire.text("Grüße aus dem Zug, der gerade durch einen langen Tunnel fährt")
    capture.add(
      lost: 3 + 2 * 3,
      [
        (.client, Wire.request()), (.server, Wire.response()),
        (.server, Array(text.prefix(22))), (.server, Array(text[22..<40])), (.server, Array(text[40...])),
      ])
    let picture = Wire.frame(0x82, bytes(fromHex: "89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61"))
    capture.add(
      1, lost: 3 + 2 * 3,
      [
        (.client, Wire.request()), (.server, Wire.response()),
        (.server, Array(picture.prefix(8))), (.server, Array(picture[8..<27])), (.server, Array(picture[27...])),
      ])
    return capture.bytes
  }()

  static let pages: [(file: String, arguments: [String])] = [
    ("unknown-messages", ["--show", "messages"]),
    ("unknown-frames-messages", ["--show", "frames,messages", "--ascii"]),
    ("unknown-full", ["--show", "messages", "--payload", "full"]), ("unknown-summary", []),
    ("unknown-bytes", ["--show", "bytes"]),
  ]

  @Test(arguments: pages)
  func `are marked in every view`(_ page: (file: String, arguments: [String])) throws {
    for (name, capture) in [("", Self.lossy), ("-plain", Self.plain)] {
      let run = try CommandRun(["pcap", "-"] + page.arguments, input: capture)
      try Golden.expect(run.output, page.file + name + ".txt")
      #expect(run.status == 0 && run.complaints == "")
      guard page.file != "unknown-full" else { continue }
      #expect(run.lines.filter { Terminal.width($0) > 80 || $0.hasSuffix(" ") } == [])
    }
  }

  @Test func `have their known bytes and the ranges of the others in JSON`() throws {
    let run = try CommandRun(["pcap", "-", "--show", "messages", "--json"], input: Self.lossy)
    let messages = try run.events("message")
    #expect(messages.map { $0["complete"] } == [true, false, false, false, true, false].map { JSON.bool($0) })
    #expect(messages.map { $0["unknown_bytes"]?.integer } == [nil, nil, 66, 21, nil, 33])
    for (message, (text, _)) in zip(messages, Self.texts).dropFirst(2) {
      let shown = Array(try #require(message["payload_text"]?.text).unicodeScalars)
      let isKnown = try known(message)
      // One character stands for each unknown byte; here a character beside them has one byte as well.
      guard text.utf8.count == text.unicodeScalars.count else { continue }
      #expect(shown.count == text.utf8.count)
      for (index, byte) in text.utf8.enumerated() {
        #expect(shown[index] == (isKnown[index] ? Unicode.Scalar(byte) : "\u{fffd}"))
      }
    }
    let notes = try run.events("finding").filter { $0["rule"] == .string("DF-04") }
    #expect(notes.map { $0["frame"]?.integer } == [3])
    #expect(notes.first?["severity"] == .string("note"))
    let redacted = try CommandRun(["pcap", "-", "--show", "messages", "--json", "--redact"], input: Self.lossy)
    #expect(!redacted.text.contains("unknown_ranges") && !redacted.text.contains("ACME"))
    #expect(try redacted.events("message")[2]["unknown_bytes"]?.integer == 66)
  }

  /// Which bytes of a message its ranges leave.
  private func known(_ message: JSON) throws -> [Bool] {
    var isKnown = [Bool](repeating: true, count: Int(try #require(message["length"]?.integer)))
    var unknown = 0
    for range in message["unknown_ranges"]?.elements ?? [] {
      let pair = (range.elements ?? []).compactMap(\.integer).map { Int($0) }
      for index in pair[0]..<pair[0] + pair[1] { isKnown[index] = false }
      unknown += pair[1]
    }
    #expect(UInt64(unknown) == message["unknown_bytes"]?.integer ?? 0)
    return isKnown
  }

  @Test func `that are not compressed lose what is missing, and no more`() throws {
    let run = try CommandRun(["pcap", "-", "--show", "messages", "--json"], input: Self.plain)
    let messages = try run.events("message")
    #expect(messages.map { $0["unknown_bytes"]?.integer } == [18, 19])
    #expect(messages.map { $0["complete"] } == [.bool(false), .bool(false)])
    #expect(messages[0]["payload_text"]?.text?.hasPrefix("Grüße aus dem Zug,") == true)
    #expect(messages[0]["payload_text"]?.text?.hasSuffix(" langen Tunnel fährt") == true)
    #expect(
      messages[1]["payload_hex"]?.text
        == "89504e470d0a" + String(repeating: "00", count: 19) + "060000001ff3ff61")
    #expect(try known(messages[1]).enumerated().filter { !$1 }.map(\.offset) == Array(6..<25))
  }

  @Test func `begin where bytes were cut out of a conversation`() throws {
    let hex = "c105f200110000 c105f200110000"
    let run = try CommandRun(["decode", "--json", "--extensions", "permessage-deflate", hex])
    let messages = try run.events("message")
    #expect(
      messages.map { $0["payload_text"]?.text } == [
        "H\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "H\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
      ])
    #expect(try run.events("finding").map { $0["rule"] } == [.string("DF-04")])
    // In another notation only what is known has a place.
    let payload = ["decode", "--payload-only", "--extensions", "permessage-deflate", "f200110000", "--to", "hex"]
    #expect(try CommandRun(payload).text == "48\n")
  }
}
