/// Judges frame headers, alone and in the order of their message: FR-01 to FR-11, DF-01, DF-02, SEC-04.
public struct FrameRules: Hashable, Sendable {
  /// Whose frames are judged.
  public var sender: Sender
  /// The extensions in force.
  public var extensions: ExtensionAgreement {
    didSet { definedBits = extensions.definedReservedBits }
  }
  /// The payload length above which a frame is reported, in bytes.
  public var maximumFrameLength: UInt64

  private var definedBits: FrameHeader.ReservedBits

  /// - Parameters:
  ///   - sender: whose frames are judged; the mask rules are not applied where it is unknown.
  ///   - extensions: the extensions in force.
  ///   - maximumFrameLength: the payload length above which a frame is reported, in bytes.
  public init(sender: Sender, extensions: ExtensionAgreement = ExtensionAgreement(), maximumFrameLength: UInt64) {
    self.sender = sender
    self.extensions = extensions
    self.maximumFrameLength = maximumFrameLength
    definedBits = extensions.definedReservedBits
  }

  /// The marks by which a header looks unlike a frame.
  public func marks(of header: FrameHeader) -> FrameMarks {
    FrameMarks(header, sender: sender, definedBits: definedBits)
  }

  /// The marks of the one or more bytes of a header that was cut.
  public func marks(ofPartialHeader bytes: [UInt8]) -> FrameMarks {
    guard let first = bytes.first else { return [] }
    return FrameMarks(
      first: first, second: bytes.count > 1 ? bytes[1] : nil, sender: sender, definedBits: definedBits)
  }

  /// True where no rule objects; this is what nearly every frame is asked.
  @inline(__always)
  public func isOrdinary(_ header: FrameHeader, isMessageOpen: Bool) -> Bool {
    guard marks(of: header).isEmpty, header.isLengthMinimal, header.payloadLength <= maximumFrameLength else {
      return false
    }
    if header.opcode.isControl { return header.reservedBits.isEmpty }
    if header.opcode == .continuation { return isMessageOpen && header.reservedBits.isEmpty }
    return !isMessageOpen
  }

  /// What is wrong with a header that is taken for a frame.
  ///
  /// - Parameters:
  ///   - header: the header.
  ///   - isMessageOpen: a fragmented message of the same side is not finished yet.
  /// - Returns: findings without place; the caller knows where the frame is.
  public func judge(_ header: FrameHeader, isMessageOpen: Bool) -> [Finding] {
    judge(header, isMessageOpen: isMessageOpen, isLengthKnown: true)
  }

  private func judge(_ header: FrameHeader, isMessageOpen: Bool, isLengthKnown: Bool) -> [Finding] {
    let marks = marks(of: header)
    var findings: [Finding] = []
    if marks.contains(.reservedBit) { findings.append(reservedBits(header)) }
    if marks.contains(.reservedOpcode) {
      findings.append(Finding(.fr02, "opcode 0x\(String(header.opcode.rawValue, radix: 16)) is reserved"))
    }
    if marks.contains(.fragmentedControl) {
      findings.append(Finding(.fr03, "\(name(header)) frame with FIN 0: a control frame cannot be fragmented"))
    }
    if marks.contains(.longControl) { findings.append(longControl(header, isLengthKnown: isLengthKnown)) }
    if marks.contains(.wrongMask) { findings.append(wrongMask(header)) }
    findings += judgeLength(header, isLengthKnown: isLengthKnown)
    findings += judgeOrder(header, isMessageOpen: isMessageOpen)
    if extensions.permessageDeflate != nil, header.reservedBits.contains(.rsv1) {
      if header.opcode.isControl {
        findings.append(Finding(.df01, "RSV1 on a \(name(header)) frame: control frames are never compressed"))
      } else if header.opcode == .continuation {
        findings.append(Finding(.df02, "RSV1 on a continuation frame: only a message's first frame may have it"))
      }
    }
    return findings
  }

