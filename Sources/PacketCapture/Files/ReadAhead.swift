internal import Threads

/// Lets a thread of its own read packets, so that looking at them need not wait for that.
struct ReadAhead: ~Copyable {
  /// Packets that have been read together.
  private struct Batch: Sendable {
    static let mostBytes = 1 << 18
    static let mostPackets = 1024

    var bytes: [UInt8] = []
    var packets: [(record: PacketRecord, end: Int)] = []
    /// What came behind the last of them, if nothing more comes.
    var ending: Result<ReadOutcome, CaptureError>?
    /// How many bytes of the input had been read by then.
    var bytesRead: UInt64 = 0
    /// The packets that had not been understood by then.
    var unread: (count: UInt64, linkTypes: [LinkType]) = (0, [])

    var isFull: Bool { bytes.count >= Self.mostBytes || packets.count >= Self.mostPackets }

    mutating func removeAll() {
      // A batch that a huge packet has made large is not kept so.
      bytes.removeAll(keepingCapacity: bytes.capacity <= 2 * Self.mostBytes)
      packets.removeAll(keepingCapacity: true)
    }
  }

  /// What only the reading thread touches.
  private final class Reading: @unchecked Sendable {
    private var reader: PacketReader?
    private let source: ByteSource

    init(_ reader: consuming PacketReader, _ source: ByteSource) {
      self.reader = consume reader
      self.source = source
    }

    /// Fills batches until the input ends or nobody wants them any more.
    func run(_ batches: HandOver<Batch>) {
      while true {
        var batch = batches.takeUsed() ?? Batch()
        batch.removeAll()
        fill(&batch)
        let isLast = batch.ending != nil
        guard batches.give(batch), !isLast else { break }
      }
      batches.complete()
    }

    func fill(_ batch: inout Batch) {
      // Out of the class for so long: in it, every packet would cost a check of exclusive access.
      guard var reader = reader.take() else { return }
      fill(&batch, from: &reader)
      self.reader = consume reader
    }

    private func fill(_ batch: inout Batch, from reader: inout PacketReader) {
      do throws(CaptureError) {
        while !batch.isFull {
          let outcome = try reader.next { record, packet in
            batch.bytes.append(copying: packet)
            batch.packets.append((record, batch.bytes.count))
          }
          guard outcome == .record else {
            batch.ending = .success(outcome)
            break
          }
        }
      } catch {
        batch.ending = .failure(error)
      }
      batch.bytesRead = reader.bytesRead ?? source.bytesRead
      batch.unread = reader.unreadPackets
    }
  }

  private let batches: HandOver<Batch>
  /// `nil` where the system has no thread to give: then each batch is read when it is wanted.
  private let worker: Worker?
  private let reading: Reading
  private var batch = Batch()
  private var position = 0

  /// Begins to read.
  init(_ reader: consuming PacketReader, _ source: ByteSource) {
    let batches = HandOver<Batch>(capacity: 2)
    let reading = Reading(reader, source)
    self.batches = batches
    self.reading = reading
    worker = Worker { reading.run(batches) }
  }

  deinit {
    // The thread ends with the batch it is at, and the worker waits for that.
    batches.cancel()
  }

  /// How many bytes of the input had been read when the packets at hand were.
  var bytesRead: UInt64 { batch.bytesRead }

  /// The packets that had not been understood when those at hand were read.
  var unreadPackets: (count: UInt64, linkTypes: [LinkType]) { batch.unread }

  /// The next record, as ``PacketReader/next(_:)`` tells it.
  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> ReadOutcome {
    while position == batch.packets.count {
      if let ending = batch.ending { return try ending.get() }
      var used = Batch()
      swap(&used, &batch)
      position = 0
      guard worker != nil else {
        used.removeAll()
        reading.fill(&used)
        batch = used
        continue
      }
      batches.giveBack(used)
      guard let next = batches.take() else { return .end }
      batch = next
    }
    let start = position == 0 ? 0 : batch.packets[position - 1].end
    let (record, end) = batch.packets[position]
    position += 1
    body(record, batch.bytes.span.extracting(start..<end))
    return .record
  }
}
