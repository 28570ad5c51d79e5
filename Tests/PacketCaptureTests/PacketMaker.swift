@testable import PacketCapture

/// Makes the packets of one TCP conversation by hand: no checksums, nothing is checked.
struct PacketMaker {
  var isVersion6 = false
  var ports: (UInt16, UInt16) = (40_000, 80)
  /// The sequence numbers of the two SYNs.
  var initial: (UInt32, UInt32) = (1000, 5_000_000)

  static let syn: UInt8 = 2
  static let ack: UInt8 = 16
  static let fin: UInt8 = 1
  static let rst: UInt8 = 4

  /// An Ethernet frame. `at` counts from the sender's first payload byte; `acknowledging` from the receiver's.
  func frame(
    _ side: StreamSide, at offset: Int = 0, _ payload: [UInt8] = [], flags: UInt8 = PacketMaker.ack,
    acknowledging: Int = 0
  ) -> [UInt8] {
    Self.ethernet(internet(tcp(side, at: offset, payload, flags: flags, acknowledging: acknowledging), from: side))
  }

  func opening() -> [[UInt8]] {
    [
      frame(.first, at: -1, flags: Self.syn, acknowledging: 0),
      frame(.second, at: -1, flags: Self.syn | Self.ack),
      frame(.first),
    ]
  }

  func tcp(
    _ side: StreamSide, at offset: Int, _ payload: [UInt8], flags: UInt8, acknowledging: Int
  ) -> [UInt8] {
    let (own, other) = side == .first ? (initial.0, initial.1) : (initial.1, initial.0)
    let (source, destination) = side == .first ? ports : (ports.1, ports.0)
    let acknowledgment = flags & Self.ack == 0 ? 0 : other &+ 1 &+ UInt32(truncatingIfNeeded: acknowledging)
    return source.octets + destination.octets + (own &+ 1 &+ UInt32(truncatingIfNeeded: offset)).octets
      + acknowledgment.octets + [5 << 4, flags, 0xff, 0xff, 0, 0, 0, 0] + payload
  }

  func internet(_ payload: [UInt8], from side: StreamSide, protocol number: UInt8 = 6) -> [UInt8] {
    isVersion6
      ? Self.version6(payload, from: side, next: number) : Self.version4(payload, from: side, protocol: number)
  }

  /// `field` is the one of flags and fragment offset.
  static func version4(
    _ payload: [UInt8], from side: StreamSide = .first, protocol number: UInt8 = 6, field: UInt16 = 0,
    identification: UInt16 = 7
  ) -> [UInt8] {
    let hosts: [[UInt8]] = [[10, 0, 0, 1], [192, 168, 0, 2]]
    let ends = side == .first ? hosts[0] + hosts[1] : hosts[1] + hosts[0]
    return [0x45, 0] + UInt16(truncatingIfNeeded: 20 + payload.count).octets + identification.octets + field.octets
      + [64, number, 0, 0] + ends + payload
  }

  static func version6(_ payload: [UInt8], from side: StreamSide = .first, next: UInt8 = 6) -> [UInt8] {
    let hosts = [
      [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1], [UInt8](repeating: 0, count: 15) + [1],
    ]
    let ends = side == .first ? hosts[0] + hosts[1] : hosts[1] + hosts[0]
    return [0x60, 0, 0, 0] + UInt16(truncatingIfNeeded: payload.count).octets + [next, 64] + ends + payload
  }

  static func ethernet(_ internet: [UInt8]) -> [UInt8] {
    let type: UInt16 = internet[0] >> 4 == 6 ? 0x86dd : 0x0800
    return [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + type.octets + internet
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, most significant first.
  var octets: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
  }

  /// The bytes of the number in one order or the other.
  func octets(bigEndian: Bool) -> [UInt8] {
    bigEndian ? octets : octets.reversed()
  }
}
