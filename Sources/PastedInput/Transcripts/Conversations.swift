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
      var requests: [Transcript.Message] = []
      var responses: [Transcript.Message] = []
      for bytes in [stream.bytes] + (other.map { $0 == index ? [] : [streams[$0].bytes] } ?? []) {
        for (kind, message) in reading.messages(in: bytes, showsLineEnds: showsLineEnds) {
          var message = message
          if !showsBytes, message.rest.contains(.dot) {
            message.rest = []
            reading.lost.insert(.bodies)
            reading.note("Bytes behind the heads are shown as dots where they are no text, so they were left out.")
          }
          if kind == .request { requests.append(message) } else { responses.append(message) }
        }
      }
      for number in 0..<max(requests.count, responses.count) {
        reading.append(
          Transcript.Exchange(
            request: number < requests.count ? requests[number] : nil,
            response: number < responses.count ? responses[number] : nil))
      }
    }
  }
}
