import PacketCapture
import WebSocketProtocol

/// Bytes that two sides send each other, made into a capture of one TCP connection that any analyser can open.
///
/// The capture has Ethernet, IPv4 and TCP with right lengths and checksums, from SYN to FIN. Nothing in it comes from a
/// clock or from chance: the first packet is sent as the year 2000 begins, and each one a millisecond after the last.
struct ConversationCapture {
  /// What one side sends at once; a side's pieces join to its stream.
  struct Piece: Hashable {
    var sender: TCPConversation.Side
    var bytes: [UInt8]
    /// How many bytes before these are not known, so that the capture has a gap.
    var missing: UInt32 = 0

    init(_ sender: TCPConversation.Side, _ bytes: [UInt8], behind missing: UInt32 = 0) {
      self.sender = sender
      self.bytes = bytes
      self.missing = missing
    }
  }

  /// What is sent, in this order.
  private(set) var pieces: [Piece]

  /// The two ends, which have addresses of one family; where they are not known, addresses that are reserved for
  /// documentation (RFC 5737), and the port on which analysers expect HTTP.
  var client = TCPConversation.Endpoint(.v4(192, 0, 2, 1), port: 50_000)
  var server = TCPConversation.Endpoint(.v4(198, 51, 100, 1), port: 80)

  /// - Parameters:
  ///   - pieces: what is sent, in this order; empty ones send nothing. They may begin with HTTP heads.
  ///   - handshake: what is put before the frames where the pieces have no head of the one side or the other, without
  ///     which analysers do not know that these are frames; `nil` to send the pieces as they are. A response that is
  ///     added answers the key of the request; a request that is added cannot know what accept value will answer it.
  init(_ pieces: [Piece], completedWith handshake: SampleHandshake?) {
    self.pieces = pieces
    if let handshake { complete(with: handshake) }
  }

  /// The capture, in the format pcap 2.4 with microseconds.
  var bytes: [UInt8] {
    var writer = CaptureWriter()
    append(to: &writer)
    return writer.bytes
  }

  /// Appends the connection's packets to a capture that may hold others.
  func append(to writer: inout CaptureWriter) {
    var conversation = TCPConversation(
      client: client, server: server, startingAt: 946_684_800_000_000_000, interval: 1_000_000)
    conversation.open()
    for piece in pieces {
      if piece.missing > 0 { conversation.lose(piece.missing, from: piece.sender) }
      conversation.send(piece.bytes, from: piece.sender)
      writer.append(contentsOf: conversation.takePackets())
    }
    // The server closes the connection first (RFC 6455 section 7.1.1).
    conversation.close(by: .server)
    writer.append(contentsOf: conversation.takePackets())
  }

  /// Adds the heads that are missing.
  private mutating func complete(with handshake: SampleHandshake) {
    let response = head(of: .server)
    if let request = head(of: .client) {
      // Without a key this is a request of another version, or none for WebSocket: nothing here could answer it.
      guard response == nil, let key = request.head.value(of: "Sec-WebSocket-Key") else { return }
      insert(Piece(.server, handshake.response(to: key)), behind: request)
    } else {
      if response == nil { pieces.insert(Piece(.server, handshake.response()), at: 0) }
      pieces.insert(Piece(.client, handshake.request), at: 0)
    }
  }

  /// A head among the pieces: the piece it ends in, and how much of that piece belongs to it.
  private struct PlacedHead {
    var head: HTTPHead
    var piece: Int
    var end: Int
  }

  /// The head that a side's stream begins with, if it begins with a whole one of that side.
  private func head(of side: TCPConversation.Side) -> PlacedHead? {
    var collector = HTTPHeadCollector()
    for (index, piece) in pieces.enumerated() where piece.sender == side {
      var end = 0
      switch collector.take(piece.bytes.span, from: &end) {
      case .incomplete: continue
      case .tooLong: return nil
      case .complete:
        let head = collector.finish()
        switch (side, head.startLine) {
        case (.client, .request), (.server, .response): return PlacedHead(head: head, piece: index, end: end)
        default: return nil
        }
      }
    }
    return nil
  }

  /// Puts a piece between a head and what the same piece held behind it.
  private mutating func insert(_ piece: Piece, behind head: PlacedHead) {
    let divided = pieces[head.piece]
    let rest = Piece(divided.sender, Array(divided.bytes[head.end...]))
    pieces[head.piece].bytes.removeSubrange(head.end...)
    pieces.insert(contentsOf: rest.bytes.isEmpty ? [piece] : [piece, rest], at: head.piece + 1)
  }
}
