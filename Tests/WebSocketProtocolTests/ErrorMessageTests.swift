import Testing
import WebSocketProtocol

@Suite struct ErrorMessageTests {
  private static let bits = "One or more reserved bits are on: reserved1 = 1, reserved2 = 1, reserved3 = 1"

  /// What is pasted, the page it must lead to, and what that page must send the reader to first.
  @Test(arguments: [
    (
      "WebSocket connection to 'ws://localhost:8080/' failed: Error during WebSocket handshake: Incorrect "
        + "'Sec-WebSocket-Accept' header value", "RS-06"
    ),
    ("Error during WebSocket handshake: ‘Sec-WebSocket-Accept’ header is missing", "RS-04"),
    ("Error during WebSocket handshake: 'Upgrade' header is missing", "RS-02"),
    ("\"Connection\" header value must contain \"Upgrade\"", "RS-03"),
    ("Error during WebSocket handshake: Unexpected response code: 404", "404"),
    ("Unexpected response code: 303", "303"), ("Error: Unexpected server response: 502", "502"),
    ("Unexpected response code: 418", "418"),
    ("Error during WebSocket handshake: Invalid status line", "HT-12"),
    ("Status line does not end with CRLF", "HT-12"),
    ("Sent non-empty `Sec-WebSocket-Protocol` header but no response was received", "BR-01"),
    ("Response must not include 'Sec-WebSocket-Protocol' header if not present in request: chat", "RS-08"),
    ("'Sec-WebSocket-Protocol' header value 'chat, v2' in response does not match any of sent values", "RS-08"),
    ("Error in permessage-deflate: client_max_window_bits must have value", "client_max_window_bits"),
    ("Error in permessage-deflate: invalid parameter", "PMD-12"),
    (bits, "FR-15"),
    ("one or more RESERVED bits are on:   reserved1 = 1, reserved2 = 0,\n reserved3 = 0", "FR-01"),
    ("Unrecognized frame opcode: 7", "opcode-7"),
    ("A server must not mask any frames that it sends to the client", "FR-06"),
    ("WebSocket connection to 'wss://h/' failed: Invalid frame header", "FR-07"),
    ("Received start of new message but previous message is unfinished.", "FR-11"),
    ("Received unexpected continuation frame.", "FR-10"),
    ("Received fragmented control frame: opcode = 9", "ping"),
    ("Could not decode a text frame as UTF-8.", "MS-01"),
    ("Received a broken close frame with an invalid size of 1 byte.", "CL-02"),
    ("Received a broken close frame containing a reserved status code.", "CL-03"),
    ("RangeError: Invalid WebSocket frame: RSV1 must be clear", "FR-01"),
    ("RangeError: Invalid WebSocket frame: RSV2 and RSV3 must be clear", "FR-01"),
    ("RangeError: Invalid WebSocket frame: invalid opcode 0", "FR-10"), ("invalid opcode 1", "FR-11"),
    ("invalid opcode 11", "FR-02"), ("Invalid WebSocket frame: MASK must be set", "FR-05"),
    ("Invalid WebSocket frame: MASK must be clear", "FR-06"), ("invalid payload length 126", "FR-04"),
    ("invalid payload length 1", "CL-02"), ("Invalid WebSocket frame: invalid status code 1006", "CL-03"),
    ("handshake error: bad \"Upgrade\" header", "RS-02"), ("websocket: upgrade != websocket", "RQ-05"),
    ("websocket._exceptions.WebSocketProtocolException: Illegal frame", "FR-10"), ("Invalid close opcode.", "CL-03"),
    ("InvalidFrameException: bad rsv 3", "FR-15"), ("bad rsv 4", "FR-01"),
    ("dial: websocket: bad handshake", "RS-01"),
    ("read: websocket: close 1006 (abnormal closure): unexpected EOF", "1006"),
    (
      "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
      "RQ-06"
    ),
    ("the client is not using the websocket protocol: 'websocket' token not found in 'Upgrade' header", "RQ-05"),
    ("websocket: request origin not allowed by Upgrader.CheckOrigin", "403"), ("websocket: bad opcode 7", "opcode-7"),
    ("websockets.exceptions.ConnectionClosedError: no close frame received or sent", "1006"),
    ("server rejected WebSocket connection: HTTP 403", "403"), ("received 1011 (internal error) oh no", "1011"),
    ("sent 1011 (internal error) keepalive ping timeout; no close frame received", "1011"),
    ("WebSocketBadStatusException: Handshake status 503 Service Unavailable -+-+- {}", "503"),
    ("rsv is not implemented, yet", "FR-01"), ("bad rsv RSV1: true RSV2: false RSV3: false", "FR-01"),
    ("java.net.ProtocolException: Expected HTTP 101 response but was '404 Not Found'", "404"),
    ("Invalid WebSocket frame: FIN must be set", "FR-03"), ("RangeError: Max payload size exceeded", "1009"),
    ("WebSocket was closed before the connection was established", "1006"),
    ("WebSocket is closed before the connection is established.", "1006"),
    ("Connection closed before receiving a handshake response", "RS-01"),
    ("Error in connection establishment: net::ERR_CONNECTION_REFUSED", "1006"),
    ("Firefox can’t establish a connection to the server at ws://localhost:8080/.", "1006"),
    ("Error: Invalid Sec-WebSocket-Accept header", "RS-06"),
    ("WebSocket protocol error: Key mismatch in \"Sec-WebSocket-Accept\" header", "RS-06"),
    ("Sec-WebSocket-Accept mismatch", "RS-06"), ("'Upgrade' header missing", "RS-02"),
    ("Server sent no subprotocol", "BR-01"), ("Server sent a subprotocol but none was requested", "RS-08"),
    ("websocket: incorrect mask flag", "FR-05"), ("incorrect masking", "FR-05"),
    ("received a frame that is not masked as expected", "FR-05"),
    ("Control frame too big (payload must be 125 bytes or less)", "FR-04"),
    ("fragmented control frame", "FR-03"), ("unexpected continuation frame", "FR-10"),
    ("websocket: continuation after FIN", "FR-10"), ("websocket: data before FIN", "FR-11"),
    ("reserved bits must be 0", "FR-01"), ("invalid opcode: 3", "FR-02"),
    ("WebSocket frame (at 4294967295 bytes) is too long", "1009"),
    ("no handler for opcode 3", "opcode-3"), ("unrecognised frame opcode: 7", "opcode-7"),
  ])
  func `a pasted message leads to its rule`(text: String, first: String) throws {
    let topics = Reference.topics(for: text)
    let topic = try #require(topics.first)
    #expect(topics.count == 1)
    #expect(topic.kind == .errorMessage)
    #expect(topic.related.first == first)
    #expect(topic.facts.first?.label == "printed by")
    #expect(topic.title.hasPrefix("Error message: "))
  }

