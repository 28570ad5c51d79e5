/// How a payload is divided into fragments (RFC 6455 section 5.4).
public struct FragmentPlan: Hashable, Sendable {
  /// The fragments' sizes in bytes, in their order; what they leave over is one more fragment. `[]` divides nothing.
  public let sizes: [UInt64]

  /// - Parameter sizes: in bytes; 0 makes an empty fragment.
  public init(sizes: [UInt64] = []) {
    self.sizes = sizes
  }

  /// The payload in parts, at least one.
  ///
  /// - Throws: ``CompositionError/payloadTooShort(_:)`` where the sizes come to more than there is.
  public func parts(of payload: [UInt8]) throws(CompositionError) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = payload[...]
    for size in sizes {
      guard let size = Int(exactly: size), size <= rest.count else { throw .payloadTooShort(payload.count) }
      parts.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    if parts.isEmpty || !rest.isEmpty { parts.append(Array(rest)) }
    return parts
  }
}
