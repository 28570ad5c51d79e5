import TestSupport
import WebSocketProtocol

/// A case as a connection: the opening handshake, what the fuzzer sends, and what a conforming peer makes of it.
struct AutobahnConversation {
  let example: AutobahnCase
  let fuzzer: Sender
  let script: AutobahnScript
  let findings: [AutobahnFinding]
  private var fuzzerWriter: FrameWriter
  private var peerWriter: FrameWriter

  init(_ example: AutobahnCase, fuzzer: Sender) {
    self.example = example
    self.fuzzer = fuzzer
    script = example.script()
    findings = example.findings(from: fuzzer)
    fuzzerWriter = FrameWriter(sender: fuzzer)
    peerWriter = FrameWriter(sender: fuzzer.peer)
  }

  /// True where the fuzzer does nothing that a peer could object to: everything is echoed then.
  var isFaultless: Bool { findings.allSatisfy { $0.severity < .warning } }

  /// The code with which the peer fails the connection, if it has to.
  var failureCode: UInt16? {
    findings.lazy.compactMap { finding -> UInt16? in
      switch finding.rule {
      case .fr01, .fr02, .fr03, .fr04, .fr10, .fr11, .cl02, .cl03: 1002
      case .ms01, .ms02, .cl04: 1007
      default: nil
      }
    }.first
  }

  /// The fuzzer's own Close frame, where sending one is what the case is about.
  private var ownClose: SentFrame? { script.frames.first { $0.opcode == .close } }

  /// The code of the peer's Close frame: the one it has to fail with, or else the fuzzer's. The two that belong to one
  /// side are answered with 1000.
  private var answerCode: UInt16 {
    if let failureCode { return failureCode }
    let code = ownClose?.closeCode ?? 1000
    return code == 1010 || code == 1011 ? 1000 : code
  }

  /// What is found in the peer's part: an answer with another code than the one received is remarked on.
  var peerFindings: [RuleID] {
    guard let sent = ownClose?.closeCode else { return [] }
    return sent == answerCode ? [] : [.cl10]
  }

  /// The bytes of the fuzzer's part of the handshake.
  var headLength: Int { fuzzer == .client ? request.count : response.count }

  private static let key = "q83vEjRWeJCrze8SNFZ4kA=="

  private var request: [UInt8] {
    Dialogue.head(
      [
        "GET /runCase?case=1 HTTP/1.1", "Host: localhost:9001", "Upgrade: websocket", "Connection: Upgrade",
        "Origin: http://localhost:9001", "Sec-WebSocket-Key: \(Self.key)", "Sec-WebSocket-Version: 13",
      ] + (example.deflate.map { ["Sec-WebSocket-Extensions: \($0.request)"] } ?? []))
  }

  private var response: [UInt8] {
    Dialogue.head(
      [
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Accept: \(AcceptKey(for: Self.key).value)",
      ] + (example.deflate.map { ["Sec-WebSocket-Extensions: \($0.response)"] } ?? []))
  }

  /// All that happens, in order.
  mutating func dialogue() -> Dialogue {
    var talk = Dialogue()
    talk.send(.client, request)
    talk.send(.server, response)
    var echo = SentFrame(opcode: .text)
    for frame in script.frames {
      for piece in example.chop.cut([fuzzerWriter.bytes(of: frame)]) { talk.send(fuzzer, piece) }
      guard isFaultless else { continue }
      switch frame.opcode {
      case .ping: answer(SentFrame(opcode: .pong, payload: frame.payload), &talk)
      case .pong, .close: break
      default:
        if frame.opcode != .continuation { echo = SentFrame(opcode: frame.opcode, reservedBits: frame.reservedBits) }
        echo.payload += frame.payload
        if frame.isFinal { answer(echo, &talk) }
      }
    }
    // A fuzzer that has not closed the connection does so now, or answers the peer that fails it.
    let lastClose = ownClose == nil ? fuzzerWriter.bytes(of: .close(answerCode)) : []
    if failureCode == nil { talk.send(fuzzer, lastClose) }
    answer(.close(answerCode), &talk)
    if failureCode != nil { talk.send(fuzzer, lastClose) }
    talk.fin(.server)
    talk.fin(.client)
    return talk
  }

  private mutating func answer(_ frame: SentFrame, _ talk: inout Dialogue) {
    talk.send(fuzzer.peer, peerWriter.bytes(of: frame))
  }
}
