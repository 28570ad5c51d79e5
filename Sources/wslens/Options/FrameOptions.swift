import ArgumentParser
import Inspection
import WebSocketProtocol

/// The options that say how frames are built.
struct FrameOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Whose frames these are; a client's are masked.", valueName: "side"))
  var sender: SideChoice = .client

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The version whose layout the frames have (default: rfc6455).", valueName: "version"))
  var protocolVersion: VersionChoice?

  @Option(
    reading: ArgumentHelp(
      """
      What frames are masked with: a key such as 37fa213d for all of them, zero, none, or random, which takes \
      --seed. Without it a client's first frame has 37fa213d, and each fragment behind it a key that follows from that.
      """, valueName: "key"))
  var mask: MaskChoice?

  @Option(reading: ArgumentHelp("The number that the keys of --mask random follow from.", valueName: "number"))
  var seed: WholeNumber?

  @Option(
    reading: ArgumentHelp(
      """
      Divide the payload into fragments of these sizes, such as 3,2; the rest is one more. With permessage-deflate \
      the sizes are of compressed bytes, with deflate-frame of what is compressed.
      """, valueName: "sizes"))
  var fragment: [FragmentSizes] = []

  @Flag(help: "Say that more fragments follow the last frame: FIN 0, in hybi-01 to -03 MORE 1.")
  var noFin = false

  @Option(
    reading: ArgumentHelp(
      "Reserved bits to set on the first frame, such as 1,3; up to hybi-06 also 4.", valueName: "bits")
  )
  var rsv: [ReservedBitList] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Write lengths in this form, even where a shorter one would do.", valueName: "bits"))
  var lengthBits: LengthForm?

  @Option(reading: ArgumentHelp("Write this length into the last frame, whatever it is.", valueName: "bytes"))
  var claimLength: ClaimedLength?

  @Flag(help: "Compress the payload; with permessage-deflate, unless --extensions has deflate-frame.")
  var compress = false

  @OptionGroup
  var agreed: AgreedOptions

  func validate() throws {
    if mask == .random, seed == nil {
      throw ValidationError("--mask random takes --seed, so that the same command gives the same bytes")
    }
  }

  /// The version in force.
  var version: ProtocolVersion { protocolVersion?.version ?? .rfc6455 }

  /// The extensions in force, as a field value; `nil` for none.
  var agreedExtensions: String? { agreed.extensions ?? (compress ? PermessageDeflate.name : nil) }

  /// The extensions in force.
  var agreement: ExtensionAgreement { ExtensionAgreement(fieldValue: agreedExtensions) }

  /// What an inspection of these frames has to know, beside what it has to produce.
  func inspection(_ options: InspectionOptions) -> InspectionOptions {
    var options = options
    options.version = version
    options.connectionKey = agreed.connectionKey
    options.extensions = agreement
    // Where masks cover whole frames, one that is there or missing against the rules makes all of it unreadable.
    let isMasked = mask.map { $0 != .unmasked } ?? (sender == .client)
    options.trustsBorders = !version.framing.masksWholeFrames || isMasked == (sender == .client)
    return options
  }

  /// An opening handshake by which two sides come to the version and the extensions in force.
  var handshake: SampleHandshake { agreed.handshake(version, agreedExtensions) }

  /// What each frame is masked with.
  var maskingKeys: MaskingKeys {
    switch mask {
    case .key(let key): MaskingKeys(all: key)
    case .zero: MaskingKeys(all: MaskingKey(rawValue: 0))
    case .random: MaskingKeys(seed: seed?.number ?? 0)
    case .unmasked: MaskingKeys(all: nil)
    case nil: sender == .client ? MaskingKeys(first: MaskingKeys.usual) : MaskingKeys(all: nil)
    }
  }
}

/// The masking keys of frames, one after another.
struct MaskingKeys {
  /// The key of the masked examples in RFC 6455 section 5.7.
  static let usual = MaskingKey(0x37, 0xfa, 0x21, 0x3d)

  private var waiting: MaskingKey?
  private var generator: SplitMix64?

  /// The same key for every frame; `nil` for none.
  init(all key: MaskingKey?) {
    waiting = key
  }

  /// Keys that follow from a seed.
  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// A key, and others that follow from it: two frames in a row must not share theirs (RFC 6455 section 5.3).
  init(first key: MaskingKey) {
    waiting = key
    generator = SplitMix64(seed: UInt64(key.rawValue))
  }

  /// The key of the next frame.
  mutating func next() -> MaskingKey? {
    guard var generator else { return waiting }
    if let first = waiting {
      waiting = nil
      return first
    }
    defer { self.generator = generator }
    return MaskingKey(rawValue: UInt32(truncatingIfNeeded: generator.next() >> 32))
  }
}
