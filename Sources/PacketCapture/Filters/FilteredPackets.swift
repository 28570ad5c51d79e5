/// The packets of another source that pass a filter. Each keeps its number.
public struct FilteredPackets<Source: PacketSource & ~Copyable>: PacketSource, ~Copyable {
  /// Where the packets come from.
  public private(set) var source: Source
  private var filter: PacketFilter
  /// The link type of the last packets that nobody reads and no filter knows.
  private var unread: LinkType?

  /// - Parameters:
  ///   - source: where the packets come from.
  ///   - filter: which of them to pass on.
  public init(_ source: consuming Source, passing filter: consuming PacketFilter) {
    self.source = source
    self.filter = filter
  }

  /// The source's name.
  public var name: String { source.name }
  /// How many bytes of the source have been read.
  public var bytesRead: UInt64 { source.bytesRead }
  /// How many bytes the source has in all, where that is known.
  public var byteCount: UInt64? { source.byteCount }
  /// How many records have been read, those included that did not pass.
  public var recordsRead: UInt64 { source.recordsRead }
  /// True when the source ended inside a record.
  public var endsInsideRecord: Bool { source.endsInsideRecord }
  /// True where the source is read before its packets are asked for.
  public var isReadAhead: Bool { source.isReadAhead }
  /// How many packets the capturing system had no room for.
  public var droppedPackets: UInt64 { source.droppedPackets }

  /// Reads on to the next packet that passes.
  ///
  /// Packets that are not read anyway, by their link type, need not fit the expression.
  ///
  /// - Throws: what the source throws, and `unfilterable` where the expression says nothing about a packet's link type.
  public mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    var hasPassed = false
    var complaint: PacketFilterError?
    while !hasPassed {
      let goesOn = try source.next { record, packet in
        guard record.linkType != unread else { return }
        do throws(PacketFilterError) {
          hasPassed = try filter.passes(record, packet)
          if hasPassed { body(record, packet) }
        } catch {
          if record.linkType.isSupported { complaint = error } else { unread = record.linkType }
        }
      }
      if let complaint {
        throw CaptureError(.unfilterable, name: source.name, message: "the filter does not fit: \(complaint.message)")
      }
      guard goesOn else { return false }
    }
    return true
  }
}
