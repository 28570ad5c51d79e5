/// Ways in which senders write a payload length wrongly, and where the frame would end if they had.
///
/// A hypothesis proves nothing by itself. It becomes a hint where the bytes bear it out: the input or a packet ends, or
/// another frame begins, exactly at ``Hypothesis/end``.
public enum LengthMistake {
  /// The mistakes, strongest first; the raw value is the name of the hint.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Both 32-bit halves of a 64-bit length hold the length: a 32-bit value was shifted by 32 bits or more.
    case halvesEqual = "length-halves-equal"
    /// Four bytes of length follow the mark 127, not eight.
    case fourBytes = "length-four-bytes"
    /// The length is written with its least significant byte first.
    case littleEndian = "length-little-endian"
    /// The whole second byte is the length, which runs into the MASK bit or the marks 126 and 127.
    case eightBits = "length-eight-bits"
  }

  /// One way to read a length that the specification does not have.
  public struct Hypothesis: Hashable, Sendable {
    /// What may have gone wrong.
    public let kind: Kind
    /// The payload length the header claims by the specification, in bytes.
    public let declaredLength: UInt64
    /// The payload length the sender would have meant, in bytes.
    public let length: UInt64
    /// Where the frame would end, in bytes from the beginning of its header.
    public let end: UInt64
    /// The bytes that hold the length.
    public let field: [UInt8]
  }

  /// What bears a hypothesis out.
  public enum Confirmation: Hashable, Sendable, CaseIterable {
    /// The input ends where the frame would end.
    case inputEnds
    /// A packet ends where the frame would end.
    case packetEnds
    /// Another frame begins where the frame would end.
    case frameBegins
  }

  /// The lengths a sender may have meant, strongest first; none that leads to where the frame ends anyway.
  ///
  /// - Parameters:
  ///   - opening: the first bytes of the frame, header and payload; ten are looked at, and fewer are no harm.
  ///   - sender: whose frame it is, which tells where the MASK bit has become part of the length.
  public static func hypotheses(for opening: [UInt8], sender: Sender) -> [Hypothesis] {
    guard opening.count >= 2 else { return [] }
    let second = opening[1]
    let reading = LengthReading(secondByte: second, behind: opening.dropFirst(2).prefix(8))
    var hypotheses: [Hypothesis] = []
    func suppose(_ kind: Kind, _ length: UInt64, headerLength: UInt64, field: [UInt8]) {
      let (end, overflow) = length.addingReportingOverflow(headerLength)
      guard !overflow, end != reading.end else { return }
      hypotheses.append(
        Hypothesis(kind: kind, declaredLength: reading.declared, length: length, end: end, field: field))
    }
    let keyLength: UInt64 = second & 0x80 == 0 ? 0 : 4
    let field = reading.field
    // A sender who takes the longer form needs it, however it is written.
    if second & 0x7f == 127 {
      let first = bigEndian(field.prefix(4))
      if field.count == 8, first > 65535, first == bigEndian(field.suffix(4)) {
        suppose(.halvesEqual, first, headerLength: 10 + keyLength, field: field)
      }
      if field.count >= 4, first > 65535 {
        suppose(.fourBytes, first, headerLength: 6 + keyLength, field: Array(field.prefix(4)))
      }
      let reversed = bigEndian(field.reversed())
      if field.count == 8, reversed > 65535, reversed <= UInt64(Int64.max) {
        suppose(.littleEndian, reversed, headerLength: 10 + keyLength, field: field)
      }
    } else if second & 0x7f == 126, field.count == 2 {
      let reversed = bigEndian(field.reversed())
      if reversed > 125 { suppose(.littleEndian, reversed, headerLength: 4 + keyLength, field: field) }
    }
    if second >= 126 {
      if sender != .client { suppose(.eightBits, UInt64(second), headerLength: 2, field: [second]) }
      if sender != .server, second >= 0x80 {
        suppose(.eightBits, UInt64(second), headerLength: 6, field: [second])
      }
    }
    return hypotheses
  }

  private static func bigEndian(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A length as the specification reads it.
  private struct LengthReading {
    /// The bytes of the longer forms, as far as they are there.
    let field: [UInt8]
    /// The length, in bytes; zeros stand for bytes that are not there.
    let declared: UInt64
    /// Where the frame ends, in bytes from its beginning; `nil` where that is not known, or beyond every number.
    let end: UInt64?

    init(secondByte: UInt8, behind bytes: ArraySlice<UInt8>) {
      let width =
        switch secondByte & 0x7f {
        case 126: 2
        case 127: 8
        default: 0
        }
      field = Array(bytes.prefix(width))
      declared =
        width == 0 ? UInt64(secondByte & 0x7f) : bigEndian(field) << UInt64(8 * (width - field.count))
      let headerLength = UInt64(2 + width + (secondByte & 0x80 == 0 ? 0 : 4))
      let (end, overflow) = declared.addingReportingOverflow(headerLength)
      self.end = overflow || field.count < width ? nil : end
    }
  }
}

extension LengthMistake.Hypothesis {
  /// The guess, once the bytes have borne it out.
  public func hint(confirmedBy confirmation: LengthMistake.Confirmation) -> Hint {
    let place =
      switch confirmation {
      case .inputEnds: "the input ends"
      case .packetEnds: "a packet ends"
      case .frameBegins: "a frame begins"
      }
    let reason =
      switch kind {
      case .halvesEqual: "both halves of its length hold that: do not shift a 32-bit number by 32"
      case .fourBytes: "the mark 127 has a 4-byte length behind it, and needs 8 bytes"
      case .littleEndian: "that is its length little-endian; write the most significant byte first"
      case .eightBits: "that is the whole second byte; lengths above 125 need the marks 126 or 127"
      }
    return Hint(
      kind.rawValue, "\(place) behind \(length) bytes, not \(declaredLength): \(reason)",
      evidence: Hexadecimal.text(field))
  }
}
