import Inspection
import TestSupport
import Testing
import WebSocketProtocol

/// Bytes without any frame in them, behind a border that was lost.
@Suite struct `Bytes that hold no frames` {
  /// What is told of bytes of one side that come behind the handshake in packets of one length.
  private func log(_ bytes: [UInt8], from sender: Sender, packets length: Int) -> EventLog {
    var inspector = Inspector(options: .everything)
    inspector.open(0, firstIsClient: true)
    func take(_ piece: [UInt8], _ side: Side, at offset: Int, packet: Int) {
      _ = inspector.take(
        piece.span, from: side, at: UInt64(offset), slot: 0, Origin(packet: UInt64(packet))
      ) { _ in nil }
    }
    take(Dialogue.request, .first, at: 0, packet: 1)
    take(Dialogue.response, .second, at: 0, packet: 2)
    let head = sender == .client ? Dialogue.request.count : Dialogue.response.count
    var position = 0
    while position < bytes.count {
      let end = min(position + length, bytes.count)
      take(
        Array(bytes[position..<end]), sender == .client ? .first : .second, at: head + position, packet: 3 + position)
      position = end
    }
    inspector.close(0)
    var log = EventLog()
    log.drain(&inspector.queue)
    return log
  }

  @Test(arguments: [1, 2, 3, 4, 7, 16, 100, 1448], [Sender.client, .server])
  func `give hardly a frame, in packets of any length`(_ length: Int, _ sender: Sender) {
    var invented = 0
    var losses = 0
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededGenerator(state: seed << 8 | UInt64(length))
      // Two marks: no frame begins here.
      let log = log([0x7f, sender == .client ? 0x7f : 0xff] + random.bytes(2000), from: sender, packets: length)
      invented += log.frames.count
      losses += log.rules.count { $0 == .fr15 }
    }
    #expect(invented <= 4)
    #expect(losses <= 102)
  }

  @Test(arguments: [1, 2, 3, 1448])
  func `are not frames because they are zeros`(_ length: Int) {
    let start: [UInt8] = [0xf3, 0xff]
    let strays = start + [[UInt8]](repeating: [0x80, 0x00], count: 500).joined()
    let zeros = start + [UInt8](repeating: 0, count: 1000)
    for bytes in [strays, zeros] {
      let log = log(bytes, from: .server, packets: length)
      #expect(log.frames.isEmpty && log.rules == [.fr15])
    }
    #expect(EventLog(stream: [strays], from: .server).frames.isEmpty)
    #expect(EventLog(stream: [strays]).frames.isEmpty)
  }

  /// Unmasked with a key of nobody, bytes of one value are headers of empty continuations.
  @Test func `are not frames because a mask makes zeros of them`() {
    var options = InspectionOptions.everything
    options.version = .hybi06
    let bytes = bytes(fromHex: "a1b2c3d4") + [UInt8](repeating: 0xff, count: 120)
    let log = EventLog(stream: [bytes], from: .client, options: options)
    #expect(log.rules == [.hy12] && log.frames.isEmpty)
  }

  /// A frame that fills its packet is found at once, and so are several in one; where each byte is a packet, it takes
  /// more of them.
  @Test func `end where frames fill packets`() {
    let ping = FrameEncoder.encode(.ping, [1])
    let binary = FrameEncoder.encode(.binary, [UInt8](repeating: 0xee, count: 30))
    let start: [UInt8] = [0x7f, 0xff]
    let garbage = start + [UInt8](repeating: 0xf7, count: 30)
    let alone = log(garbage + binary, from: .server, packets: 32)
    #expect(alone.frames.map(\.payload) == [[UInt8](repeating: 0xee, count: 30)])
    let two = log(garbage + ping + binary.prefix(29), from: .server, packets: 32)
    #expect(two.frames.isEmpty)
    let bytewise = log(garbage + [[UInt8]](repeating: ping, count: 3).joined(), from: .server, packets: 1)
    #expect(bytewise.frames.count <= 3)
  }

  // MARK: Long frames

  /// Frames that are longer than what is held while a border is searched for.
  @Test(arguments: [Sender.client, .server], [true, false])
  func `end where long frames follow each other`(_ sender: Sender, _ isMixed: Bool) {
    var random = SeededGenerator(state: 10)
    func frame(_ length: Int) -> [UInt8] {
      FrameEncoder.encode(
        .binary, random.bytes(length), maskingKey: sender == .client ? random.maskingKey() : nil)
    }
    let frames = (0..<6).map { frame(isMixed && $0 % 2 == 1 ? 300 : 80_000 + $0) }
    let stream = Array(frames.joined())
    for length in [1448, 65536, 1 << 20] {
      var inspector = Inspector(options: .everything)
      inspector.open(0, firstIsClient: true)
      var offsets = [Dialogue.request.count, Dialogue.response.count]
      func take(_ piece: [UInt8], _ from: Sender) {
        let side = from == .client ? 0 : 1
        _ = inspector.take(
          piece.span, from: side == 0 ? .first : .second, at: UInt64(offsets[side]), slot: 0, Origin()
        ) { _ in nil }
        offsets[side] += piece.count
      }
      offsets = [0, 0]
      take(Dialogue.request, .client)
      take(Dialogue.response, .server)
      let head = offsets[sender == .client ? 0 : 1]
      // The first frame's header is lost with some of its payload.
      _ = inspector.skip(1000, from: sender == .client ? .first : .second, at: UInt64(head), slot: 0, Origin())
      offsets[sender == .client ? 0 : 1] += 1000
      var position = 1000
      while position < stream.count {
        let end = min(position + length, stream.count)
        take(Array(stream[position..<end]), sender)
        position = end
      }
      inspector.close(0)
      var log = EventLog()
      log.drain(&inspector.queue)
      // The next one's header shows where those behind it begin.
      let lengths = frames.map { UInt64($0.count) }
      let last = Array(log.frames.suffix(3))
      #expect(last.map { UInt64($0.header.headerLength) + $0.header.payloadLength } == Array(lengths.suffix(3)))
      #expect(log.frames.count >= 4 && log.frames.allSatisfy { $0.isInferred } && log.serious == [])
      #expect(log.gaps.map(\.resumed) == [log.frames.first?.offset])
    }
  }
}
