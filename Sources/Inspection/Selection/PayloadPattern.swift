/// What a payload has to hold: text that a regular expression matches, or some bytes.
public struct PayloadPattern {
  /// How many bytes of a payload are searched, from its beginning.
  public static let searchedBytes = 1 << 20

  private enum Form {
    case bytes([UInt8])
    case expression(Regex<AnyRegexOutput>, RequiredText?)
  }

  private let form: Form

  /// Some bytes, wherever they stand.
  public init(bytes: [UInt8]) {
    form = .bytes(bytes)
  }

  /// A regular expression of Swift's, which is close to Perl's.
  ///
  /// `^` and `$` also match at the ends of lines, and characters are Unicode scalars. Bytes that are not UTF-8 are seen
  /// as U+FFFD.
  ///
  /// - Parameter ignoresCase: upper and lower case are one.
  public init(expression: String, ignoresCase: Bool = false) throws(PatternError) {
    // Text that means itself is found faster byte by byte.
    if !ignoresCase, !expression.isEmpty, !expression.utf8.contains(where: Self.special.contains) {
      form = .bytes(Array(expression.utf8))
      return
    }
    do {
      let parsed = try Regex(expression)
      form = .expression(
        parsed.ignoresCase(ignoresCase).anchorsMatchLineEndings().matchingSemantics(.unicodeScalar),
        ignoresCase ? nil : RequiredText(expression))
    } catch {
      throw PatternError(error, in: expression)
    }
  }

  private static let special = Set(#"\^$.|?*+()[]{}"#.utf8)

  /// True where the pattern occurs in a payload.
  public func isFound(in payload: ArraySlice<UInt8>) -> Bool {
    let searched = payload.prefix(Self.searchedBytes)
    switch form {
    case .bytes(let wanted): return Self.isFound(wanted, in: searched)
    case .expression(let expression, let required):
      if let required, !required.pieces.allSatisfy({ Self.isFound($0, in: searched) }) { return false }
      return String(decoding: searched, as: UTF8.self).contains(expression)
    }
  }

  private static func isFound(_ wanted: [UInt8], in payload: ArraySlice<UInt8>) -> Bool {
    guard let first = wanted.first else { return true }
    var rest = payload
    while rest.count >= wanted.count, let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: wanted) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}

/// Why a regular expression cannot be used.
public struct PatternError: Error, Hashable {
  /// What is wrong with it.
  public let reason: String
  /// The character at which that shows, from 1; `nil` where it is not known.
  public let column: Int?

  init(_ error: any Error, in expression: String) {
    reason = "\(error)"
    // The parser knows the place, and has no public way to tell it.
    var place: Range<String.Index>?
    if let location = Mirror(reflecting: error).descendant("location") {
      place = Mirror(reflecting: location).descendant("range") as? Range<String.Index>
    }
    column = place.map { range in
      let start = min(max(range.lowerBound, expression.startIndex), expression.endIndex)
      return expression.unicodeScalars.distance(from: expression.startIndex, to: start) + 1
    }
  }
}
