/// Watches the masking keys of one client: SEC-01, SEC-02 and SEC-03, each reported once a connection.
public struct MaskingKeyRules: Sendable {
  /// How many keys are looked at before they are called predictable.
  private static let sample = 8

  private var previous: MaskingKey?
  private var difference: UInt32?
  private var seen = 0
  private var hasConstantDifference = true
  private var isPrintable = true
  /// One bit for each byte value that occurred in the sample.
  private var octets: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var reportedZero = false
  private var reportedRepeat = false

  /// Rules that have seen no key yet.
  public init() {}

  /// True while there is nothing left to watch for but a repeated or an all-zero key.
  @inline(__always)
  private var isSampleComplete: Bool { seen >= Self.sample }

  /// Takes the key of the client's next frame.
  ///
  /// - Returns: a finding the first time a habit shows; `nil` for nearly every frame.
  @inline(__always)
  public mutating func take(_ key: MaskingKey) -> Finding? {
    let before = previous
    previous = key
    if key.rawValue == 0 || before == key || !isSampleComplete {
      return judge(key, after: before)
    }
    return nil
  }

  /// True where ``take(_:)`` would only remember this key.
  @inline(__always)
  public func hasNothingToSay(about key: MaskingKey) -> Bool {
    isSampleComplete && key.rawValue != 0 && key != previous
  }

  /// Remembers the key of the client's next frame, about which there is nothing to say.
  @inline(__always)
  public mutating func pass(_ key: MaskingKey) {
    previous = key
  }

  private mutating func judge(_ key: MaskingKey, after before: MaskingKey?) -> Finding? {
    let habit = isSampleComplete ? nil : sample(key, after: before)
    if key.rawValue == 0 {
      guard !reportedZero else { return nil }
      reportedZero = true
      return Finding(.sec01, "masking key 00000000: the payload is sent in clear", sender: .client)
    }
    if before == key {
      guard !reportedRepeat else { return nil }
      reportedRepeat = true
      return Finding(
        .sec02, "the same masking key as the client's frame before", sender: .client,
        evidence: Hexadecimal.text(key.bytes))
    }
    return habit
  }

  private mutating func sample(_ key: MaskingKey, after before: MaskingKey?) -> Finding? {
    seen += 1
    for byte in key.bytes {
      isPrintable = isPrintable && (0x20...0x7e).contains(byte)
      mark(byte)
    }
    if let before {
      let step = key.rawValue &- before.rawValue
      hasConstantDifference = hasConstantDifference && (difference ?? step) == step
      difference = step
    }
    guard isSampleComplete, !reportedZero, !reportedRepeat else { return nil }
    let habit: String
    if hasConstantDifference, let difference {
      habit = "each masking key is the one before plus \(Int32(bitPattern: difference))"
    } else if isPrintable {
      habit = "all masking keys are printable ASCII"
    } else if distinctOctets <= 6 {
      habit = "the first \(Self.sample) masking keys have only \(distinctOctets) distinct bytes"
    } else {
      return nil
    }
    return Finding(.sec03, "\(habit): they can be predicted", sender: .client, evidence: Hexadecimal.text(key.bytes))
  }

  private mutating func mark(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: octets.0 |= bit
    case 1: octets.1 |= bit
    case 2: octets.2 |= bit
    default: octets.3 |= bit
    }
  }

  private var distinctOctets: Int {
    octets.0.nonzeroBitCount + octets.1.nonzeroBitCount + octets.2.nonzeroBitCount + octets.3.nonzeroBitCount
  }
}
