@testable import PacketCapture

/// The records of a capture, or why it could not be read.
struct CaptureReading {
  var packets: [[UInt8]] = []
  var records: [PacketRecord] = []
  var endsInsideRecord = false
  var error: CaptureError?
  /// How many packets were passed over, and their link types.
  var unread: (count: UInt64, linkTypes: [LinkType]) = (0, [])

  /// Reads in pieces of a given size, as a pipe may give them.
  init(_ bytes: [UInt8], pieces: Int = .max) {
    var position = 0
    let source = ByteSource { buffer in
      let count = min(pieces, bytes.count - position, buffer.count)
      buffer.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
    do throws(CaptureError) {
      var file = try CaptureFile(name: "input", reading: source)
      while try file.next({ record, packet in
        records.append(record)
        packets.append([UInt8](copying: packet))
      }) {}
      endsInsideRecord = file.endsInsideRecord
      unread = file.unreadPackets
    } catch {
      self.error = error
    }
  }
}