  /// What is wrong with the bytes of a header that was cut: each is judged as soon as it is there.
  ///
  /// - Parameters:
  ///   - bytes: one to thirteen bytes.
  ///   - isMessageOpen: a fragmented message of the same side is not finished yet.
  public func judge(partialHeader bytes: [UInt8], isMessageOpen: Bool) -> [Finding] {
    guard let first = bytes.first else { return [] }
    guard bytes.count > 1 else {
      var rules = self
      // Whether MASK is right is in the byte that is missing.
      rules.sender = .unknown
      return rules.judge(
        FrameHeader(firstByte: first, lengthEncoding: .bits7, payloadLength: 0, maskingKey: nil),
        isMessageOpen: isMessageOpen, isLengthKnown: true)
    }
    let (encoding, lengthBytes): (FrameHeader.LengthEncoding, Int) =
      switch bytes[1] & 0x7f {
      case 126: (.bits16, 2)
      case 127: (.bits64, 8)
      default: (.bits7, 0)
      }
    let known = bytes.dropFirst(2).prefix(lengthBytes)
    let missing = lengthBytes - known.count
    // Zeros stand for the bytes that are missing, so the top bit is in its place.
    let length = lengthBytes == 0 ? UInt64(bytes[1] & 0x7f) : known.reduce(0) { $0 << 8 | UInt64($1) } << (8 * missing)
    return judge(
      FrameHeader(
        firstByte: first, lengthEncoding: encoding, payloadLength: length,
        maskingKey: bytes[1] & 0x80 == 0 ? nil : MaskingKey(rawValue: 0)),
      isMessageOpen: isMessageOpen, isLengthKnown: missing == 0)
  }

  private func name(_ header: FrameHeader) -> String {
    header.opcode.isDefined ? header.opcode.name : "opcode 0x\(String(header.opcode.rawValue, radix: 16))"
  }

  private func reservedBits(_ header: FrameHeader) -> Finding {
    let bits = [("RSV1", FrameHeader.ReservedBits.rsv1), ("RSV2", .rsv2), ("RSV3", .rsv3)]
      .filter { header.reservedBits.subtracting(definedBits).contains($0.1) }.map(\.0)
    let names = bits.joined(separator: " and ")
    let hint = bits == ["RSV1"] ? "; with permessage-deflate it would mark a compressed message" : ""
    return Finding(.fr01, "\(names) set, but no extension in force defines \(bits.count == 1 ? "it" : "them")\(hint)")
  }

  private func longControl(_ header: FrameHeader, isLengthKnown: Bool) -> Finding {
    if isLengthKnown, header.payloadLength > 125 {
      return Finding(.fr04, "\(name(header)) frame of \(header.payloadLength) bytes; a control frame has at most 125")
    }
    let length = isLengthKnown ? "its length of \(header.payloadLength)" : "its length"
    return Finding(
      .fr04,
      "\(name(header)) frame with \(length) in the \(header.lengthEncoding.rawValue)-bit form; "
        + "a control frame has at most 125 bytes")
  }

  private func wrongMask(_ header: FrameHeader) -> Finding {
    sender == .client
      ? Finding(.fr05, "\(name(header)) frame from the client is not masked", sender: .client)
      : Finding(.fr06, "\(name(header)) frame from the server is masked", sender: .server)
  }

  private func judgeLength(_ header: FrameHeader, isLengthKnown: Bool) -> [Finding] {
    if header.payloadLength > UInt64(Int64.max) {
      return [Finding(.fr08, "the top bit of the 64-bit length is set")]
    }
    guard isLengthKnown else { return [] }
    var findings: [Finding] = []
    if !header.isLengthMinimal, !header.opcode.isControl {
      let shortest = FrameHeader.LengthEncoding.shortest(for: header.payloadLength).rawValue
      findings.append(
        Finding(
          .fr07,
          "length \(header.payloadLength) is written in the \(header.lengthEncoding.rawValue)-bit form; "
            + "it fits the \(shortest)-bit form"))
    }
    if header.payloadLength > maximumFrameLength {
      findings.append(
        Finding(.sec04, "a frame of \(header.payloadLength) bytes, above the limit of \(maximumFrameLength)"))
    }
    return findings
  }

  private func judgeOrder(_ header: FrameHeader, isMessageOpen: Bool) -> [Finding] {
    switch header.opcode {
    case .continuation where !isMessageOpen:
      [Finding(.fr10, "continuation frame, but no message has begun")]
    case .text where isMessageOpen, .binary where isMessageOpen:
      [Finding(.fr11, "\(header.opcode.name) frame inside a message that is not finished; its fragments use opcode 0")]
    default: []
    }
  }
}
