public import WebSocketProtocol

/// A topic of the reference as one JSON object.
public enum TopicObject {
  /// Writes the object and a line end.
  public static func write(_ topic: Topic, to output: inout OutputBuffer) {
    var object = JSONObjectWriter(&output)
    object.field("topic", topic.name, &output)
    object.field("kind", topic.kind.rawValue, &output)
    object.field("title", topic.title, &output)
    object.field("severity", topic.severity?.rawValue, &output)
    object.field("reference", topic.reference, &output)
    object.field("statement", topic.statement, &output)
    object.field("facts", pairs: topic.facts.map { ($0.label, $0.text) }, &output)
    object.field("fix", topic.fix, &output)
    object.field("reaction", topic.reaction?.text, &output)
    object.field("close_code", topic.closeCode.map { Int($0.rawValue) }, &output)
    object.field("versions", topic.versions.map(\.rawValue), &output)
    object.field("examples", topic.examples, &output)
    object.field("related", topic.related, &output)
    object.end(&output)
  }
}

extension JSONObjectWriter {
  /// Examples as objects of their own.
  mutating func field(_ name: StaticString, _ examples: [Example], _ output: inout OutputBuffer) {
    self.name(name, &output)
    output.write(byte: UInt8(ascii: "["))
    for (index, example) in examples.enumerated() {
      if index > 0 { output.write(byte: UInt8(ascii: ",")) }
      var object = JSONObjectWriter(&output)
      object.field("command", example.command, &output)
      object.field("options", example.options, &output)
      object.field("bytes", example.bytes, &output)
      object.field("note", example.note, &output)
      object.field("findings", example.findings, &output)
      object.close(&output)
    }
    output.write(byte: UInt8(ascii: "]"))
  }
}
