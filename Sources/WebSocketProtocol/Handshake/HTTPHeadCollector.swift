/// Gathers the bytes of an HTTP head from pieces of any size, up to and including the empty line.
public struct HTTPHeadCollector: Sendable {
  /// What the latest piece brought.
  public enum Progress: Hashable, Sendable {
    /// The empty line has not come yet.
    case incomplete
    /// The head is complete; bytes that follow it in the piece were left alone.
    case complete
    /// The head is longer than the limit.
    case tooLong
  }

  /// The bytes gathered so far.
  public private(set) var bytes: [UInt8] = []
  /// How many bytes a head may have.
  public let limit: Int

  /// The line that is being read holds nothing but CR so far.
  private var lineIsEmpty = true
  /// A line that is not empty has been read: empty lines before the start line do not end a head.
  private var sawStartLine = false

  /// - Parameter limit: how many bytes a head may have.
  public init(limit: Int = 65536) {
    self.limit = limit
  }

  /// Takes bytes from `position` on, and moves it behind the last one that belongs to the head.
  public mutating func take(_ piece: Span<UInt8>, from position: inout Int) -> Progress {
    while position < piece.count {
      guard bytes.count < limit else { return .tooLong }
      let byte = piece[position]
      position += 1
      bytes.append(byte)
      if byte == HTTPHead.lineFeed {
        if lineIsEmpty, sawStartLine { return .complete }
        lineIsEmpty = true
      } else if byte != HTTPHead.carriageReturn {
        lineIsEmpty = false
        sawStartLine = true
      }
    }
    return .incomplete
  }

  /// Hands out the head and starts over.
  public mutating func finish() -> HTTPHead {
    let head = HTTPHead(bytes)
    self = HTTPHeadCollector(limit: limit)
    return head
  }
}
