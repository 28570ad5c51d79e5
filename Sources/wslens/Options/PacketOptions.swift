import ArgumentParser

/// Which packets are taken, and for how long, whether they come from a file or from an interface.
struct PacketOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take only packets that pass a filter in libpcap's language; others are not counted either.",
      valueName: "expression"))
  var filter: String?

  @Option(
    reading: ArgumentHelp(
      "Wait for packets no longer than this: seconds, or a time such as 500ms, 5m or 1h.", valueName: "time"))
  var duration: TimeSpan?
}
