/// Judges frame headers, alone and in the order of their message, by the rules of the version in force: FR-01 to FR-11,
/// H76-32, H76-33, H76-37, HY-10, HY-11, HY-17, DF-01, DF-02, DFF-04, SEC-04.
public struct FrameRules: Hashable, Sendable {
  /// Whose frames are judged.
  public var sender: Sender
  /// The version in force.
  public let version: ProtocolVersion
  /// The extensions in force.
  public var extensions: ExtensionAgreement {
    didSet { definedBits = extensions.definedReservedBits }
  }
  /// The payload length above which a frame is reported, in bytes.
  public var maximumFrameLength: UInt64

  private var definedBits: FrameHeader.ReservedBits

  /// - Parameters:
  ///   - sender: whose frames are judged; the mask rules are not applied where it is unknown.
  ///   - version: the version in force.
  ///   - extensions: the extensions in force.
  ///   - maximumFrameLength: the payload length above which a frame is reported, in bytes.
  public init(
    sender: Sender, version: ProtocolVersion = .rfc6455, extensions: ExtensionAgreement = ExtensionAgreement(),
    maximumFrameLength: UInt64
  ) {
    self.sender = sender
    self.version = version
    self.extensions = extensions
    self.maximumFrameLength = maximumFrameLength
    definedBits = extensions.definedReservedBits
  }

  /// The marks by which a header looks unlike a frame.
  public func marks(of header: FrameHeader) -> FrameMarks {
    FrameMarks(header, sender: sender, definedBits: definedBits)
  }

  /// True where no rule objects; this is what nearly every frame is asked.
  @inline(__always)
  public func isOrdinary(_ header: FrameHeader, isMessageOpen: Bool) -> Bool {
    guard marks(of: header).isEmpty, header.isLengthMinimal, header.payloadLength <= maximumFrameLength else {
      return false
    }
    if header.isControl { return header.reservedBits.isEmpty && version != .hixie75 }
    switch header.type {
    case .continuation: return isMessageOpen && (header.reservedBits.isEmpty || extensions.deflateFrame != nil)
    case .text, .binary: return !isMessageOpen
    // A frame of hixie-75 and -76 that its receiver drops has no mark, and is a finding all the same.
    case .close, .ping, .pong, .reserved: return false
    }
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
    if header.generation == .delimited { return judgeDelimited(header) }
    let marks = marks(of: header)
    var findings: [Finding] = []
    if marks.contains(.reservedBit) { findings += reservedBits(header) }
    if marks.contains(.reservedOpcode) { findings.append(reservedOpcode(header)) }
    if marks.contains(.fragmentedControl) {
      let flag = header.generation.hasMoreBit ? "MORE 1" : "FIN 0"
      findings.append(Finding(.fr03, "\(name(header)) frame with \(flag): a control frame cannot be fragmented"))
    }
    if marks.contains(.longControl) { findings.append(longControl(header, isLengthKnown: isLengthKnown)) }
    if marks.contains(.wrongMask) { findings.append(wrongMask(header)) }
    findings += judgeLength(header, isLengthKnown: isLengthKnown)
    findings += judgeOrder(header, isMessageOpen: isMessageOpen)
    findings += judgeCompression(header)
    return findings
  }

  /// What is wrong with the bytes of a header that was cut: each is judged as soon as it is there.
  ///
  /// - Parameters:
  ///   - bytes: the bytes of the header that are there, in clear; of hixie-75 and -76 nothing can be said.
  ///   - isMessageOpen: a fragmented message of the same side is not finished yet.
  public func judge(partialHeader bytes: [UInt8], isMessageOpen: Bool) -> [Finding] {
    guard let (header, isLengthKnown) = header(from: bytes) else { return [] }
    var rules = self
    // Whether MASK is right is in the second byte.
    if bytes.count < 2 { rules.sender = .unknown }
    return rules.judge(header, isMessageOpen: isMessageOpen, isLengthKnown: isLengthKnown)
  }

  /// What is known of a header that was cut; `nil` where nothing is.
  ///
  /// - Parameter bytes: the bytes of the header that are there, in clear; zeros stand for the missing ones.
  public func header(ofPartialHeader bytes: [UInt8]) -> FrameHeader? { header(from: bytes)?.header }

  /// The marks of the bytes of a header that was cut.
  public func marks(ofPartialHeader bytes: [UInt8]) -> FrameMarks {
    guard let (header, _) = header(from: bytes) else { return [] }
    return FrameMarks(header, sender: bytes.count < 2 ? .unknown : sender, definedBits: definedBits)
  }

  /// A header from the bytes that are there of it, and whether its length is; zeros stand for those that are missing.
  private func header(from bytes: [UInt8]) -> (header: FrameHeader, isLengthKnown: Bool)? {
    let generation = version.framing
    guard generation.hasFlags, let first = bytes.first else { return nil }
    let second = bytes.count > 1 ? bytes[1] : 0
    let (encoding, lengthBytes): (FrameHeader.LengthEncoding, Int) =
      switch second & 0x7f {
      case 126: (.bits16, 2)
      case 127: (.bits64, 8)
      default: (.bits7, 0)
      }
    let known = bytes.dropFirst(2).prefix(lengthBytes)
    let missing = lengthBytes - known.count
    // The top bit comes first, and is in its place whatever is missing behind it.
    let length = lengthBytes == 0 ? UInt64(second & 0x7f) : known.reduce(0) { $0 << 8 | UInt64($1) } << (8 * missing)
    let isMasked = generation.hasMaskBit && second & 0x80 != 0
    var header = FrameHeader(
      generation, firstByte: first, lengthEncoding: encoding, payloadLength: length,
      maskingKey: isMasked ? MaskingKey(rawValue: 0) : nil)
    header.hasReservedBit4 = !generation.hasMaskBit && second & 0x80 != 0
    return (header, missing == 0)
  }

