/// The elements of a `Sec-WebSocket-Protocol` field, in order of preference (RFC 6455 section 11.3.4).
public struct SubprotocolList: Hashable, Sendable {
  /// The elements as sent, without the white space around them; an empty one stays in its place.
  public let names: [String]

  /// - Parameter values: the values of all field lines of that name.
  public init(_ values: [String]) {
    names = values.flatMap { value in
      value.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
    }
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at either end.
  var trimmingBlanks: String {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
    return String(rest)
  }

  /// The text with A–Z in lower case and every other character left alone: the Kelvin sign is not a K.
  var asciiLowercased: String {
    String(decoding: utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
