internal import Inspection
internal import WebSocketProtocol

/// What an inspection told, in a form that can be compared.
struct Account: Equatable {
  private var frames: [FrameAccount] = []
  private var messages: [MessageAccount] = []
  private var findings: [FindingEvent] = []
  private var hints: [HintEvent] = []
  private var gaps: [GapEvent] = []
  private var ends: [EndEvent] = []
  /// Which kind of event came when.
  private var order: [UInt8] = []
  private let bytes: [UInt8]

  private struct FrameAccount: Equatable {
    let number: UInt64
    let offset: UInt64
    let header: FrameHeader
    let payload: Excerpt
    let captured: UInt64
  }

  private struct MessageAccount: Equatable {
    let number: UInt64
    let type: FrameType
    let frames: ClosedRange<UInt64>
    let length: UInt64
    let payload: Excerpt
    let isText: Bool
    let isComplete: Bool
    let closeCode: CloseCode?
    let closeReason: String?
    let unknownBytes: UInt64
    let answers: UInt64?
  }

  init(_ inspector: borrowing Inspector) {
    bytes = inspector.queue.bytes
    for event in inspector.queue.events {
      switch event.kind {
      case .frame(let frame):
        order.append(0)
        frames.append(
          FrameAccount(
            number: frame.frame, offset: frame.offset, header: frame.header, payload: frame.payload,
            captured: frame.payloadCaptured))
      case .message(let message):
        order.append(1)
        messages.append(
          MessageAccount(
            number: message.message, type: message.type, frames: message.firstFrame...message.lastFrame,
            length: message.length, payload: message.payload, isText: message.isText, isComplete: message.isComplete,
            closeCode: message.closeCode, closeReason: message.closeReason, unknownBytes: message.unknownBytes,
            answers: message.answers))
      case .finding(let finding):
        order.append(2)
        findings.append(finding)
      case .end(let end):
        order.append(3)
        ends.append(end)
      case .hint(let hint):
        order.append(4)
        hints.append(hint)
      case .gap(let gap):
        order.append(5)
        gaps.append(gap)
      case .connection, .handshake, .check:
        order.append(6)
      }
    }
  }

  /// Whether findings and totals are the same, whatever else was told.
  func agrees(withCountsOf other: Account) -> Bool {
    findings == other.findings && ends == other.ends
  }
}
