/// Packets, one after another: those of a file, or those that pass an interface just now.
public protocol PacketSource: ~Copyable {
  /// The name of the input, for messages.
  var name: String { get }
  /// How many bytes have been read so far, with what is read ahead.
  var bytesRead: UInt64 { get }
  /// How many bytes there are in all, where that is known.
  var byteCount: UInt64? { get }
  /// How many records have been read so far, those included that a filter kept back.
  var recordsRead: UInt64 { get }
  /// True when the input ended inside a record.
  var endsInsideRecord: Bool { get }
  /// True where packets are read before they are asked for, as they are all there.
  var isReadAhead: Bool { get }
  /// How many packets the capturing system says it had no room for, so far.
  var droppedPackets: UInt64 { get }

  /// Reads the next packet; where none is there yet, that may take forever.
  ///
  /// - Parameter body: gets the record and the packet's bytes, which are valid only during the call.
  /// - Returns: false at the end.
  /// - Throws: what keeps the next packet from being read; those before it were.
  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> Bool
}

extension PacketSource where Self: ~Copyable {
  /// Packets that have to be waited for are not read before they are asked for.
  public var isReadAhead: Bool { false }
}

extension CaptureFile: PacketSource {
  /// True where packets are read before they are asked for.
  public var isReadAhead: Bool {
    switch ahead {
    case .some: true
    case .none: false
    }
  }

  /// Files are not asked for the packets that are not in them.
  public var droppedPackets: UInt64 { 0 }
}
