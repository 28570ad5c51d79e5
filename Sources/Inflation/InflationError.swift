/// Why a compressed message could not be inflated, and where.
public struct InflationError: Error, Hashable, Sendable {
  /// What was wrong.
  public let kind: Kind

  /// The offset, in bytes from the start of the compressed message, of the byte that holds the last bit of the fault.
  ///
  /// The length of the message when the fault shows only in the tail that the receiver puts back. For
  /// ``Kind/messageTooLarge(limit:)`` it is where reading had come to, which may differ by some bytes with the way the
  /// message was cut up.
  public let position: UInt64

  /// How many bytes of the message were inflated before the fault; the output closure has been given all of them.
  public let outputPosition: UInt64

  /// The ways in which inflating a message fails.
  public enum Kind: Hashable, Sendable {
    /// The bytes are not DEFLATE data (RFC 1951 section 3.2; RFC 7692 section 7.2.2).
    case invalidData(Fault)

    /// A back-reference reaches to before the first byte that the window can hold.
    ///
    /// The sender kept a context that it had promised to drop, or there is no such byte (RFC 7692 section 7.1.1).
    /// `distance` is nil where too much of the message had gone by to find it again; `available` is the length of the
    /// history up to that point, in bytes.
    case distanceBeforeStart(distance: Int?, available: Int)

    /// A back-reference is longer than the window that was negotiated for the sender (RFC 7692 section 7.1.2).
    case distanceBeyondWindow(distance: Int, windowSize: Int)

    /// The message inflates to more than `limit` bytes.
    case messageTooLarge(limit: UInt64)

    /// zlib could not get memory for its window.
    case outOfMemory
  }
}

extension InflationError: CustomStringConvertible {
  /// The fault in words, with both positions.
  public var description: String {
    switch kind {
    case .outOfMemory: "\(kind)"
    default: "\(kind), at compressed byte \(position), after \(outputPosition) inflated bytes"
    }
  }
}

extension InflationError.Kind: CustomStringConvertible {
  /// The fault in words.
  public var description: String {
    switch self {
    case .invalidData(let fault):
      "\(fault)"
    case .distanceBeforeStart(let distance?, let available):
      "back-reference distance \(distance) reaches before the start of the window (\(available) bytes so far)"
    case .distanceBeforeStart(nil, let available):
      "back-reference reaches before the start of the window (\(available) bytes so far)"
    case .distanceBeyondWindow(let distance, let windowSize):
      "back-reference distance \(distance) exceeds the negotiated window of \(windowSize) bytes"
    case .messageTooLarge(let limit):
      "the message inflates to more than \(limit) bytes"
    case .outOfMemory:
      "out of memory for the inflater's window"
    }
  }
}
