import ArgumentParser

/// The options of commands that make keys.
struct GenerationOptions: ParsableArguments {
  @Flag(help: "Make new keys at random, with their answers.")
  var generate = false

  @Option(reading: ArgumentHelp("How many to generate.", valueName: "number"))
  var count = PositiveNumber(1)

  @Option(
    reading: ArgumentHelp(
      "Generate the keys that follow from this number: the same ones every time.", valueName: "number"))
  var seed: WholeNumber?

  /// Where random numbers come from.
  var generator: KeyRandomness { KeyRandomness(seed: seed?.number) }

  /// Tells which options need `--generate`.
  func tellIgnoredOptions(_ common: OutputOptions) {
    guard !generate else { return }
    if seed != nil { common.note("--seed is for --generate and ignored without it") }
    if count != PositiveNumber(1) { common.note("--count is for --generate and ignored without it") }
  }
}

/// The system's random numbers, or those that follow from a seed.
struct KeyRandomness: RandomNumberGenerator {
  private var system = SystemRandomNumberGenerator()
  private var seeded: SplitMix64?

  /// - Parameter seed: what the numbers follow from; `nil` for the system's.
  init(seed: UInt64?) {
    seeded = seed.map { SplitMix64(seed: $0) }
  }

  mutating func next() -> UInt64 {
    seeded?.next() ?? system.next()
  }
}
