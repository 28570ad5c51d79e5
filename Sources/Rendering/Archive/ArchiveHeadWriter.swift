import Inspection
import WebSocketProtocol

/// Writes requests and responses as archives have them.
struct ArchiveHeadWriter {
  let connection: ConnectionEvent
  /// Secrets are replaced by their lengths.
  let redacts: Bool

  /// Writes a request; of one that was not seen, what the connection tells of it.
  func write(request head: HTTPHead?, into output: inout OutputBuffer) {
    let target = head?.target.map { redacts ? Redaction.target($0) : $0 } ?? "/"
    var object = JSONObjectWriter(&output)
    object.field("method", head?.method ?? "GET", &output)
    object.field("url", url(target, host: head?.value(of: "host")), &output)
    object.field("httpVersion", head?.httpVersion ?? "HTTP/1.1", &output)
    write(list: cookies(head, "cookie"), named: "cookies", &object, &output)
    write(list: head.map(fields) ?? [], named: "headers", &object, &output)
    write(list: query(target), named: "queryString", &object, &output)
    object.field("headersSize", head?.bytes.count ?? -1, &output)
    object.field("bodySize", head == nil ? -1 : 0, &output)
    object.close(&output)
  }

  /// Writes a response; one that was not seen has the status 0.
  func write(response head: HTTPHead?, into output: inout OutputBuffer) {
    var object = JSONObjectWriter(&output)
    object.field("status", head?.status ?? 0, &output)
    object.field("statusText", head?.reason ?? "", &output)
    object.field("httpVersion", head?.httpVersion ?? "", &output)
    write(list: cookies(head, "set-cookie"), named: "cookies", &object, &output)
    write(list: head.map(fields) ?? [], named: "headers", &object, &output)
    object.name("content", &output)
    output.write(#"{"size":0,"mimeType":"x-unknown"}"#)
    object.field("redirectURL", head?.value(of: "location").map { redacts ? Redaction.target($0) : $0 } ?? "", &output)
    object.field("headersSize", head?.bytes.count ?? -1, &output)
    object.field("bodySize", -1, &output)
    object.close(&output)
  }

  /// The whole URL: clients send its path only.
  private func url(_ target: String, host: String?) -> String {
    if target.contains("://") { return target }
    let isSecure = connection.transport?.rawValue.contains("tls") == true
    let server = connection.ends?.server
    let address = server.map { $0.address.contains(":") ? "[\($0.address)]:\($0.port)" : "\($0.address):\($0.port)" }
    return "\(isSecure ? "wss" : "ws")://\(host ?? address ?? "unknown")\(target.hasPrefix("/") ? "" : "/")\(target)"
  }

  private func fields(of head: HTTPHead) -> [(String, String)] {
    head.fields.filter(\.hasColon).map { field in
      let name = head.text(field.name)
      let value = head.value(of: field)
      return (name, redacts ? Redaction.value(value, of: name) : value)
    }
  }

  /// The cookies of a request's field, or those that a response sets, without their attributes.
  private func cookies(_ head: HTTPHead?, _ name: String) -> [(String, String)] {
    (head?.values(of: name) ?? []).flatMap { value in
      let pairs = value.split(separator: ";")
      return pairs.prefix(name == "cookie" ? pairs.count : 1).map { pair in
        let (name, value) = Self.parts(of: pair)
        let trimmed = String(name.drop { $0 == " " })
        return (trimmed, redacts ? Redaction.length(value.utf8.count) : value)
      }
    }
  }

  private func query(_ target: String) -> [(String, String)] {
    guard let question = target.firstIndex(of: "?") else { return [] }
    return target[target.index(after: question)...].split(separator: "&").map(Self.parts)
  }

  /// What stands before an equals sign, and behind it.
  private static func parts(of text: Substring) -> (String, String) {
    guard let equals = text.firstIndex(of: "=") else { return (String(text), "") }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  private func write(
    list: [(String, String)], named name: StaticString, _ object: inout JSONObjectWriter, _ output: inout OutputBuffer
  ) {
    object.name(name, &output)
    output.write("[")
    for (index, pair) in list.enumerated() {
      if index > 0 { output.write(",") }
      var field = JSONObjectWriter(&output)
      field.field("name", pair.0, &output)
      field.field("value", pair.1, &output)
      field.close(&output)
    }
    output.write("]")
  }
}
