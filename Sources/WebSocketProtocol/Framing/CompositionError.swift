/// Why frames cannot be composed as they were asked for.
public enum CompositionError: Error, Hashable, Sendable {
  /// The version has no such type of frame.
  case unknownType(FrameType)
  /// No opcode is as large as that.
  case opcodeTooLarge(UInt8)
  /// hixie-75 and -76 have no fragments.
  case notFragmentable
  /// The fragments' sizes come to more than the payload's bytes, of which there are so many.
  case payloadTooShort(Int)
  /// A length that the form asked for cannot hold.
  case lengthTooLong(UInt64, FrameHeader.LengthEncoding)
  /// A masked frame of hybi-04 without what its mask is derived from.
  case noConnectionKey
}
