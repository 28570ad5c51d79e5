import Foundation
import PacketCapture

#if canImport(Glibc)
import Glibc
#endif

/// The samples that come with the program.
enum Samples {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  static let captures = ["first-conversation", "compressed", "violations"]

  static func path(_ name: String) -> String { "\(root)/Samples/\(name)" }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Runs the program where the samples are, so that their names are short in what it writes.
  static func run(_ arguments: String) throws -> CommandRun {
    try CommandRun(shell: "cd '\(root)' && $WSLENS \(arguments)")
  }
}

/// Frames of RFC 6455, made without the program's own encoder.
enum Wire {
  static let key: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]
  /// The masked "Hello" of RFC 6455 section 5.7.
  static let hello: [UInt8] = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]

  /// A frame; `first` is its first byte, with FIN and opcode.
  static func frame(_ first: UInt8, _ payload: [UInt8], isMasked: Bool = false) -> [UInt8] {
    let mask: UInt8 = isMasked ? 0x80 : 0
    var bytes = [first]
    switch payload.count {
    case 0...125: bytes.append(mask | UInt8(payload.count))
    case 126...0xffff: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
    default: bytes += [mask | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    guard isMasked else { return bytes + payload }
    return bytes + key + payload.enumerated().map { $0.element ^ key[$0.offset % 4] }
  }

  static func text(_ text: String, isMasked: Bool = false) -> [UInt8] {
    frame(0x81, Array(text.utf8), isMasked: isMasked)
  }

  static func close(_ code: UInt16, _ reason: String = "", isMasked: Bool = false) -> [UInt8] {
    frame(0x88, [UInt8(code >> 8), UInt8(code & 0xff)] + Array(reason.utf8), isMasked: isMasked)
  }

  /// An opening request, with the key of RFC 6455 section 1.3.
  static func request(_ target: String = "/chat", fields: [String] = []) -> [UInt8] {
    head(
      [
        "GET \(target) HTTP/1.1", "Host: h", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: \(`accept`.sample.key)", "Sec-WebSocket-Version: 13",
      ] + fields)
  }

  /// The response that accepts it.
  static func response(fields: [String] = []) -> [UInt8] {
    head(
      [
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Accept: \(`accept`.sample.value)",
      ] + fields)
  }

  static func head(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) + [13, 10] }
}

/// Captures of made-up conversations.
struct Capture {
  private var writer = CaptureWriter()

  var bytes: [UInt8] { writer.bytes }

  /// Adds a connection of which every step is one side's bytes.
  ///
  /// - Parameter lost: the place of a packet that the capture does not hold.
  mutating func add(
    _ number: Int = 0, isVersion6: Bool = false, lost: Int? = nil,
    _ steps: [(TCPConversation.Side, [UInt8])]
  ) {
    var conversation = TCPConversation(
      client: .init(
        isVersion6 ? .v6(0x2001_0db8_1111_2222, 0x3333_4444_5555_6666) : .v4(192, 0, 2, UInt8(10 + number % 100)),
        port: UInt16(50_000 + number)),
      server: .init(
        isVersion6 ? .v6(0x2001_0db8_aaaa_bbbb, 0xcccc_dddd_eeee_ffff) : .v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000 + Int64(number) * 1_000_000_000)
    conversation.open()
    for (side, bytes) in steps { conversation.send(bytes, from: side) }
    for (place, packet) in conversation.packets.enumerated() where place != lost { writer.append(packet) }
  }

  /// A capture of one connection that opens with a handshake.
  static func ofFrames(
    _ frames: [(TCPConversation.Side, [UInt8])], target: String = "/chat", isVersion6: Bool = false,
    requestFields: [String] = [], responseFields: [String] = []
  ) -> [UInt8] {
    var capture = Capture()
    capture.add(
      isVersion6: isVersion6,
      [(.client, Wire.request(target, fields: requestFields)), (.server, Wire.response(fields: responseFields))]
        + frames)
    return capture.bytes
  }
}

/// What a terminal makes of text.
enum Terminal {
  /// The C library's `wcwidth`, which its header shows to no Swift program.
  private static let columns: @convention(c) (wchar_t) -> Int32 = {
    _ = setlocale(LC_CTYPE, "C.UTF-8")
    return unsafeBitCast(dlsym(nil, "wcwidth"), to: (@convention(c) (wchar_t) -> Int32).self)
  }()

  /// The columns a line takes, as the C library counts them; escape sequences for colours take none.
  static func width(_ line: String) -> Int {
    line.replacing(#/\u{1b}\[[0-9;]*m/#, with: "").unicodeScalars.reduce(0) {
      $0 + Int(columns(wchar_t($1.value)))
    }
  }

  /// True for a character that a terminal obeys instead of showing it, or that turns the text around it.
  static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0a: false
    case 0..<0x20, 0x7f...0x9f, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

/// A value of JSON, with booleans, integers and other numbers told apart.
enum JSON: Decodable, Equatable {
  case bool(Bool)
  case integer(UInt64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(UInt64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// Reads a whole text.
  init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  subscript(_ name: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields[name]
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var integer: UInt64? { if case .integer(let number) = self { number } else { nil } }
  var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
}

extension CommandRun {
  /// Standard output as JSON Lines: one object for each line, and a line end behind the last.
  var events: [JSON] {
    get throws {
      let decoder = JSONDecoder()
      return try text.split(separator: "\n").map { try decoder.decode(JSON.self, from: Data($0.utf8)) }
    }
  }

  /// The events of one kind.
  func events(_ name: String) throws -> [JSON] { try events.filter { $0["event"] == .string(name) } }
}