  @Test(arguments: [
    ("WS_ERR_UNEXPECTED_RSV_1", "RSV1 must be clear"),
    ("code: 'WS_ERR_UNEXPECTED_RSV_2_3'", "RSV2 and RSV3 must be clear"),
    ("ws_err_invalid_opcode", "invalid opcode N"),
    ("RangeError: RSV1 must be clear { code: 'WS_ERR_UNEXPECTED_RSV_1' }", "RSV1 must be clear"),
  ])
  func `an error's own name stands for its message`(text: String, name: String) {
    #expect(Reference.topics(for: text).map(\.name) == [name])
  }

  @Test(arguments: [
    "Unexpected respons", "Unexpected response code: x", "Unexpected response codes: 404", "invalid opcode",
    "invalid opcode zero", "invalid framework", "Illegal frames", "reserved1 = 1, reserved2 = 1, reserved3 = 1",
    "One or more reserved bits are on: reserved1 = , reserved2 = 1, reserved3 = 1", "RSV1 must be cleared",
    "'Sec-WebSocket-Protocol' header value 'chat' in response matches",
  ])
  func `what is only like a message leads nowhere`(text: String) {
    #expect(Reference.topics(for: text).isEmpty)
  }

  @Test(arguments: ["websocket: close 7", "received 3 (of 5)", "sent 65536 (bytes)", "received 1011", "bad opcodes"])
  func `a number that is no close code is not taken for one`(text: String) {
    #expect(Reference.topics(for: text).isEmpty)
  }

  @Test(arguments: [
    ("Incorect 'Sec-WebSocket-Accept' header value", "Incorrect 'Sec-WebSocket-Accept' header value"),
    ("Unexpected respnse code: 404", "Unexpected response code: N"), ("control frame to big", "Control frame too big"),
  ])
  func `a mistyped message is found nearby`(text: String, name: String) {
    #expect(Reference.nearest(to: text).contains(name))
  }

  @Test func `a message of several complaints leads to all of them`() {
    let names = Reference.topics(for: "websocket: RSV1 set, RSV2 set, bad opcode 7, bad MASK").map(\.name)
    #expect(names == ["bad opcode N", "RSV1 set", "RSV2 set", "bad MASK"])
    let both = "received 1011 (internal error); then sent 1011 (internal error)"
    #expect(Reference.topics(for: both).map(\.name) == ["received N (...)", "sent N (...)"])
  }

