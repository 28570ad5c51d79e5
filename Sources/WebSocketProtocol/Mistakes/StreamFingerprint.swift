public struct StreamFingerprint: Hashable, Sendable {
  public let name: String
  public let message: String
  public enum Match: Hashable, Sendable { case none, needsMore, found(StreamFingerprint) }
  public static func match(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> Match { .none }
}
