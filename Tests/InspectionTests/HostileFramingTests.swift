import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Bytes that could make the search for frames go over the same ones again and again.
@Suite struct `Hostile framing` {
  struct Stream: Sendable, CustomTestStringConvertible {
    var name: String
    var unit: [UInt8]
    var testDescription: String { name }

    static let all: [Stream] = [
      .init(name: "zeros", unit: [0x00]), .init(name: "FF", unit: [0xff]), .init(name: "7F", unit: [0x7f]),
      .init(name: "empty text", unit: [0x81, 0x00]), .init(name: "empty pings", unit: [0x89, 0x00]),
      .init(name: "frames with one mark", unit: [0xc1, 0x00]), .init(name: "strays", unit: [0x80, 0x00]),
      .init(name: "long text in text", unit: [0xc2, 0x81, 0x7e, 0x7f, 0x7f]),
      .init(name: "long binary in binary", unit: [0x82, 0x7e, 0xff, 0x00]),
      .init(name: "huge frames", unit: [0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]),
      .init(name: "delimiters", unit: [0xff, 0x00]), .init(name: "endless lengths", unit: [0x80, 0xff, 0xff]),
      .init(name: "early text", unit: [0x04, 0x00]), .init(name: "masked", unit: [0x81, 0x80, 1, 2, 3, 4]),
    ]
  }

  private func stream(_ stream: Stream, _ count: Int) -> [UInt8] {
    // It begins with what is no frame in any layout that has headers, so that the rest is searched.
    [0x7f, 0xff] + (0..<(count / stream.unit.count)).flatMap { _ in stream.unit }
  }

  private func inspect(
    _ bytes: [UInt8], piece length: Int, _ version: ProtocolVersion, _ sender: Sender?
  ) -> ByteStreamInspector {
    var options = InspectionOptions()
    options.version = version
    options.connectionKey = DraftMistake.hybi04.connectionKey
    var inspector = ByteStreamInspector(options: options, sender: sender)
    var position = 0
    while position < bytes.count {
      let end = min(position + length, bytes.count)
      inspector.take(bytes.span.extracting(position..<end))
      position = end
      inspector.queue.removeAll()
    }
    inspector.finish()
    return inspector
  }

  /// A time that a pass over each byte does not need by far, and going over all of them for each would.
  @Test(arguments: Stream.all, [(40 << 10, 1), (200 << 10, 1 << 20)])
  func `is gone through in time`(_ hostile: Stream, _ size: (bytes: Int, piece: Int)) {
    let bytes = stream(hostile, size.bytes)
    let clock = ContinuousClock()
    for (version, senders) in [
      (ProtocolVersion.rfc6455, [nil, Sender.client, .server]), (.hixie76, [nil]), (.hybi03, [nil]),
      (.hybi06, [.client]),
    ] {
      for sender in senders {
        let time = clock.measure { _ = inspect(bytes, piece: size.piece, version, sender) }
        #expect(time < .seconds(30), "\(version.rawValue) from \(sender.map(\.rawValue) ?? "anyone"): \(time)")
      }
    }
  }
}