  @Test(arguments: [
    ("Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Acc", "Incorrect 'Sec-WebSocket-Accept' header value"),
    ("One or more reserved bits are on: reserved1 = 1, res", "One or more reserved bits"),
    ("Unexpected response code", "Unexpected response code: N"),
    ("websocket is closed befo", "WebSocket is closed before"),
    ("no close frame received", "no close frame received or"),
  ])
  func `the beginning of a message is enough`(text: String, name: String) {
    let topics = Reference.topics(for: text)
    #expect(topics.count == 1)
    #expect(topics.first?.name.hasPrefix(name) == true)
  }

  @Test(arguments: Reference.topics.filter { $0.kind == .errorMessage && !$0.name.contains("N") }.map(\.name))
  func `a beginning leads to its message, nineteen characters do not`(name: String) {
    let plain = name.filter { !"'\"".contains($0) }
    guard plain.count > 30, !plain.prefix(30).contains("...") else { return }
    let beginning = plain.prefix(30)
    #expect(Reference.topics(for: String(beginning)).contains { $0.name == name })
    let short = String(plain.prefix(19))
    #expect(!Reference.topics(for: short).contains { $0.name == name })
  }

  @Test(arguments: [("true", "false", "false", "x100"), ("false", "true", "true", "x011")])
  func `bits written as words are read`(first: String, second: String, third: String, bits: String) throws {
    let text = "bad rsv RSV1: \(first) RSV2: \(second) RSV3: \(third) at org.example"
    let topic = try #require(Reference.topics(for: text).first)
    #expect(topic.facts.first { $0.label == "first byte" }?.text == "\(bits) xxxx in binary")
  }

  @Test(arguments: 0...7)
  func `reserved bits are read backwards into first bytes`(bits: Int) throws {
    let values = [bits >> 2 & 1, bits >> 1 & 1, bits & 1]
    let text =
      "One or more reserved bits are on: reserved1 = \(values[0]), reserved2 = \(values[1]), reserved3 = \(values[2])"
    let topic = try #require(Reference.topics(for: text).first)
    let same = try #require(Reference.topics(for: "bad rsv \(bits)").first)
    let byte = topic.facts.first { $0.label == "first byte" }
    #expect(byte?.text == "x\(values[0])\(values[1])\(values[2]) xxxx in binary")
    #expect(topic.facts.dropFirst() == same.facts.dropFirst())
    // Bits of which none is set are no complaint, and nothing can be said about them.
    #expect(topic.facts.contains { $0.label == "likely" } == (bits != 0))
    if let range = topic.facts.first(where: { $0.label == "likely" })?.text.firstMatch(
      of: /: ([0-9a-f])0 to ([0-9a-f])f/)
    {
      #expect(Int(range.1, radix: 16) == bits && Int(range.2, radix: 16) == bits)
    }
  }

  @Test(arguments: [("8 = 1", 8), ("1 = 2", 2)])
  func `bits that are no bits are not read`(text: String, value: Int) throws {
    let message = "One or more reserved bits are on: reserved1 = \(value), reserved2 = 1, reserved3 = 1"
    let topic = try #require(Reference.topics(for: message).first)
    #expect(topic.facts.map(\.label) == ["printed by"])
  }

  @Test(arguments: [
    ("invalid status code 59395", "1000, sent little-endian"),
    ("invalid status code 12592", "the code was sent as text that begins with 10"),
  ])
  func `a code that was sent wrongly is recognised`(text: String, likely: String) throws {
    let topic = try #require(Reference.topics(for: text).first)
    #expect(topic.facts.first { $0.label == "likely" }?.text == likely)
  }

  @Test func `the heading has the numbers, and names that anybody may have written only as dots`() throws {
    let title = try #require(Reference.topics(for: "x: Unrecognized frame opcode: 7 (y)").first).title
    #expect(title == "Error message: Unrecognized frame opcode: 7")
    let named = try #require(Reference.topics(for: "Error in permessage-deflate: \u{1b}[2J").first)
    #expect(named.title == "Error message: Error in permessage-deflate: ...")
    #expect(named.name == named.title.dropFirst("Error message: ".count))
  }

  @Test func `numbers that no field can hold are no trouble`() throws {
    for text in ["invalid opcode 99999999999999999999", "invalid status code 65536", "bad rsv 8", "invalid opcode 16"] {
      let topic = try #require(Reference.topics(for: text).first)
      #expect(topic.kind == .errorMessage)
    }
  }

  @Test func `a message between long texts is found`() {
    let noise = String(repeating: "reserved1 = 'Sec-WebSocket-Protocol' header value ", count: 400)
    #expect(Reference.topics(for: noise + Self.bits + " " + noise).contains { $0.name.hasPrefix("One or more") })
  }
}
