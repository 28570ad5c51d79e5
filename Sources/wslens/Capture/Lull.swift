import PacketCapture

/// A moment in which nothing comes to be read, for what is done only then.
final class Lull {
  /// How long a moment is, in milliseconds: longer than packets are waited for by the capture's clock, and than programs
  /// rest that write what they capture block by block.
  static var length: Int64 { 1000 }
  /// How often a file that grows is looked at, in milliseconds.
  static var glance: Int64 { 100 }

  /// A packet that is kept.
  typealias Packet = (record: PacketRecord, bytes: [UInt8])

  private var action: (() -> Void)?
  /// When nothing was there to read for the first time.
  private var beginning: Int64?

  /// True while something is to be done in the next one.
  var isAwaited: Bool { action != nil }

  /// Takes note that nothing is there to read.
  func begin() {
    guard isAwaited else { return }
    let now = Clock.milliseconds
    guard let beginning else {
      beginning = now
      return
    }
    if now - beginning >= Self.length { come() }
  }

  /// Nothing has come: does what was to be done, once.
  func come() {
    guard let action else { return }
    self.action = nil
    action()
  }

  /// Reads the next packet.
  ///
  /// - Parameters:
  ///   - source: where the packets come from.
  ///   - action: what is done once if none comes within a moment.
  /// - Returns: the packet; nil at the end.
  /// - Throws: what keeps the packet from being read.
  func next<Source: PacketSource & ~Copyable>(
    of source: inout Source, _ action: () -> Void
  ) throws(CaptureError) -> Packet? {
    var packet: Packet?
    var damage: CaptureError?
    withoutActuallyEscaping(action) { action in
      self.action = action
      beginning = nil
      do throws(CaptureError) {
        _ = try source.next { record, bytes in packet = (record, unsafe bytes.withUnsafeBytes { unsafe Array($0) }) }
      } catch {
        damage = error
      }
      self.action = nil
    }
    if let damage { throw damage }
    return packet
  }
}
