/// Composes the frames of one message in the layout of any version, right or deliberately wrong.
///
/// ```swift
/// var composer = FrameComposer(.text, version: .rfc6455)
/// composer.reservedBits = .rsv2
/// let frames = try composer.frames(of: [.init(Array("Hel".utf8)), .init(Array("lo".utf8))])
/// ```
public struct FrameComposer: Hashable, Sendable {
  /// What the first frame is.
  public enum Kind: Hashable, Sendable {
    /// What the frame means; the version has the number for it.
    case type(FrameType)
    /// The number itself: an opcode of 0 to 15, in hixie-75 and -76 a frame type of 0 to 255.
    case number(UInt8)
  }

  /// What one frame carries.
  public struct Fragment: Hashable, Sendable {
    /// The payload in clear; a compressed one as it comes from the compressor.
    public var payload: [UInt8]
    /// What the frame is masked with; `nil` for no masking.
    public var maskingKey: MaskingKey?
    /// True where RSV1 has to say that compressed data begins here.
    public var isCompressed: Bool

    /// A fragment, or the whole of a message.
    public init(_ payload: [UInt8], maskingKey: MaskingKey? = nil, isCompressed: Bool = false) {
      self.payload = payload
      self.maskingKey = maskingKey
      self.isCompressed = isCompressed
    }
  }

  /// The version whose layout the frames have.
  public let version: ProtocolVersion
  /// What the first frame is; the ones behind it are continuations.
  public var kind: Kind
  /// Whether the last frame says that it is the last fragment.
  public var isFinal = true
  /// The reserved bits of the first frame, beside the RSV1 of compressed fragments.
  public var reservedBits: FrameHeader.ReservedBits = []
  /// How lengths are written; `nil` for the shortest form of each.
  public var lengthEncoding: FrameHeader.LengthEncoding?
  /// The length that the last frame claims to have, in bytes; `nil` for the true one.
  public var claimedLength: UInt64?
  /// What hybi-04's masks are derived from; no other version has it.
  public var connectionKey: ConnectionMaskingKey?

  /// Composes well-formed frames, until something else is asked for.
  public init(_ type: FrameType, version: ProtocolVersion) {
    self.init(.type(type), version: version)
  }

  /// Composes well-formed frames, until something else is asked for.
  public init(_ kind: Kind, version: ProtocolVersion) {
    self.kind = kind
    self.version = version
  }

  /// True for a close, a ping, a pong and what else is a control frame: extensions leave those alone.
  public var isControl: Bool {
    guard let opcode = try? opcode(kind) else { return false }
    return version.framing.hasFlags && FrameHeader(version.framing, opcode: opcode, payloadLength: 0).isControl
  }

  /// True where a frame has no length, because `FF` ends it: text and the like in hixie-75 and -76.
  public var endsWithDelimiter: Bool {
    guard !version.framing.hasFlags, let type = try? delimitedType else { return false }
    return type < 0x80
  }

  /// The bytes of each frame, in the order in which they are sent.
  ///
  /// What the version's layout has no place for is left out: masking keys before hybi-04; RSV4 from hybi-07 on; in
  /// hixie-75 and -76 every flag, and the claimed length of a frame that ends with a delimiter.
  ///
  /// - Parameter fragments: what the frames carry; one fragment makes one frame.
  /// - Throws: ``CompositionError`` where the layout cannot express what is asked for.
  public func frames(of fragments: [Fragment]) throws(CompositionError) -> [[UInt8]] {
    guard version.framing.hasFlags else { return try delimitedFrames(of: fragments) }
    var frames: [[UInt8]] = []
    for (index, fragment) in fragments.enumerated() {
      let isLast = index == fragments.count - 1
      let header = try header(of: fragment, isFirst: index == 0, isLast: isLast)
      frames.append(FrameEncoder.encode(header, fragment.payload, mask: try mask(of: header)))
    }
    return frames
  }

  private func header(of fragment: Fragment, isFirst: Bool, isLast: Bool) throws(CompositionError) -> FrameHeader {
    let generation = version.framing
    let length = (isLast ? claimedLength : nil) ?? UInt64(fragment.payload.count)
    if let lengthEncoding, lengthEncoding.rawValue < FrameHeader.LengthEncoding.shortest(for: length).rawValue {
      throw .lengthTooLong(length, lengthEncoding)
    }
    var bits = isFirst ? reservedBits : []
    if fragment.isCompressed { bits.insert(.rsv1) }
    return FrameHeader(
      generation, opcode: try opcode(isFirst ? kind : .type(.continuation)), isFinal: isLast && isFinal,
      reservedBits: bits, maskingKey: generation.masksFrames ? fragment.maskingKey : nil, payloadLength: length,
      lengthEncoding: lengthEncoding)
  }

  private func opcode(_ kind: Kind) throws(CompositionError) -> Opcode {
    switch kind {
    case .type(let type):
      guard let opcode = version.framing.opcode(of: type) else { throw .unknownType(type) }
      return opcode
    case .number(let number):
      guard number < 16 else { throw .opcodeTooLarge(number) }
      return Opcode(rawValue: number)
    }
  }

  private func mask(of header: FrameHeader) throws(CompositionError) -> HashedMask? {
    guard version.framing == .hashedWholeFrameMask, let nonce = header.maskingKey else { return nil }
    guard let connectionKey else { throw .noConnectionKey }
    return HashedMask(nonce: nonce, connectionKey: connectionKey)
  }

  // MARK: hixie-75 and hixie-76

  private func delimitedFrames(of fragments: [Fragment]) throws(CompositionError) -> [[UInt8]] {
    guard fragments.count <= 1 else { throw .notFragmentable }
    let type = try delimitedType
    return fragments.map { fragment in
      let length = claimedLength ?? UInt64(fragment.payload.count)
      return FrameEncoder.encode(FrameHeader(delimitedType: type, payloadLength: length), fragment.payload)
    }
  }

  private var delimitedType: UInt8 {
    get throws(CompositionError) {
      switch kind {
      case .number(let number): number
      case .type(.text): 0x00
      case .type(.close): 0xff
      case .type(let type): throw .unknownType(type)
      }
    }
  }
}
