import ArgumentParser
import WebSocketProtocol

/// The frame that `encode` builds: a type by name, or a number.
struct FrameChoice: ExpressibleByArgument, Hashable {
  var kind: FrameComposer.Kind

  private static let named: [FrameType] = [.text, .binary, .ping, .pong, .close, .continuation]

  init?(argument: String) {
    if let type = Self.named.first(where: { $0.name == argument }) {
      kind = .type(type)
    } else {
      guard let number = UInt64(numeral: argument).flatMap(UInt8.init(exactly:)) else { return nil }
      kind = .number(number)
    }
  }

  static var allValueStrings: [String] { named.map(\.name) + ["an opcode such as 0xb"] }

  static var defaultCompletionKind: CompletionKind { .list(named.map(\.name)) }
}

/// The value of `--mask`: what each frame is masked with.
enum MaskChoice: OptionValue, Hashable {
  case unmasked
  case zero
  case random
  case key(MaskingKey)

  init(reading text: String) throws(Misreading) {
    switch text {
    case "none": self = .unmasked
    case "zero": self = .zero
    case "random": self = .random
    default:
      guard let bytes = HexBytes(argument: text)?.bytes, bytes.count == 4 else {
        throw .expected("a key of 8 hexadecimal digits, zero, none or random")
      }
      self = .key(MaskingKey(bytes[0], bytes[1], bytes[2], bytes[3]))
    }
  }

  static var defaultCompletionKind: CompletionKind { .list(["none", "zero", "random"]) }
}

/// The value of `--rsv`: numbers of reserved bits, separated by commas.
struct ReservedBitList: OptionList, Hashable {
  var bits: FrameHeader.ReservedBits

  private static let numbered: [String: FrameHeader.ReservedBits] = ["1": .rsv1, "2": .rsv2, "3": .rsv3, "4": .rsv4]

  init(reading text: String) throws(Misreading) {
    bits = FrameHeader.ReservedBits(
      try text.items { item throws(Misreading) in
        guard let bit = Self.numbered[item] else { throw .unknown(item, among: Self.numbered.keys.sorted()) }
        return bit
      })
  }

  mutating func append(_ other: ReservedBitList) { bits.formUnion(other.bits) }
}

/// The value of `--length-bits`: the form in which lengths are written.
enum LengthForm: String, ExpressibleByArgument, CaseIterable {
  case bits7 = "7"
  case bits16 = "16"
  case bits64 = "64"

  var encoding: FrameHeader.LengthEncoding {
    switch self {
    case .bits7: .bits7
    case .bits16: .bits16
    case .bits64: .bits64
    }
  }
}

/// The value of `--claim-length`: any length that a header can hold.
struct ClaimedLength: OptionValue, Hashable {
  var bytes: UInt64

  init(reading text: String) throws(Misreading) {
    bytes = try UInt64(reading: text, expecting: "a number of bytes, of 64 bits at most,")
  }
}

/// The value of `--fragment`: the sizes of fragments in bytes, separated by commas.
struct FragmentSizes: OptionList, Hashable {
  var sizes: [UInt64]

  init(reading text: String) throws(Misreading) {
    sizes = try text.items { item throws(Misreading) in
      try UInt64(reading: item, expecting: "'\(item)' is no size; a number of bytes from 0 up")
    }
  }

  mutating func append(_ other: FragmentSizes) { sizes += other.sizes }
}
