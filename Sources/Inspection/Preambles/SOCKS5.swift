/// A negotiation of SOCKS version 5 (RFC 1928): methods, perhaps a user and a password (RFC 1929), request and reply.
enum SOCKS5 {
  private static let version: UInt8 = 5
  private static let noAuthentication: UInt8 = 0
  private static let userAndPassword: UInt8 = 2

  /// Reads what each side sent first.
  static func read(client: [UInt8], server: [UInt8]) -> Preamble.Reading {
    var client = Reader(client)
    var server = Reader(server)
    do throws(Stop) {
      let target = try read(&client, &server)
      return .found(
        client: client.position, server: server.position, note: "a SOCKS 5 negotiation: to \(target)")
    } catch {
      return error == .needsMore ? .undecided : .none
    }
  }

  /// True where the client's bytes are a greeting and nothing else, or a greeting and what may follow it.
  static func isGreeting(_ client: [UInt8]) -> Bool {
    guard client.count >= 3, client[0] == version, client[1] > 0 else { return false }
    let methods = Int(client[1])
    return client.count == 2 + methods && client[2...].contains { $0 == noAuthentication || $0 == userAndPassword }
  }

  private static func read(_ client: inout Reader, _ server: inout Reader) throws(Stop) -> String {
    try client.expect(version)
    let count = try client.next()
    guard count > 0 else { throw .mismatch }
    let methods = try client.next(Int(count))
    try server.expect(version)
    let method = try server.next()
    guard methods.contains(method) else { throw .mismatch }
    switch method {
    case noAuthentication: break
    case userAndPassword:
      try client.expect(1)
      // Neither the name nor the password is told.
      _ = try client.next(Int(try client.next()))
      _ = try client.next(Int(try client.next()))
      try server.expect(1)
      try server.expect(0)
    default: throw .mismatch
    }
    // CONNECT, and its success.
    for byte in [version, 1, 0] { try client.expect(byte) }
    let target = try address(&client)
    for byte in [version, 0, 0] { try server.expect(byte) }
    _ = try address(&server)
    return target
  }

  private static func address(_ reader: inout Reader) throws(Stop) -> String {
    let host: String
    switch try reader.next() {
    case 1: host = Preamble.version4(try reader.next(4))
    case 3:
      let name = try reader.next(Int(try reader.next()))
      guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw .mismatch }
      host = String(decoding: name, as: UTF8.self)
    case 4: host = Preamble.version6(try reader.next(16))
    default: throw .mismatch
    }
    return Preamble.endpoint(host, Preamble.port(try reader.next(2)))
  }

  /// Why reading stops.
  private enum Stop: Error {
    case needsMore
    case mismatch
  }

  /// Reads bytes in turn.
  private struct Reader {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() throws(Stop) -> UInt8 {
      guard position < bytes.count else { throw .needsMore }
      position += 1
      return bytes[position - 1]
    }

    mutating func next(_ count: Int) throws(Stop) -> ArraySlice<UInt8> {
      guard count <= bytes.count - position else { throw .needsMore }
      position += count
      return bytes[(position - count)..<position]
    }

    mutating func expect(_ byte: UInt8) throws(Stop) {
      guard try next() == byte else { throw .mismatch }
    }
  }
}
