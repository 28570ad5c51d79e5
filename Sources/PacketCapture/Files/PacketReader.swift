/// Reads packet by packet, in whichever format.
struct PacketReader: ~Copyable {
  /// One of the two is there.
  private var pcap: PcapReader?
  private var pcapng: PcapngReader?

  init(_ pcap: consuming PcapReader) {
    self.pcap = consume pcap
    pcapng = nil
  }

  init(_ pcapng: consuming PcapngReader) {
    pcap = nil
    self.pcapng = consume pcapng
  }

  /// How many bytes have been read, with what is read ahead; `nil` where only the source knows.
  var bytesRead: UInt64? {
    switch pcap {
    case .some(let reader): reader.bytesRead
    case .none: nil
    }
  }

  /// The packets that were not understood, in a file that also has others: how many there were, and their link types.
  var unreadPackets: (count: UInt64, linkTypes: [LinkType]) {
    switch pcapng {
    case .some(let reader): (reader.unreadPackets, reader.unreadLinks)
    case .none: (0, [])
    }
  }

  /// Reads the next record.
  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> ReadOutcome {
    if let read = try pcap?.next(body) { return read }
    return try pcapng?.next(body) ?? .end
  }
}

/// What an attempt to read a record came to.
enum ReadOutcome {
  case record
  case end
  case endInsideRecord
}
