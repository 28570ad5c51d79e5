extension PastedEnd {
  /// Reads an address and a port as tools write them: `10.0.0.1:80`, `[2001:db8::1]:80`, or with a dot before the port
  /// and zeros in front, as in tcpflow's `010.000.000.001.00080`.
  init?(_ text: ArraySlice<UInt8>) {
    let separator: UInt8 = text.contains(.colon) ? .colon : .dot
    guard let place = text.lastIndex(of: separator), let port = Self.number(text[(place + 1)...]) else { return nil }
    var host = text[..<place]
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { return nil }
    self.port = port
    let octets = host.split(separator: .dot, omittingEmptySubsequences: false).compactMap { Self.number($0) }
    address =
      octets.count == 4 && host.count { $0 == .dot } == 3
      ? octets.map { String($0) }.joined(separator: ".") : String(decoding: host, as: UTF8.self)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard !digits.isEmpty, digits.count <= 5 else { return nil }
    var value = 0
    for byte in digits {
      guard let digit = byte.digitValue else { return nil }
      value = value * 10 + Int(digit)
    }
    return UInt16(exactly: value)
  }
}

extension [PastedConversation] {
  /// Adds a piece to the conversation between two ends, which may be a new one.
  ///
  /// - Parameter places: where the conversation of two ends is, by the name of both; kept by the caller.
  mutating func add(
    _ bytes: ArraySlice<UInt8>, from source: PastedEnd, to destination: PastedEnd, places: inout [String: Int]
  ) {
    let forth = "\(source.address) \(source.port) \(destination.address) \(destination.port)"
    let back = "\(destination.address) \(destination.port) \(source.address) \(source.port)"
    let place = places[forth] ?? places[back] ?? count
    if place == count {
      places[forth] = place
      append(PastedConversation(first: source, second: destination))
    }
    let side: PastedConversation.Side = self[place].first == source ? .first : .second
    self[place].pieces.append(.init(side: side, bytes: [UInt8](bytes)))
  }
}
