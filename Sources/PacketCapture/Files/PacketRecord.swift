/// What a capture notes beside the bytes of one packet.
public struct PacketRecord: Hashable, Sendable {
  /// The packet's place in the capture, from 1.
  public var number: UInt64
  /// When it was captured; zero where the capture does not say (Simple Packet Blocks of pcapng).
  public var time: CaptureTime
  /// How many of its bytes are in the capture.
  public var capturedLength: Int
  /// How many bytes it had on the wire.
  public var originalLength: Int
  /// The kind of its link-layer header: a pcapng file may mix several.
  public var linkType: LinkType

  /// - Parameters:
  ///   - number: the packet's place in the capture, from 1.
  ///   - time: when it was captured.
  ///   - capturedLength: how many of its bytes are in the capture.
  ///   - originalLength: how many bytes it had on the wire.
  ///   - linkType: the kind of its link-layer header.
  public init(number: UInt64, time: CaptureTime, capturedLength: Int, originalLength: Int, linkType: LinkType) {
    self.number = number
    self.time = time
    self.capturedLength = capturedLength
    self.originalLength = originalLength
    self.linkType = linkType
  }
}
