import PacketCapture
import Rendering

/// A capture file that is written of what is captured; it appears when it is complete.
final class CaptureRecording {
  /// Where it goes.
  let target: OutputTarget
  /// One of the two is there.
  private var pcap: CaptureWriter?
  private var pcapng: PcapngWriter?
  /// What kept it from being written.
  private(set) var failure: Failure?

  /// Begins a file: pcapng, unless its name ends in `.pcap` or `.cap`.
  ///
  /// - Throws: status 73 where it cannot be created.
  init(path: String, linkType: LinkType, interface: String, filter: String?) throws(Failure) {
    target = try OutputTarget(path: path)
    target.outlivesReader = true
    if path.hasSuffix(".pcap") || path.hasSuffix(".cap") {
      pcap = CaptureWriter(linkType: linkType.numberInFiles, nanoseconds: true)
    } else {
      pcapng = PcapngWriter(
        linkType: linkType, interface: interface, filter: filter, application: "wslens \(WSLens.version)")
    }
  }

  /// Appends a packet.
  func append(_ record: PacketRecord, _ packet: Span<UInt8>) {
    pcap?.append(record, packet)
    pcapng?.append(record, packet)
    if pcap?.bytes.count ?? pcapng?.bytes.count ?? 0 >= 1 << 16 { write() }
  }

  /// Completes the file.
  ///
  /// - Throws: status 74 where it cannot be written.
  func finish(_ statistics: LiveCapture.Statistics) throws(Failure) {
    pcapng?.append(statistics, at: .now)
    write()
    if let failure { throw failure }
    try target.finish()
  }

  private func write() {
    target.buffer.write(contentsOf: pcap?.takeBytes() ?? pcapng?.takeBytes() ?? [])
    do throws(Failure) {
      try target.flush()
    } catch {
      failure = failure ?? error
    }
  }
}

/// The packets of another source, each written to a file as it passes.
struct RecordedPackets<Source: PacketSource & ~Copyable>: PacketSource, ~Copyable {
  private(set) var source: Source
  private let recording: CaptureRecording?

  /// - Parameters:
  ///   - source: where the packets come from.
  ///   - recording: where they are written; nowhere unless given.
  init(_ source: consuming Source, into recording: CaptureRecording?) {
    self.source = source
    self.recording = recording
  }

  var name: String { source.name }
  var bytesRead: UInt64 { source.bytesRead }
  var byteCount: UInt64? { source.byteCount }
  var recordsRead: UInt64 { source.recordsRead }
  var endsInsideRecord: Bool { source.endsInsideRecord }
  var droppedPackets: UInt64 { source.droppedPackets }

  /// Reads the next packet, unless the last one could not be written.
  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    guard let recording else { return try source.next(body) }
    guard recording.failure == nil else { return false }
    return try source.next { record, packet in
      recording.append(record, packet)
      body(record, packet)
    }
  }
}
