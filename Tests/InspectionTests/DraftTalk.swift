import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// The opening handshake of a version, and frames as both sides send them behind it.
struct DraftTalk: Sendable, CustomTestStringConvertible {
  var name: String
  /// The version the handshake tells.
  var version: ProtocolVersion
  var request: [UInt8]
  var response: [UInt8]
  var connectionKey: ConnectionMaskingKey?
  var testDescription: String { name }

  static let nonce = "H+cNj5elaybfGIQv1esl2w=="

  private init(
    _ name: String, _ version: ProtocolVersion, _ request: [UInt8], _ response: [UInt8],
    _ connectionKey: ConnectionMaskingKey? = nil
  ) {
    self.name = name
    self.version = version
    self.request = request
    self.response = response
    self.connectionKey = connectionKey
  }

  // MARK: Handshakes

  static let hixie75 = DraftTalk(
    "hixie-75", .hixie75,
    Dialogue.head(
      "GET /demo HTTP/1.1", "Upgrade: WebSocket", "Connection: Upgrade", "Host: example.com",
      "Origin: http://example.com"),
    Dialogue.head(
      "HTTP/1.1 101 Web Socket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
      "WebSocket-Origin: http://example.com", "WebSocket-Location: ws://example.com/demo"))

  /// hixie-76 and hybi-01 to -03, which have the same handshake but for one field.
  static func challenged(
    _ name: String, _ version: ProtocolVersion, draft: String? = nil, body: [UInt8] = Array("^n:ds[4U".utf8),
    answer: [UInt8] = Array("8jKS'y:G*Co,Wxa-".utf8)
  ) -> DraftTalk {
    DraftTalk(
      name, version,
      Dialogue.head(
        [
          "GET /demo HTTP/1.1", "Host: example.com", "Connection: Upgrade",
          "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00", "Upgrade: WebSocket",
          "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5", "Origin: http://example.com",
        ] + (draft.map { ["Sec-WebSocket-Draft: \($0)"] } ?? [])) + body,
      Dialogue.head(
        "HTTP/1.1 101 WebSocket Protocol Handshake", "Upgrade: WebSocket", "Connection: Upgrade",
        "Sec-WebSocket-Origin: http://example.com", "Sec-WebSocket-Location: ws://example.com/demo") + answer)
  }

  static let hixie76 = challenged("hixie-76", .hixie76)

  /// hybi-04 and later, which have a key and an accept value.
  static func keyed(
    _ number: Int, _ version: ProtocolVersion, origin name: String? = nil, nonce: String? = nil,
    offer: String? = nil, extensions: String? = nil
  ) -> DraftTalk {
    let origin = name ?? (number == 13 ? "Origin" : "Sec-WebSocket-Origin")
    return DraftTalk(
      "version \(number) with \(origin)", version,
      Dialogue.head(
        [
          "GET /demo HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Connection: Upgrade",
          "Sec-WebSocket-Key: \(Dialogue.key)", "\(origin): http://example.com", "Sec-WebSocket-Version: \(number)",
        ] + ((offer ?? extensions).map { ["Sec-WebSocket-Extensions: \($0)"] } ?? [])),
      Dialogue.head(
        [
          "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
          "Sec-WebSocket-Accept: \(AcceptKey(for: Dialogue.key).value)",
        ] + (nonce.map { ["Sec-WebSocket-Nonce: \($0)"] } ?? [])
          + (extensions.map { ["Sec-WebSocket-Extensions: \($0)"] } ?? [])),
      nonce.map { ConnectionMaskingKey(key: Dialogue.key, nonce: $0) })
  }

  static let all: [DraftTalk] = [
    hixie75, hixie76, challenged("Draft 0", .hixie76, draft: "0"), challenged("Draft 1", .hybi03, draft: "1"),
    challenged("Draft 2", .hybi03, draft: "2"), challenged("Draft 3", .hybi03, draft: "3"),
    keyed(4, .hybi04, nonce: nonce), keyed(5, .hybi05), keyed(6, .hybi06), keyed(7, .hybi07), keyed(8, .hybi08),
    keyed(8, .hybi08, origin: "Origin"), keyed(13, .rfc6455, origin: "Origin"),
  ]

  static let flagged = all.filter { $0.version.framing.hasFlags }
  static let delimited = all.filter { !$0.version.framing.hasFlags }

  // MARK: Frames

  /// A frame of a type that the version has.
  func frame(
    _ sender: Sender, _ type: FrameType, _ payload: [UInt8] = [], isFinal: Bool = true,
    bits: FrameHeader.ReservedBits = [], form: FrameHeader.LengthEncoding? = nil, isMasked: Bool = true
  ) -> [UInt8] {
    guard let opcode = version.framing.opcode(of: type) else {
      return type == .close ? [0xff, 0x00] : [0x00] + payload + [0xff]
    }
    return frame(sender, opcode: opcode, payload, isFinal: isFinal, bits: bits, form: form, isMasked: isMasked)
  }

  /// A frame with any opcode, in a version that has them.
  func frame(
    _ sender: Sender, opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true,
    bits: FrameHeader.ReservedBits = [], form: FrameHeader.LengthEncoding? = nil, isMasked: Bool = true
  ) -> [UInt8] {
    let framing = Framing(version, sender: sender, connectionKey: connectionKey)
    let takesMask = sender == .client && (framing.masksWholeFrame || framing.generation.hasMaskBit && isMasked)
    // Any key will do that differs from frame to frame.
    let salt = payload.reduce(UInt8(payload.count & 0x7f)) { $0 &* 31 &+ $1 }
    let key = takesMask ? MaskingKey(0xa0 ^ salt, 0x17 &+ opcode.rawValue, salt, 0x5d) : nil
    let header = FrameHeader(
      framing.generation, opcode: opcode, isFinal: isFinal, reservedBits: bits, maskingKey: key,
      payloadLength: UInt64(payload.count), lengthEncoding: form)
    return FrameEncoder.encode(header, payload, mask: key.flatMap(framing.hashedMask))
  }

  func text(_ sender: Sender, _ text: String, isFinal: Bool = true) -> [UInt8] {
    frame(sender, .text, Array(text.utf8), isFinal: isFinal)
  }

  /// What each side says when it closes.
  func close(_ sender: Sender) -> [UInt8] {
    switch version {
    // An answer may repeat the letter of the side that began.
    case .hybi05: frame(sender, .close, [UInt8(ascii: sender == .client ? "C" : "S")])
    case _ where version.closeHasCode: frame(sender, .close, [0x03, 0xe8])
    default: frame(sender, .close)
    }
  }

  /// The handshake, and then what is told.
  func dialogue(_ tell: (inout Dialogue) -> Void = { _ in }) -> Dialogue {
    var talk = Dialogue()
    talk.send(.client, request)
    talk.send(.server, response)
    tell(&talk)
    return talk
  }

  /// What an inspector says of the handshake and what is told.
  func inspected(_ tell: (inout Dialogue) -> Void) -> EventLog { dialogue(tell).inspected() }

  /// What is said of frames of one side that are pasted, without the handshake.
  func pasted(_ pieces: [[UInt8]], from sender: Sender) -> EventLog {
    var options = InspectionOptions.everything
    options.version = version
    options.connectionKey = connectionKey
    return EventLog(stream: pieces, from: sender, options: options)
  }
}
