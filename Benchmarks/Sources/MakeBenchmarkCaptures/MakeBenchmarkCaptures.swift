internal import CaptureScripts

/// Writes the captures that speed is measured on: `make-benchmark-captures DIRECTORY NAME…`
///
/// A name is a kind and a size in megabytes, such as `small-100` or `large-100`.
@main
enum MakeBenchmarkCaptures {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let directory = arguments.first, arguments.count >= 2 else {
      throw UsageError(description: "usage: make-benchmark-captures DIRECTORY small-MEGABYTES|large-MEGABYTES…")
    }
    try OutputFile.makeDirectory(directory)
    for name in arguments.dropFirst() {
      let parts = name.split(separator: "-")
      guard parts.count == 2, let kind = Traffic(rawValue: String(parts[0])), let megabytes = Int(parts[1]) else {
        throw UsageError(description: "\(name): expected small- or large- and a number of megabytes, as in small-100")
      }
      var generator = TrafficGenerator(kind, bytes: megabytes * 1_000_000)
      try generator.write(to: "\(directory)/\(name).pcap")
    }
  }
}

/// The arguments are not what they have to be.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}
