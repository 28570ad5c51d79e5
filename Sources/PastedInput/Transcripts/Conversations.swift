/// The bytes that the two ends of some connections sent each other, collected from pieces in the order of a text.
struct Conversations {
  /// What one end sent the other.
  private struct Stream {
    var receiver: String
    var sender: String
    var bytes = MappedBytes()
  }

  private var streams: [Stream] = []
  private var indices: [String: Int] = [:]

  /// Takes what came next from `sender` to `receiver`; names of ends hold no line end.
  mutating func append(_ bytes: MappedBytes, from sender: String, to receiver: String) {
    let key = sender + "\n" + receiver
    let index = indices[key] ?? streams.count
    if index == streams.count {
      indices[key] = index
      streams.append(Stream(receiver: receiver, sender: sender))
    }
    streams[index].bytes.append(bytes.bytes.indices, of: bytes)
  }

  /// Adds all messages to a reading: each connection's, its requests with its responses in their order.
  ///
  /// - Parameter showsBytes: Whether bytes behind the heads are those of the wire, and not dots for what is no text.
  func read(into reading: inout TranscriptReading, showsLineEnds: Bool, showsBytes: Bool) {
    for (index, stream) in streams.enumerated() {
      let other = indices[stream.receiver + "\n" + stream.sender]
      if let other, other < index { continue }
      var messages: [PlacedMessage] = []
      for bytes in [stream.bytes] + (other.map { $0 == index ? [] : [streams[$0].bytes] } ?? []) {
        messages += reading.messages(in: bytes, showsLineEnds: showsLineEnds)
      }
      if !showsBytes { reading.leaveOutDots(in: &messages) }
      // In the order of the text: a request that was never answered must not take the answer to the next one.
      var exchanges: [Transcript.Exchange] = []
      for placed in messages.sorted(by: { $0.source < $1.source }) { exchanges.append(placed.kind, placed.message) }
      for exchange in exchanges { reading.append(exchange) }
    }
  }
}

extension TranscriptReading {
  /// Leaves out what stands behind the heads where dots may stand for other bytes.
  fileprivate mutating func leaveOutDots(in messages: inout [PlacedMessage]) {
    for index in messages.indices where messages[index].message.rest.contains(.dot) {
      messages[index].message.rest = []
      lost.insert(.bodies)
      note("Bytes behind the heads are shown as dots where they are no text, so they were left out.")
    }
  }
}
