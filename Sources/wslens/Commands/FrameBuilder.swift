import Inflation
import WebSocketProtocol

/// Builds the frames that options describe.
struct FrameBuilder {
  private let options: FrameOptions
  private let composer: FrameComposer

  init(_ kind: FrameComposer.Kind, _ options: FrameOptions) {
    self.options = options
    var composer = FrameComposer(kind, version: options.version)
    composer.isFinal = !options.noFin
    composer.reservedBits = options.rsv.list?.bits ?? []
    composer.lengthEncoding = options.lengthBits?.encoding
    composer.claimedLength = options.claimLength?.bytes
    composer.connectionKey = options.agreed.connectionKey
    self.composer = composer
  }

  /// What has no meaning for these frames and is left out, one sentence each.
  var notes: [String] {
    let version = options.version.rawValue
    let framing = options.version.framing
    var notes: [String] = []
    func ignore(_ option: String, _ isGiven: Bool, because reason: String) {
      if isGiven { notes.append("\(option) is ignored: \(reason)") }
    }
    ignore("--mask", options.mask != nil && !framing.masksFrames, because: "\(version) masks nothing")
    ignore("--seed", options.seed != nil && options.mask != .random, because: "only --mask random takes it")
    for (option, value) in [("--key", options.agreed.key), ("--nonce", options.agreed.nonce)] {
      ignore(option, value != nil && framing != .hashedWholeFrameMask, because: "only hybi-04 masks by it")
    }
    guard framing.hasFlags else {
      let reason = "frames of \(version) have none"
      ignore("--fragment", !options.fragment.isEmpty, because: reason)
      ignore("--no-fin", options.noFin, because: reason)
      ignore("--rsv", !options.rsv.isEmpty, because: reason)
      ignore("--length-bits", options.lengthBits != nil, because: reason)
      ignore("--compress", options.compress, because: "no extension of \(version) compresses")
      ignore(
        "--claim-length", options.claimLength != nil && composer.endsWithDelimiter,
        because: "the frame ends with FF and has no length")
      return notes
    }
    let hasRSV4 = composer.reservedBits.contains(.rsv4)
    ignore("RSV4", hasRSV4 && framing.hasMaskBit, because: "it became the MASK bit in hybi-07")
    ignore("--compress", options.compress && composer.isControl, because: "control frames are not compressed")
    return notes
  }

  /// The bytes of each frame.
  ///
  /// - Throws: status 64 where the version's layout cannot express what was asked for.
  func frames(carrying payload: [UInt8]) throws(Failure) -> [[UInt8]] {
    do throws(CompositionError) {
      var keys = options.maskingKeys
      var fragments = try fragments(of: payload)
      for index in fragments.indices { fragments[index].maskingKey = keys.next() }
      return try composer.frames(of: fragments)
    } catch {
      throw Failure(.usage, Self.text(error, options.version))
    }
  }

  /// The payload in clear or compressed, in the parts that the frames carry.
  private func fragments(of payload: [UInt8]) throws(CompositionError) -> [FrameComposer.Fragment] {
    let hasFlags = options.version.framing.hasFlags
    let plan = hasFlags ? FragmentPlan(sizes: options.fragment.list?.sizes ?? []) : FragmentPlan()
    guard options.compress, hasFlags, !composer.isControl,
      let compression = options.agreement.compression(of: options.sender.sender),
      let deflater = Self.deflater(compression)
    else {
      return try plan.parts(of: payload).map { FrameComposer.Fragment($0) }
    }
    switch compression.scope {
    case .message:
      return try plan.parts(of: deflater.deflate(payload.span)).enumerated().map { index, part in
        FrameComposer.Fragment(part, isCompressed: index == 0)
      }
    case .frame:
      return try plan.parts(of: payload).map { part in
        FrameComposer.Fragment(deflater.deflate(part.span), isCompressed: true)
      }
    }
  }

  /// A compressor that keeps to what was agreed.
  private static func deflater(_ compression: Compression) -> MessageDeflater? {
    // zlib makes no raw stream for a window of 256 bytes, but never reaches back further than 250 with one of 512.
    MessageDeflater(windowBits: max(9, compression.windowBits), contextTakeover: compression.keepsContext)
  }

  private static func text(_ error: CompositionError, _ version: ProtocolVersion) -> String {
    switch error {
    case .unknownType(let type) where version.framing.hasFlags:
      "\(version.rawValue) has no \(type.name) frame; an opcode such as 0xb builds any"
    case .unknownType(let type):
      "\(version.rawValue) has no \(type.name) frame; a type such as 0x80 builds any"
    case .opcodeTooLarge(let number):
      "no opcode is as large as \(number); they are 0x0 to 0xf"
    case .notFragmentable:
      "\(version.rawValue) has no fragments"
    case .payloadTooShort(let count):
      "--fragment asks for more bytes than the \(count) there are"
    case .lengthTooLong(let length, let form):
      "a length of \(length) does not fit into \(form.rawValue) bits; leave out --length-bits, or give it 16 or 64"
    case .noConnectionKey:
      "hybi-04 derives a client's masks from the opening handshake; give --key and --nonce, or --mask none"
    }
  }
}
