import ArgumentParser
import Inspection
import PacketCapture

/// Limits on what an input may cost; reaching one is a finding.
struct LimitOptions: ParsableArguments {
  @Option(reading: ArgumentHelp("Connections followed at once.", valueName: "count"))
  var maxConnections = PositiveNumber(1 << 20)

  @Option(
    reading: ArgumentHelp(
      "Connections followed before it is known what they are; the longest at rest are set aside.", valueName: "count"))
  var maxUndecided = PositiveNumber(2048)

  @Option(reading: ArgumentHelp("Segments of a direction that wait for a missing one.", valueName: "count"))
  var maxSegments = PositiveNumber(1024)

  @Option(
    reading: ArgumentHelp(
      "Fragments of a message, and control frames in a row, that go without a word.", valueName: "count"))
  var maxFrames = WholeNumber(100_000)

  @Option(
    reading: ArgumentHelp(
      "Bytes of a direction that wait for a missing segment; also IP fragments.", valueName: "bytes"))
  var maxWaiting = ByteCount(1 << 20)

  @Option(reading: ArgumentHelp("Bytes of an HTTP head.", valueName: "bytes"))
  var maxHead = ByteCount(64 << 10)

  @Option(
    reading: ArgumentHelp("Bytes of a frame, of a message, and of what a message inflates to.", valueName: "bytes"))
  var maxMessage = ByteCount(64 << 20)

  /// The limits on connections and what waits for missing segments.
  var streams: CaptureStreams.Limits {
    var limits = CaptureStreams.Limits()
    limits.connections = maxConnections.clamped
    limits.undecided = maxUndecided.clamped
    limits.waitingSegments = maxSegments.clamped
    limits.waitingBytes = Int(maxWaiting.bytes)
    limits.fragmentBytes = max(Int(maxWaiting.bytes), limits.fragmentBytes)
    return limits
  }

  /// The limits on heads and messages.
  var inspection: InspectionLimits {
    var limits = InspectionLimits()
    limits.headBytes = Int(maxHead.bytes)
    limits.messageBytes = maxMessage.bytes
    limits.frames = maxFrames.number
    return limits
  }
}