  private func name(_ header: FrameHeader) -> String {
    header.type == .reserved ? "opcode \(number(header.opcode))" : header.type.name
  }

  private func number(_ opcode: Opcode) -> String { "0x\(String(opcode.rawValue, radix: 16))" }

  private func reservedBits(_ header: FrameHeader) -> [Finding] {
    var findings: [Finding] = []
    let undefined = header.reservedBits.subtracting(definedBits)
    let names = undefined.subtracting(.rsv4).names
    if !names.isEmpty {
      let hint =
        names == ["RSV1"] && header.generation.hasMaskBit
        ? "; with permessage-deflate it would mark a compressed message" : ""
      findings.append(
        Finding(
          .fr01,
          "\(names.joined(separator: " and ")) set, but no extension in force defines "
            + "\(names.count == 1 ? "it" : "them")\(hint)"))
    }
    if undefined.contains(.rsv4) {
      findings.append(Finding(.hy11, "RSV4, the top bit of the second byte, is set"))
    }
    return findings
  }

  private func reservedOpcode(_ header: FrameHeader) -> Finding {
    let opcode = number(header.opcode)
    return version == .rfc6455
      ? Finding(.fr02, "opcode \(opcode) is reserved")
      : Finding(.hy10, "opcode \(opcode) has no meaning in \(version.rawValue)")
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
    guard sender == .client else {
      return Finding(.fr06, "\(name(header)) frame from the server is masked", sender: .server)
    }
    let message = "\(name(header)) frame from the client is not masked"
    // The drafts asked it of clients, but not yet of servers to close for it.
    return version == .rfc6455
      ? Finding(.fr05, message, sender: .client)
      : Finding(.hy17, severity: .warning, "\(message), as \(version.rawValue) has it", sender: .client)
  }

  private func judgeLength(_ header: FrameHeader, isLengthKnown: Bool) -> [Finding] {
    if header.payloadLength > UInt64(Int64.max) {
      return [Finding(.fr08, "the top bit of the 64-bit length is set")]
    }
    guard isLengthKnown else { return [] }
    var findings: [Finding] = []
    if !header.isLengthMinimal, !header.isControl {
      let shortest = FrameHeader.LengthEncoding.shortest(for: header.payloadLength).rawValue
      let message =
        "length \(header.payloadLength) is written in the \(header.lengthEncoding.rawValue)-bit form; "
        + "it fits the \(shortest)-bit form"
      findings.append(
        version == .rfc6455
          ? Finding(.fr07, message) : Finding(.hy17, "\(message); no error before hybi-14"))
    }
    return findings + judgeSize(header)
  }

  private func judgeSize(_ header: FrameHeader) -> [Finding] {
    guard header.payloadLength > maximumFrameLength else { return [] }
    return [Finding(.sec04, "a frame of \(header.payloadLength) bytes, above the limit of \(maximumFrameLength)")]
  }

  private func judgeOrder(_ header: FrameHeader, isMessageOpen: Bool) -> [Finding] {
    switch header.type {
    case .continuation where !isMessageOpen:
      [Finding(.fr10, "continuation frame, but no message has begun")]
    case .text where isMessageOpen, .binary where isMessageOpen:
      [Finding(.fr11, "\(header.type.name) frame inside a message that is not finished; its fragments use opcode 0")]
    default: []
    }
  }

  private func judgeCompression(_ header: FrameHeader) -> [Finding] {
    guard header.reservedBits.contains(.rsv1) else { return [] }
    if extensions.permessageDeflate != nil {
      if header.isControl {
        return [Finding(.df01, "RSV1 on a \(name(header)) frame: control frames are never compressed")]
      }
      if header.type == .continuation {
        return [Finding(.df02, "RSV1 on a continuation frame: only a message's first frame may have it")]
      }
    } else if extensions.deflateFrame != nil, header.isControl {
      return [Finding(.dff04, "RSV1 on a \(name(header)) frame: only data frames are compressed")]
    }
    return []
  }

  private func judgeDelimited(_ header: FrameHeader) -> [Finding] {
    let type = "0x" + Hexadecimal.text([header.firstByte])
    guard header.payloadLength <= UInt64(Int64.max) else {
      return [Finding(.h7637, "the length of a frame of type \(type) does not fit 63 bits")]
    }
    var findings: [Finding] = []
    if header.lengthEncoding == .delimiter {
      if header.type != .text {
        findings.append(Finding(.h7632, "a frame of type \(type): its receiver drops everything up to FF"))
      }
    } else if header.type != .close || version == .hixie75 {
      findings.append(
        Finding(.h7633, "a frame of type \(type): its receiver drops its \(header.payloadLength) bytes"))
    }
    if !header.isLengthMinimal {
      var finding = Finding(
        .h7637, severity: .warning, "the length \(header.payloadLength) begins with groups that are zero")
      // The length is the same without them.
      finding.isTolerated = true
      findings.append(finding)
    }
    return findings + judgeSize(header)
  }
}
