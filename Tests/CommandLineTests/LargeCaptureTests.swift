import Foundation
import Inflation
import PacketCapture
import Testing

/// Large captures are read and written by threads of their own; what is told must not depend on that.
@Suite struct `A large capture tells the same as a small one` {
  /// A conversation with a Close that is not answered and frames behind it, and as many packets behind it as are wanted.
  private static func capture(noise: Int) -> [UInt8] {
    var writer = CaptureWriter()
    var talk = TCPConversation(
      client: .init(.v4(192, 0, 2, 10), port: 50_000), server: .init(.v4(198, 51, 100, 20), port: 8080),
      startingAt: 1_735_722_000_000_000_000)
    talk.open()
    talk.send(Wire.request(), from: .client)
    talk.send(Wire.response(), from: .server)
    for number in 0..<20 { talk.send(Wire.text("number \(number)", isMasked: true), from: .client) }
    talk.send(Wire.close(1000, "enough", isMasked: true), from: .client)
    talk.send(Wire.text("unheard"), from: .server)
    talk.send(Wire.text("behind the end", isMasked: true), from: .client)
    talk.reset(by: .server)
    writer.append(contentsOf: talk.packets)
    let filler = SyntheticPacket(nanoseconds: talk.nanoseconds, bytes: [UInt8](repeating: 0, count: 1400))
    for _ in 0..<noise { writer.append(filler) }
    return writer.bytes
  }

  @Test(
    arguments: [
      "--show frames,messages", "--show frames --rule CL", "--show frames,messages --grep number",
      "--show frames --rule CL-07 --limit 1", "--show messages --time-range +0.001..",
    ])
  func `whatever is asked for`(options: String) throws {
    try Self.compare(options, fewestLines: 4, capture: Self.capture)
  }

  /// Conversations whose messages are compressed, three at a time, one of which ends badly.
  private static func compressed(noise: Int) throws -> [UInt8] {
    var writer = CaptureWriter()
    var last: Int64 = 0
    for start in 0..<4 {
      var talks: [TCPConversation] = []
      var deflaters: [MessageDeflater] = []
      for number in 0..<3 {
        var talk = TCPConversation(
          client: .init(.v4(192, 0, 2, UInt8(number + 1)), port: UInt16(50_000 + start)),
          server: .init(.v4(198, 51, 100, 20), port: 8080), startingAt: 1_735_722_000_000_000_000 + last)
        talk.open()
        talk.send(Wire.request(fields: ["Sec-WebSocket-Extensions: permessage-deflate"]), from: .client)
        talk.send(Wire.response(fields: ["Sec-WebSocket-Extensions: permessage-deflate"]), from: .server)
        writer.append(contentsOf: talk.takePackets())
        talks.append(talk)
        deflaters.append(try #require(MessageDeflater(windowBits: 15, contextTakeover: true)))
      }
      for message in 0..<30 {
        for number in talks.indices {
          var payload = deflaters[number].deflate(Array("message \(message) of conversation \(number)".utf8).span)
          if number == 1, message == 25 { payload = [0xff, 0xff] }
          talks[number].nanoseconds = 1_735_722_000_000_000_000 + last
          talks[number].send(Wire.frame(0xc1, payload), from: .server)
          if message == 29 { talks[number].reset(by: .client) }
          writer.append(contentsOf: talks[number].takePackets())
          last += 1_000_000
        }
      }
    }
    let filler = SyntheticPacket(
      nanoseconds: 1_735_722_000_000_000_000 + last, bytes: [UInt8](repeating: 0, count: 1400))
    for _ in 0..<noise { writer.append(filler) }
    return writer.bytes
  }

  @Test(arguments: [
    "--show frames,messages", "--show messages --payload 4", "--show summary", "--digest --show messages",
  ])
  func `whatever is compressed`(options: String) throws {
    try Self.compare(options, fewestLines: 13, capture: Self.compressed)
  }

  /// Expects the same of a capture with and without noise behind it, and so many lines at least.
  private static func compare(
    _ options: String, fewestLines: Int, capture: (_ noise: Int) throws -> [UInt8]
  ) throws {
    let folder = try TemporaryFolder()
    var told: [[String]] = []
    for noise in [0, 1000] {
      try Data(capture(noise)).write(to: folder["capture.pcap"])
      let run = try CommandRun(shell: "cd '\(folder.url.path)' && $WSLENS pcap capture.pcap --json \(options)")
      #expect(run.status == 0)
      told.append(run.lines.filter { !$0.contains(#""event":"summary""#) })
    }
    #expect(told[0] == told[1])
    #expect(told[0].count >= fewestLines)
  }
}
