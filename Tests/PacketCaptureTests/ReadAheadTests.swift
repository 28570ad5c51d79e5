import Testing

@testable import PacketCapture

/// A capture that is read by a thread of its own tells the same as one that is not.
@Suite struct ReadAheadTests {
  /// Packets of very different lengths, far more than one batch holds.
  private static func packets(_ count: Int) -> [SyntheticPacket] {
    (0..<count).map { number in
      SyntheticPacket(
        nanoseconds: Int64(number) * 1000, bytes: [UInt8](repeating: UInt8(number & 0xff), count: number * 7919 % 1600))
    }
  }

  private static func capture(_ packets: [SyntheticPacket]) -> [UInt8] {
    var writer = CaptureWriter()
    writer.append(contentsOf: packets)
    return writer.bytes
  }

  private struct Reading: Equatable {
    var packets: [[UInt8]] = []
    var records: [PacketRecord] = []
    var error: String?
    var endsInsideRecord = false
    var bytesRead: UInt64 = 0
  }

  private static func read(_ bytes: [UInt8], ahead: Bool) throws -> Reading {
    var position = 0
    let source = ByteSource { target in
      let count = min(target.count, bytes.count - position)
      target.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
    var file = try CaptureFile(name: "capture", reading: source)
    if ahead { file.readAhead() }
    var reading = Reading()
    do {
      while try file.next({ record, packet in
        reading.records.append(record)
        reading.packets.append([UInt8](copying: packet))
      }) {}
    } catch {
      reading.error = error.description
    }
    reading.endsInsideRecord = file.endsInsideRecord
    reading.bytesRead = file.bytesRead
    return reading
  }

  @Test(arguments: [0, 1, 2, 5000]) func `the same packets come in the same order`(count: Int) throws {
    let packets = Self.packets(count)
    let capture = Self.capture(packets)
    let reading = try Self.read(capture, ahead: true)
    #expect(reading.packets == packets.map(\.bytes))
    #expect(reading == (try Self.read(capture, ahead: false)))
    #expect(reading.bytesRead == UInt64(capture.count))
  }

  @Test(arguments: [1, 16, 100]) func `a cut end is told behind the packets before it`(missing: Int) throws {
    let capture = Array(Self.capture(Self.packets(4000)).dropLast(missing))
    let reading = try Self.read(capture, ahead: true)
    #expect(reading.endsInsideRecord)
    #expect(reading == (try Self.read(capture, ahead: false)))
  }

  @Test func `damage is told behind the packets before it`() throws {
    var capture = Self.capture(Self.packets(3000))
    // A record that claims to be longer than any.
    capture += [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f]
    let reading = try Self.read(capture, ahead: true)
    #expect(reading.error != nil)
    #expect(reading.packets.count == 3000)
    #expect(reading == (try Self.read(capture, ahead: false)))
  }

  @Test func `who has seen enough need not read to the end`() throws {
    let capture = Self.capture(Self.packets(20_000))
    var position = 0
    let source = ByteSource { target in
      let count = min(target.count, capture.count - position)
      target.copyBytes(from: capture[position..<(position + count)])
      position += count
      return count
    }
    var seen = 0
    do {
      var file = try CaptureFile(name: "capture", reading: source)
      file.readAhead()
      for _ in 0..<3 where try file.next({ _, _ in seen += 1 }) {}
    }
    // The thread has ended with the file.
    #expect(seen == 3)
    #expect(position < capture.count)
  }
}
