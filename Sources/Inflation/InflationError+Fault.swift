extension InflationError {
  /// What makes bytes invalid as DEFLATE data.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// BTYPE is 3 (RFC 1951 section 3.2.3).
    case blockType = "invalid block type"

    /// LEN and NLEN of a stored block are not complements (RFC 1951 section 3.2.4).
    case storedBlockLengths = "invalid stored block lengths"

    /// More than 286 literal/length or 30 distance codes (RFC 1951 section 3.2.7).
    case tooManySymbols = "too many length or distance symbols"

    /// The code length code is over-subscribed or incomplete.
    case codeLengthsSet = "invalid code lengths set"

    /// A repeat of code lengths has nothing to repeat, or runs over the end.
    case bitLengthRepeat = "invalid bit length repeat"

    /// A dynamic block has no code for its own end.
    case missingEndOfBlock = "invalid code -- missing end-of-block"

    /// The literal/length code is over-subscribed or incomplete.
    case literalLengthsSet = "invalid literal/lengths set"

    /// The distance code is over-subscribed or incomplete.
    case distancesSet = "invalid distances set"

    /// A bit pattern that is no literal and no length.
    case literalLengthCode = "invalid literal/length code"

    /// A bit pattern that is no distance.
    case distanceCode = "invalid distance code"

    /// The message ends inside a block, even with the tail put back.
    case endsInsideBlock = "the message ends inside a DEFLATE block"

    /// A fault that zlib names in words unknown here.
    case other = "invalid DEFLATE data"
  }
}

extension InflationError.Fault: CustomStringConvertible {
  /// The fault in zlib's words, where zlib has any.
  public var description: String { rawValue }
}
