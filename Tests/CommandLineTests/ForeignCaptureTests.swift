import Foundation
import TestSupport
import Testing

/// Captures that are compressed or in formats that are not read: what is said of them helps.
@Suite struct `foreign captures` {
  private static func isInstalled(_ tool: String) -> Bool {
    ["/usr/bin", "/bin", "/usr/local/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }

  private static let tools = ["zstd", "lz4", "xz", "bzip2"].filter(isInstalled)

  @Test(.enabled(if: !tools.isEmpty, "no compressor is installed"), arguments: tools)
  func `that are compressed are read with the command that is named`(tool: String) throws {
    let folder = try TemporaryFolder()
    let name = "it's a \(tool) file"
    let path = folder[name].path.replacing("'", with: #"'\''"#)
    let packed = try CommandRun(
      shell: "\(tool) -c < '\(Samples.path("compressed.pcap"))' > '\(path)'; $WSLENS pcap '\(path)'")
    #expect(packed.status == 65)
    #expect(packed.text == "")
    let command = try #require(packed.complaints.split(separator: "unpack it on the way in: ").last)
    #expect(packed.complaints.contains("compressed with \(tool); unpack it on the way in: \(tool) -dc '"))
    let line = command.replacing("| wslens ", with: "| $WSLENS ").trimmingCharacters(in: .whitespacesAndNewlines)
    let unpacked = try CommandRun(shell: line)
    #expect(unpacked.status == 0)
    #expect(unpacked.lines == (try CommandRun(["pcap", "-"], input: Samples.bytes("compressed.pcap"))).lines)
  }

  @Test(
    arguments: [
      ([0x28, 0xb5, 0x2f, 0xfd, 0, 0], "compressed with zstd; unpack it on the way in: zstd -dc | wslens pcap -"),
      (
        Array("snoop\0\0\0".utf8),
        "a capture in the format of snoop, which is not read here; editcap, which comes with Wireshark, writes it as pcapng"
      ),
      (Array("{\"log\": {}}".utf8), "and pcapng 0a 0d 0d 0a; wslens decode reads bytes and conversations"),
    ] as [([UInt8], String)])
  func `on standard input are named too`(bytes: [UInt8], advice: String) throws {
    let run = try CommandRun(["pcap", "-"], input: bytes)
    #expect(run.status == 65)
    #expect(run.complaints.hasPrefix("wslens: standard input: "))
    #expect(run.complaints.contains(advice))
    let lines = try CommandRun(["pcap", "-", "--json"], input: bytes)
    #expect(lines.text.contains(advice))
  }

  @Test func `packets of a link type that is not read are passed over, and counted`() throws {
    var file = PcapngBytes()
    file.addInterface(189)
    file.addInterface(1)
    for place in 0..<3 { file.addPacket([1, 2, 3], units: UInt64(place)) }
    file.addPacket(Wrapping.ethernet(Wrapping.version4(1, [8, 0, 0, 0])), interface: 1, units: 9)
    let run = try CommandRun(["pcap", "-"], input: file.bytes)
    #expect(run.status == 0)
    #expect(run.complaints == "wslens: standard input: 3 packets of link type 189 (USB_LINUX) passed over\n")
    #expect(run.text.hasPrefix("-: 4 packets") || run.text.contains("4 packets"))
    #expect(try CommandRun(["pcap", "-", "--quiet"], input: file.bytes).complaints == "")
    #expect(try CommandRun(["pcap", "-", "--filter", "ip"], input: file.bytes).complaints == run.complaints)
  }

  @Test func `a file of nothing else is refused`() throws {
    var file = PcapngBytes()
    file.addInterface(189)
    file.addPacket([1, 2, 3], units: 0)
    let run = try CommandRun(["pcap", "-"], input: file.bytes)
    #expect(run.status == 65)
    #expect(
      run.complaints.hasPrefix("wslens: standard input: packets of link type 189 (USB_LINUX) are not read; those of"))
  }
}
