import PacketCapture
import WebSocketProtocol

/// What a frame is to carry, wherever it was given.
struct PayloadInput {
  /// What stands on the command line: a text, or a close code and a reason. `-` at the end is standard input.
  var arguments: [String]
  /// The payload's bytes, whatever the type.
  var bytes: [UInt8]?
  /// A file that holds them; `-` is standard input.
  var file: String?

  /// The payload of a frame that `sender` sends.
  ///
  /// - Throws: status 64 where it is not what this type of frame carries, 66 where the file cannot be read.
  func payload(of kind: FrameComposer.Kind, from sender: Sender, _ version: ProtocolVersion) throws(Failure) -> [UInt8]
  {
    if let bytes { return bytes }
    if let file { return try Self.read(file) }
    if kind == .type(.close) { return try closeBody(from: sender, version) }
    guard arguments.count <= 1 else {
      throw Failure(.usage, "\(arguments.count) payloads given; put a text with spaces in quotes")
    }
    return try arguments.first.map(Self.text) ?? []
  }

  private func closeBody(from sender: Sender, _ version: ProtocolVersion) throws(Failure) -> [UInt8] {
    guard let first = arguments.first else {
      // In hybi-05 the body says who closes.
      return version == .hybi05 ? [sender == .client ? UInt8(ascii: "C") : UInt8(ascii: "S")] : []
    }
    guard version.closeHasCode else {
      throw Failure(.usage, "a close of \(version.rawValue) has no code; --hex gives it any body")
    }
    guard let code = UInt64(numeral: first).flatMap(UInt16.init(exactly:)), arguments.count <= 2 else {
      throw Failure(.usage, "close takes a code from 0 to 65535 and a reason in quotes, such as 1000 'bye'")
    }
    let reason = try arguments.dropFirst().first.map(Self.text) ?? []
    return [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)] + reason
  }

  private static func text(_ argument: String) throws(Failure) -> [UInt8] {
    argument == "-" ? try read("-") : Array(argument.utf8)
  }

  private static func read(_ file: String) throws(Failure) -> [UInt8] {
    if file == "-" {
      guard !StandardInput.isTerminal else {
        throw Failure(.usage, "nothing to read; pipe the payload to standard input")
      }
      return try StandardInput.readAll()
    }
    do {
      return try ByteSource(path: file).readAll()
    } catch {
      throw Failure(error)
    }
  }
}
