/// The extensions that have names, whether or not wslens reads what they do to frames.
enum ExtensionNames {
  /// Registered with IANA (RFC 6455 section 11.4).
  static let registered: Set<String> = ["permessage-deflate", "bbf-usp-protocol"]
  /// Of drafts and of browsers before permessage-deflate.
  static let historic: Set<String> = [
    "deflate-stream", "deflate-frame", "x-webkit-deflate-frame", "permessage-compress", "permessage-bzip2", "mux",
  ]

  /// True for extensions that compress whole messages and mark them by RSV1 (RFC 7692 section 5).
  static func isPermessage(_ name: String) -> Bool { name.hasPrefix("permessage-") }
}
