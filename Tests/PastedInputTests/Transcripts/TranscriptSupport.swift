import Foundation
import PastedInput

/// Reads a handshake, detected or as a named dialect.
func transcript(_ text: String, as dialect: TranscriptDialect? = nil) throws(PastedInputError) -> Transcript {
  try Transcript(reading: Array(text.utf8), as: dialect)
}

/// The error of reading a handshake; `nil` where there is none.
func transcriptFailure(_ text: String, as dialect: TranscriptDialect? = nil) -> PastedInputError? {
  do throws(PastedInputError) {
    _ = try transcript(text, as: dialect)
    return nil
  } catch {
    return error
  }
}

/// The bytes of a file beside the tests of transcripts, or among the samples of the package.
func handshakeFile(_ name: String, of folder: String = "Tests/PastedInputTests/Transcripts/Samples") throws -> [UInt8] {
  var root = URL(fileURLWithPath: #filePath)
  for _ in 0..<4 { root.deleteLastPathComponent() }
  return [UInt8](try Data(contentsOf: root.appending(path: folder).appending(path: name)))
}

extension Transcript.Message {
  /// The head's lines without CR LF, and without the empty one.
  var lines: [String] {
    var lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The rest as text.
  var restText: String { String(decoding: rest, as: UTF8.self) }

  /// Where the first byte of a line of the head stood: `line:column`.
  func placeOfLine(_ index: Int) -> String {
    let offset = lines.prefix(index).reduce(0) { $0 + $1.utf8.count + 2 }
    let place = place(of: offset)
    return "\(place.line):\(place.column)"
  }
}

/// The lines of a handshake that the tests write in many forms.
enum SampleHandshake {
  static let request = [
    "GET /chat HTTP/1.1", "Host: example.com", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
  ]

  static let response = [
    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
  ]

  /// A head with an end behind each line and behind the empty one.
  static func head(_ lines: [String], end: String = "\r\n") -> String {
    (lines + [""]).map { $0 + end }.joined()
  }
}
