/// Prints what wslens costs beside others: `compare-speed WSLENS INFLATE-ALONE CAPTURE…`
///
/// A capture is compared with what does the same work with it, as its name tells: see ``Comparison``.
@main
enum CompareSpeed {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else {
      throw StartError(description: "usage: compare-speed WSLENS INFLATE-ALONE CAPTURE…")
    }
    let programs = Programs(wslens: arguments[0], inflateAlone: arguments[1])
    print(Table.head)
    for capture in arguments.dropFirst(2) {
      for comparison in Comparison.all(of: capture, programs) {
        print(Table.rows(for: try comparison.run(), on: comparison.name))
      }
    }
    let start = Comparison(
      name: "start to end", rounds: 25,
      [Contestant("wslens accept KEY", [programs.wslens, "accept", "dGhlIHNhbXBsZSBub25jZQ=="])])
    print(Table.rows(for: try start.run(), on: start.name))
  }
}

/// The programs that are not found by their names alone.
struct Programs {
  let wslens: String
  /// What inflates the messages beside a capture with zlib and nothing else.
  let inflateAlone: String
  let hasTcpdump = isInstalled("tcpdump")
  let hasTshark = isInstalled("tshark")
}
