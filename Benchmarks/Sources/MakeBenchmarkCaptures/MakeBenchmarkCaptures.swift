internal import CaptureScripts

/// Writes the captures that speed and memory are measured on: `make-benchmark-captures DIRECTORY NAME…`
///
/// A name is a kind and a size, such as `small-100` (megabytes), `compressed-200` (thousands of messages) or
/// `other-1000` (thousands of connections).
@main
enum MakeBenchmarkCaptures {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let directory = arguments.first, arguments.count >= 2 else {
      throw UsageError(description: "usage: make-benchmark-captures DIRECTORY KIND-SIZE…")
    }
    try OutputFile.makeDirectory(directory)
    for name in arguments.dropFirst() {
      let parts = name.split(separator: "-")
      guard parts.count == 2, let kind = Traffic(rawValue: String(parts[0])), let size = Int(parts[1]), size > 0 else {
        let kinds = Traffic.allCases.map { "\($0.rawValue)-\($0.unit)" }.joined(separator: ", ")
        throw UsageError(description: "\(name): expected one of \(kinds), with a number behind the dash")
      }
      let path = "\(directory)/\(name)"
      switch kind {
      case .small, .large:
        var generator = TrafficGenerator(kind, bytes: size * 1_000_000)
        try generator.write(to: path + ".pcap")
      case .compressed:
        var generator = CompressedTraffic(messages: size * 1000)
        try generator.write(to: path)
      case .other:
        try OtherTraffic(connections: size * 1000).write(to: path + ".pcap")
      }
    }
  }
}

/// The arguments are not what they have to be.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}
