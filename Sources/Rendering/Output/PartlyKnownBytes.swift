/// Bytes of a payload, some of which may be unknown: they are missing, or are copies of what is.
struct PartlyKnownBytes {
  /// The bytes, with zeros in place of unknown ones.
  let bytes: ArraySlice<UInt8>
  /// Which are unknown, as places in `bytes` counted from its start, in order.
  let unknownRanges: ArraySlice<Range<Int>>

  /// Bytes that are all known, unless ranges are given.
  init(_ bytes: ArraySlice<UInt8>, unknownRanges: ArraySlice<Range<Int>> = []) {
    self.bytes = bytes
    self.unknownRanges = unknownRanges
  }

  /// The bytes in stretches that are all known or all unknown.
  var stretches: [(bytes: ArraySlice<UInt8>, isKnown: Bool)] {
    var stretches: [(bytes: ArraySlice<UInt8>, isKnown: Bool)] = []
    var rest = bytes
    for range in unknownRanges {
      let start = bytes.startIndex + range.lowerBound
      if start > rest.startIndex { stretches.append((rest[..<start], true)) }
      rest = rest[start...]
      stretches.append((rest.prefix(range.count), false))
      rest = rest.dropFirst(range.count)
    }
    if !rest.isEmpty { stretches.append((rest, true)) }
    return stretches
  }

  /// The text as UTF-8, with U+FFFD in place of each byte that is unknown, or that is no character because one is.
  ///
  /// - Parameter isTruncated: the bytes were cut by a limit, so the last character may be cut as well; it is left out.
  func text(isTruncated: Bool) -> [UInt8] {
    let replacement = Array("\u{fffd}".utf8)
    var text: [UInt8] = []
    let stretches = stretches
    for (index, stretch) in stretches.enumerated() {
      guard stretch.isKnown else {
        for _ in stretch.bytes { text += replacement }
        continue
      }
      let isCut = isTruncated && index == stretches.count - 1
      let bytes = isCut ? TextExcerpt.wholeCharacters(stretch.bytes) : stretch.bytes
      text += String(decoding: bytes, as: UTF8.self).utf8
    }
    return text
  }
}
