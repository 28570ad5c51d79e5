import Inspection
import PacketCapture
import WebSocketProtocol

/// A stream of pasted bytes, cut into what each side sent, for a capture of them.
struct ConversationPieces {
  /// The pieces, in their order; none of the bytes is lost, whatever they are.
  let pieces: [ConversationCapture.Piece]
  /// The version that the frames were read as.
  let version: ProtocolVersion

  /// Cuts a stream.
  ///
  /// - Parameters:
  ///   - bytes: the stream, perhaps with an opening handshake.
  ///   - options: the version and extensions in force.
  ///   - sender: whose bytes they are, where that is known.
  init(of bytes: [UInt8], _ options: InspectionOptions, from sender: Sender?) {
    var options = options
    options.wantsFrames = true
    options.wantsMessages = false
    options.payloadLimit = 0
    var inspector = ByteStreamInspector(options: options, sender: sender)
    inspector.take(bytes.span)
    inspector.finish()
    var borders: [(start: Int, side: TCPConversation.Side)] = []
    let isWrapped = inspector.unwrapsStream
    for event in inspector.queue.events {
      switch event.kind {
      case .handshake(let handshake):
        if handshake.request != nil { borders.append((0, .client)) }
        if handshake.response != nil {
          let request = (handshake.request?.bytes.count ?? 0) + (handshake.challenge?.body.count ?? 0)
          borders.append((request, .server))
        }
      // Places of frames in a compressed stream are none in the bytes.
      case .frame(let frame) where !isWrapped:
        borders.append((Int(clamping: frame.offset), frame.sender == .server ? .server : .client))
      default: break
      }
    }
    if borders.first?.start != 0 { borders.insert((0, sender == .server ? .server : .client), at: 0) }
    let ends = borders.dropFirst().map(\.start) + [bytes.count]
    version = inspector.version
    pieces = zip(borders, ends).compactMap { border, end in
      guard border.start < end, end <= bytes.count else { return nil }
      return ConversationCapture.Piece(border.side, Array(bytes[border.start..<end]))
    }
  }
}
