import WebSocketProtocol

/// Reads the heads of one side's messages, one after the other, and tells early where something is none.
struct HTTPHeadReader {
  /// What became of some bytes.
  enum Outcome {
    /// They belong to a head that is not complete.
    case incomplete
    /// They are not HTTP.
    case notHTTP
    /// The head is longer than the limit.
    case tooLong
    /// The head ends here; the next one may follow.
    case complete(HTTPHead)
  }

  private var collector: HTTPHeadCollector
  /// Tells by its first bytes whether something is such a head.
  private let isStart: @Sendable ([UInt8]) -> HTTPStart.Verdict
  /// The bytes of the head at hand have been seen to begin one.
  private var isChecked = false

  init(limit: Int, isStart: @escaping @Sendable ([UInt8]) -> HTTPStart.Verdict) {
    collector = HTTPHeadCollector(limit: limit)
    self.isStart = isStart
  }

  /// What there is of the head at hand; empty between two.
  var bytes: [UInt8] { collector.bytes }

  /// Takes bytes up to the end of a head.
  mutating func take(_ bytes: Span<UInt8>, from position: inout Int) -> Outcome {
    let progress = collector.take(bytes, from: &position)
    if !isChecked {
      switch isStart(collector.bytes) {
      case .no: return .notHTTP
      case .yes: isChecked = true
      case .maybe: break
      }
    }
    switch progress {
    case .incomplete: return .incomplete
    case .tooLong: return .tooLong
    case .complete:
      isChecked = false
      return .complete(collector.finish())
    }
  }

  /// Forgets what there is of the head at hand.
  mutating func reset() {
    collector = HTTPHeadCollector(limit: collector.limit)
    isChecked = false
  }
}
