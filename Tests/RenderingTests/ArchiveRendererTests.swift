import Foundation
import Inspection
import Rendering
import Testing

/// How an archive is put together while connections overlap, and what is left out where too much waits.
@Suite struct ArchiveRendererTests {
  /// Connections that are inspected side by side, and the archive that is made of them.
  struct Recording: ~Copyable {
    private var inspector: Inspector
    private var renderer: ArchiveRenderer
    private var output = OutputBuffer()
    private var offsets: [Int: UInt64] = [:]

    init(limit: Int = ArchiveRenderer.limit) {
      var options = InspectionOptions()
      options.wantsMessages = true
      options.payloadLimit = .max
      inspector = Inspector(options: options)
      renderer = ArchiveRenderer(version: "1", limit: limit)
      renderer.begin("-", into: &output)
    }

    var loss: String? { renderer.loss }
    /// How much has been written.
    var written: Int { output.bytes.count }

    /// A server answers a client.
    mutating func open(_ slot: Int) {
      inspector.open(slot, firstIsClient: true)
      let request = """
        GET /\(slot) HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
        """
      let response = """
        HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n
        """
      take(Array(request.utf8), from: .first, slot)
      take(Array(response.utf8), from: .second, slot)
    }

    /// The server sends a text of up to 125 bytes.
    mutating func send(_ text: String, _ slot: Int) {
      take([0x81, UInt8(text.utf8.count)] + Array(text.utf8), from: .second, slot)
    }

    mutating func close(_ slot: Int) {
      inspector.close(slot)
      render()
    }

    private mutating func take(_ bytes: [UInt8], from side: Side, _ slot: Int) {
      let key = 2 * slot + (side == .first ? 0 : 1)
      let offset = offsets[key, default: 0]
      _ = inspector.take(bytes.span, from: side, at: offset, slot: slot, Origin()) { _ in nil }
      offsets[key] = offset + UInt64(bytes.count)
      render()
    }

    private mutating func render() {
      renderer.render(inspector.queue, into: &output)
      inspector.queue.removeAll()
    }

    /// Ends the archive: the URLs of its entries with the texts of their messages, and its comment.
    mutating func finish() throws -> (entries: [(url: String, texts: [String], omitted: Int?)], comment: String?) {
      renderer.end(Summary(), into: &output)
      renderer.conclude(Summary(), inputs: 1, into: &output)
      let archive = try JSONDecoder().decode(Archive.self, from: Data(output.bytes))
      let entries = archive.log.entries.map { entry in
        (entry.request.url, entry._webSocketMessages.map(\.data), entry._omittedMessages)
      }
      return (entries, archive.log.comment)
    }
  }

  private struct Archive: Decodable {
    struct Log: Decodable {
      var entries: [Entry]
      var comment: String?
    }
    struct Entry: Decodable {
      var request: Request
      var _webSocketMessages: [Message]
      var _omittedMessages: Int?
    }
    struct Request: Decodable { var url: String }
    struct Message: Decodable { var data: String }
    var log: Log
  }

  @Test func `the earliest connection is written as it goes, and the others when their turn comes`() throws {
    var recording = Recording()
    for slot in 0..<3 { recording.open(slot) }
    var before = recording.written
    recording.send("at once", 0)
    #expect(recording.written > before)
    before = recording.written
    for slot in [2, 1, 2] { recording.send("later", slot) }
    recording.close(2)
    #expect(recording.written == before)
    recording.close(0)
    #expect(recording.written > before)
    before = recording.written
    recording.send("now at once", 1)
    #expect(recording.written > before)
    recording.close(1)
    let (entries, comment) = try recording.finish()
    #expect(entries.map(\.url) == ["ws://h/0", "ws://h/1", "ws://h/2"])
    #expect(entries.map(\.texts) == [["at once"], ["later", "now at once"], ["later", "later"]])
    #expect(entries.allSatisfy { $0.omitted == nil })
    #expect(comment == nil)
    #expect(recording.loss == nil)
  }

  @Test func `what does not fit is left out and told`() throws {
    var recording = Recording(limit: 1)
    for slot in 0..<3 { recording.open(slot) }
    for number in 0..<5 { for slot in 0..<3 { recording.send("\(slot).\(number)", slot) } }
    recording.close(0)
    recording.send("1.5", 1)
    for slot in 1..<3 { recording.close(slot) }
    let (entries, comment) = try recording.finish()
    #expect(entries.map(\.texts) == [(0..<5).map { "0.\($0)" }, ["1.5"]])
    #expect(entries.map(\.omitted) == [nil, 5])
    let told = "5 messages and 1 connection left out: 1 bytes waited for earlier connections to end"
    #expect(recording.loss == told)
    #expect(comment == told)
  }

  @Test func `thousands of connections one behind the other leave nothing behind`() throws {
    var recording = Recording(limit: 1)
    for slot in 0..<3000 {
      recording.open(slot)
      recording.send("\(slot)", slot)
      recording.close(slot)
    }
    let (entries, _) = try recording.finish()
    #expect(entries.map(\.texts) == (0..<3000).map { ["\($0)"] })
    #expect(recording.loss == nil)
  }

  @Test func `connections that never end are ended with their input`() throws {
    var recording = Recording()
    for slot in 0..<2 { recording.open(slot) }
    recording.send("b", 1)
    recording.send("a", 0)
    #expect(try recording.finish().entries.map(\.texts) == [["a"], ["b"]])
  }
}
