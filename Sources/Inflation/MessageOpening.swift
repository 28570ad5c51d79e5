/// The first bytes of a compressed message, kept while a back-reference may still turn out to reach too far.
///
/// A bounded copy: a message whose beginning is longer goes without the exact numbers in its error.
struct MessageOpening {
  private static let mostBytes = 4096

  private(set) var bytes: [UInt8] = []
  /// Whether `bytes` is all that there was to keep.
  private(set) var isWhole = true

  mutating func append(_ part: Span<UInt8>) {
    isWhole = isWhole && part.count <= Self.mostBytes - bytes.count
    if isWhole {
      unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isWhole = true
  }
}
