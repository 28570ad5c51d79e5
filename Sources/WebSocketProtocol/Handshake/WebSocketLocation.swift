/// The URL in the `WebSocket-Location` of hixie-75 and the `Sec-WebSocket-Location` of hixie-76.
enum WebSocketLocation {
  /// The URLs that fit a request: `ws` or `wss`, the host without its default port, and the path.
  ///
  /// - Parameter isSecure: whether the connection is over TLS; both schemes fit where that is not known.
  static func expected(for request: HTTPHead, isSecure: Bool?) -> [String] {
    guard let host = request.value(of: "host"), let target = request.target else { return [] }
    let path = RequestTarget.path(of: target.trimmingBlanks)
    return [false, true].filter { isSecure == nil || $0 == isSecure }.map { secure in
      "\(secure ? "wss" : "ws")://\(HostField.withoutDefaultPort(host, isSecure: secure))\(path)"
    }
  }

  /// What is wrong with a value; `nil` where nothing is.
  static func fault(of value: String, for request: HTTPHead, isSecure: Bool?) -> String? {
    let expected = expected(for: request, isSecure: isSecure)
    guard let first = expected.first, !expected.contains(where: { $0.utf8.elementsEqual(value.utf8) }) else {
      return nil
    }
    // A query may hold secrets, and is rarely what is wrong.
    let (shown, wanted) = (withoutQuery(value), withoutQuery(first))
    return shown == wanted
      ? "the query of the URL is not the request's"
      : "\"\(shown)\" is not the URL of the request; expected \(wanted)"
  }

  private static func withoutQuery(_ url: String) -> String {
    url.firstIndex(of: "?").map { String(url[..<$0]) } ?? url
  }
}
