import Foundation
import PacketCapture
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Two ends of a TCP connection on this machine's loopback interface, which say what a test has them say.
final class LoopbackConversation: @unchecked Sendable {
  /// The server's port: a free one.
  let port: UInt16
  private let listener: Int32
  private var client: Int32 = -1
  private var server: Int32 = -1

  /// Finds a free port, and listens on it.
  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    try #require(bound)
  }

  deinit {
    for descriptor in [listener, client, server] where descriptor >= 0 { close(descriptor) }
  }

  /// Connects the client.
  func connect() throws {
    client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port: port)
    let connected = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [client] in
        Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    try #require(connected)
    server = Glibc.accept(listener, nil, nil)
    try #require(server >= 0)
  }

  /// Sends bytes, and has the other side read them.
  func send(_ bytes: [UInt8], from side: TCPConversation.Side) throws {
    let (sender, receiver) = side == .client ? (client, server) : (server, client)
    try #require(Glibc.send(sender, bytes, bytes.count, 0) == bytes.count)
    var rest = [UInt8](repeating: 0, count: bytes.count)
    while !rest.isEmpty {
      let count = recv(receiver, &rest, rest.count, 0)
      try #require(count > 0)
      rest.removeFirst(count)
    }
  }

  /// Closes both ends, the server's first as the protocol asks for.
  func hangUp() {
    close(server)
    close(client)
    (client, server) = (-1, -1)
  }

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }
}

/// Whether the user who runs the tests may capture.
enum CaptureRight {
  static let isThere = (try? CommandRun(["live", "lo", "--duration", "1ms", "-q"]).status) == 0
}
