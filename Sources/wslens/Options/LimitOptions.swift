import ArgumentParser
import Inspection
import PacketCapture

/// Limits on what an input may cost; reaching one is a finding.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Connections followed at once.", valueName: "count"))
  var maxConnections: Int = 1 << 20

  @Option(
    help: ArgumentHelp(
      "Connections followed before it is known what they are; the longest at rest are set aside.", valueName: "count"))
  var maxUndecided: Int = 2048

  @Option(help: ArgumentHelp("Segments of a direction that wait for a missing one.", valueName: "count"))
  var maxSegments: Int = 1024

  @Option(
    help: ArgumentHelp(
      "Fragments of a message, and control frames in a row, that go without a word.", valueName: "count"))
  var maxFrames: UInt64 = 100_000

  @Option(
    help: ArgumentHelp("Bytes of a direction that wait for a missing segment; also IP fragments.", valueName: "bytes"))
  var maxWaiting = ByteCount(1 << 20)

  @Option(help: ArgumentHelp("Bytes of an HTTP head.", valueName: "bytes"))
  var maxHead = ByteCount(64 << 10)

  @Option(help: ArgumentHelp("Bytes of a frame, of a message, and of what a message inflates to.", valueName: "bytes"))
  var maxMessage = ByteCount(64 << 20)

  func validate() throws {
    for (name, number) in [
      ("--max-connections", maxConnections), ("--max-undecided", maxUndecided), ("--max-segments", maxSegments),
    ] where number < 1 { throw ValidationError("\(name) takes a number from 1 up") }
  }

  /// The limits on connections and what waits for missing segments.
  var streams: CaptureStreams.Limits {
    var limits = CaptureStreams.Limits()
    limits.connections = maxConnections
    limits.undecided = maxUndecided
    limits.waitingSegments = maxSegments
    limits.waitingBytes = Int(maxWaiting.bytes)
    limits.fragmentBytes = max(Int(maxWaiting.bytes), limits.fragmentBytes)
    return limits
  }

  /// The limits on heads and messages.
  var inspection: InspectionLimits {
    var limits = InspectionLimits()
    limits.headBytes = Int(maxHead.bytes)
    limits.messageBytes = maxMessage.bytes
    limits.frames = maxFrames
    return limits
  }
}
