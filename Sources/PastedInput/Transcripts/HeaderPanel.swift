/// What a browser's network panel tells about one side of an exchange.
struct HeaderPanel {
  /// A name and its value, as indices of the text.
  struct Field {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// The start line, where the panel shows one.
  var startLine: Range<Int>?

  /// The fields in the order of the text.
  var fields: [Field] = []

  /// Whether there is nothing.
  var isEmpty: Bool { startLine == nil && fields.isEmpty }

  /// The value of a field or pseudo-header field.
  func value(of name: StaticString, in text: [UInt8]) -> Range<Int>? {
    fields.first { text[$0.name].isSame(as: name) }?.value
  }
}
