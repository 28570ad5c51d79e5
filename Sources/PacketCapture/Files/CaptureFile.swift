/// A capture that is read packet by packet: pcap in all its variants through libpcap, pcapng by a reader of our own
/// (libpcap refuses files whose interfaces have different link types).
public struct CaptureFile: ~Copyable {
  /// The name of the input, for messages.
  public let name: String
  private let source: ByteSource
  /// Reads the packets, unless ``ahead`` does.
  private var reader: PacketReader?
  var ahead: ReadAhead?
  /// True when the input ended inside a record; all records before it have been read.
  public private(set) var endsInsideRecord = false
  /// How many records have been read.
  public private(set) var recordsRead: UInt64 = 0

  /// Opens the capture at a path.
  /// - Throws: `notFound`, `notReadable`, `isDirectory`, and what the other initializer throws.
  public init(path: String) throws(CaptureError) {
    try self.init(name: path, reading: try ByteSource(path: path))
  }

  /// Opens a capture that comes from anywhere: standard input, a decompressor.
  ///
  /// - Parameters:
  ///   - name: the name of the input, for messages.
  ///   - source: yields the capture's bytes.
  ///   - mayBeEmpty: asked where not a byte is there; true for a capture without packets, whose writer has not begun.
  /// - Throws: `empty`, `notACapture`, `headerCut`, `unsupportedLink`, `notReadable` or `damaged`.
  public init(
    name: String, reading source: ByteSource, mayBeEmpty: () -> Bool = { false }
  ) throws(CaptureError) {
    self.name = name
    self.source = source
    let start = source.peek(4)
    if start == PcapngReader.magic {
      reader = PacketReader(PcapngReader(name: name, source: source))
      return
    }
    guard !source.failed else {
      throw CaptureError(.notReadable, name: name, offset: 0, message: "reading failed")
    }
    guard !start.isEmpty else {
      guard mayBeEmpty() else { throw CaptureError(.empty, name: name, message: "is empty") }
      reader = nil
      return
    }
    guard PcapReader.begins(with: start) else { throw .notACapture(name: name, firstBytes: source.peek(16)) }
    guard source.peek(PcapReader.headerLength).count == PcapReader.headerLength else {
      throw CaptureError(.headerCut, name: name, message: "ends inside the header of a pcap file")
    }
    let pcap = try PcapReader(name: name, source: source)
    guard pcap.linkType.isSupported else { throw .unsupportedLink(pcap.linkType, name: name) }
    reader = PacketReader(pcap)
  }

  /// Reads on in a thread of its own from now on, a little ahead of who asks for the packets.
  ///
  /// Only where the input never pauses, such as a regular file: what is read is handed over many packets at a time.
  public mutating func readAhead() {
    guard let reader = reader.take() else { return }
    ahead = ReadAhead(reader, source)
  }

  /// True where a file that begins with these bytes is a capture.
  public static func isCapture(prefix: Span<UInt8>) -> Bool {
    let start = (0..<min(prefix.count, 4)).map { prefix[$0] }
    return start == PcapngReader.magic || PcapReader.begins(with: start)
  }

  /// The packets that were not understood, in a file that also has others: how many there were, and their link types.
  public var unreadPackets: (count: UInt64, linkTypes: [LinkType]) {
    switch ahead {
    case .some(let ahead): return ahead.unreadPackets
    case .none: break
    }
    return switch reader {
    case .some(let reader): reader.unreadPackets
    case .none: (0, [])
    }
  }

  /// How many bytes of the input have been read so far, with what is read ahead.
  public var bytesRead: UInt64 {
    switch ahead {
    case .some(let ahead): return ahead.bytesRead
    case .none: break
    }
    switch reader {
    case .some(let reader): return reader.bytesRead ?? source.bytesRead
    case .none: return source.bytesRead
    }
  }

  /// How many bytes the input has, where that is known.
  public var byteCount: UInt64? { source.byteCount }

  /// Reads the next record.
  ///
  /// - Parameter body: gets the record and the packet's bytes, which are valid only during the call.
  /// - Returns: false at the end of the capture.
  /// - Throws: `damaged`, `notReadable`, and at the end `unsupportedLink` for a pcapng file of which no packet was
  ///   understood.
  public mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    let outcome: ReadOutcome
    if let read = try ahead?.next(body) {
      outcome = read
    } else {
      outcome = try reader?.next(body) ?? .end
    }
    endsInsideRecord = outcome == .endInsideRecord
    guard outcome == .record else { return false }
    recordsRead &+= 1
    return true
  }
}
