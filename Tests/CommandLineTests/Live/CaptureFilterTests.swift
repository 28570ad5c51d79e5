import Foundation
import PacketCapture
import Testing

@Suite struct `A capture filter` {
  /// Three connections to three servers' ports.
  private static let capture: [UInt8] = {
    var capture = Capture()
    for number in 0..<3 {
      capture.add(number, [(.client, Wire.request()), (.server, Wire.response()), (.server, Wire.text("\(number)"))])
    }
    return capture.bytes
  }()

  /// The same, and a fourth connection as bare IP in a section of its own.
  private static func mixed() throws -> [UInt8] {
    var fourth = Capture()
    fourth.add(3, [(.client, Wire.request()), (.server, Wire.response()), (.server, Wire.text("3"))])
    return try section(of: capture, linkType: .ethernet, leavingOut: 0)
      + section(of: fourth.bytes, linkType: .raw, leavingOut: 14)
  }

  /// A capture as pcapng, without so many bytes at the beginning of each packet.
  private static func section(of capture: [UInt8], linkType: LinkType, leavingOut start: Int) throws -> [UInt8] {
    var writer = PcapngWriter(linkType: linkType, interface: "test0", application: "tests")
    let folder = try TemporaryFolder()
    try Data(capture).write(to: folder["x"])
    var file = try CaptureFile(path: folder["x"].path)
    while try file.next({ record, packet in
      writer.append(record, packet.extracting(droppingFirst: start))
    }) {}
    return writer.takeBytes()
  }

  static let expressions: [(expression: String, texts: [String])] = [
    ("tcp", ["0", "1", "2"]), ("port 50001", ["1"]), ("host 192.0.2.12", ["2"]), ("not port 50001", ["0", "2"]),
    ("tcp port 50000 or tcp port 50002", ["0", "2"]), ("udp", []), ("", ["0", "1", "2"]),
  ]

  @Test(arguments: expressions)
  func `leaves what passes`(expression: String, texts: [String]) throws {
    let arguments = ["pcap", "-", "--filter", expression, "--json", "--show", "messages"]
    let run = try CommandRun(arguments, input: Self.capture)
    #expect(run.status == 0)
    #expect(try run.events("message").map { $0["payload_text"]?.text } == texts)
    let all = try CommandRun(["pcap", "-", "--json"], input: Self.capture).events("summary")
    let counts = try run.events("summary")
    #expect(counts.first?["connections"] == .integer(UInt64(texts.count)))
    #expect(counts.first?["packets"]?.integer == all.first?["packets"]?.integer.map { $0 / 3 * UInt64(texts.count) })
    #expect(counts.first?["bytes"] == all.first?["bytes"])
  }

  @Test func `keeps the numbers of packets`() throws {
    let arguments = ["pcap", "-", "--json", "--show", "frames"]
    let all = try CommandRun(arguments, input: Self.capture).events("frame").map { $0["packet"] }
    let some = try CommandRun(arguments + ["--filter", "port 50001"], input: Self.capture)
    #expect(try some.events("frame").map { $0["packet"] } == [all[1]])
  }

  @Test func `is compiled for each kind of link`() throws {
    let run = try CommandRun(
      ["pcap", "-", "--filter", "port 50001 or port 50003", "--json", "--show", "messages"], input: try Self.mixed())
    #expect(run.status == 0)
    #expect(try run.events("message").map { $0["payload_text"]?.text } == ["1", "3"])
  }

  @Test func `that says nothing about a link is an error there`() throws {
    let run = try CommandRun(["pcap", "-", "--filter", "ether host 02:00:00:00:00:01"], input: try Self.mixed())
    #expect(run.status == 64)
    #expect(run.complaints.contains("wslens: standard input: the filter does not fit: "))
    #expect(run.lines.last { $0.contains("packets") }?.contains("standard input: ") == true)
  }

  @Test(arguments: ["tcp prt 1", "host", "port 99999", "(tcp"])
  func `that libpcap does not understand is refused in its words`(expression: String) throws {
    let run = try CommandRun(["pcap", Samples.path("first-conversation.pcap"), "--filter", expression])
    #expect(run.status == 64)
    #expect(run.complaints.hasPrefix("wslens: --filter '\(expression)': "))
    #expect(run.text == "")
  }
}
