/// A negotiation of SOCKS version 4 or 4a: one request, and its answer.
enum SOCKS4 {
  private static let fixedLength = 8

  /// Reads what each side sent first.
  static func read(client: [UInt8], server: [UInt8]) -> Preamble.Reading {
    guard let request = request(client) else { return .none }
    guard let length = request.length else { return .undecided }
    guard server.count >= fixedLength else {
      // The answer has a version of 0, and 90 for success.
      return [0, 0x5a].starts(with: server.prefix(2)) ? .undecided : .none
    }
    guard server[0] == 0, server[1] == 0x5a else { return .none }
    return .found(
      client: length, server: fixedLength, note: "a SOCKS \(request.name) negotiation: to \(request.target)")
  }

  /// True where all of a request is there.
  static func isRequest(_ client: [UInt8]) -> Bool { request(client)?.length != nil }

  /// What a request says, with its length where all of it is there; `nil` where there is none.
  private static func request(_ bytes: [UInt8]) -> (name: String, target: String, length: Int?)? {
    guard [4, 1].starts(with: bytes.prefix(2)) else { return nil }
    guard bytes.count >= fixedLength else { return ("4", "", nil) }
    let port = Preamble.port(bytes[2..<4])
    guard let user = Name(bytes[fixedLength...]) else { return nil }
    guard let behindUser = user.end else { return ("4", "", nil) }
    // An address of 0.0.0.x says that a name follows (4a).
    guard bytes[4..<7].allSatisfy({ $0 == 0 }), bytes[7] != 0 else {
      return ("4", Preamble.endpoint(Preamble.version4(bytes[4..<8]), port), behindUser)
    }
    guard let host = Name(bytes[behindUser...]) else { return nil }
    return ("4a", Preamble.endpoint(host.text, port), host.end)
  }

  /// A name that ends with a zero.
  private struct Name {
    let text: String
    /// Where the byte behind the zero is; `nil` where that has not come.
    let end: Int?

    /// The longest name, of a user or of a host.
    private static let longest = 255

    /// The name that some bytes begin with; `nil` where it is none.
    init?(_ bytes: ArraySlice<UInt8>) {
      let name = bytes.prefix { $0 != 0 }
      guard name.count <= Self.longest, name.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
      text = String(decoding: name, as: UTF8.self)
      end = name.count < bytes.count ? name.endIndex + 1 : nil
    }
  }
}
