/// What several dumps in one text come to: which of them count, and what is left out of them.
extension DumpParser {
  /// Replaces the bytes read by those that count, joined in the order given.
  mutating func joinSections() throws(ReadingFault) {
    var kept: [DumpSection] = []
    var pieces: [ArraySlice<UInt8>] = []
    let hasPackets = sections.contains { $0.heading?.content == .packet }
    var derived = 0
    var encrypted = 0
    for (index, section) in sections.enumerated() {
      let end = index + 1 < sections.count ? sections[index + 1].start : reading.bytes.count
      let bytes = reading.bytes[section.start..<end]
      if let count = section.heading?.count, count != bytes.count {
        throw ReadingFault(
          offset: section.position, problem: "the dump that begins here has \(bytes.count) bytes, not \(count)",
          expected: "\(count) bytes, as the heading says")
      }
      switch section.heading?.content {
      case .encrypted: encrypted += bytes.count
      case .derived where hasPackets: derived += bytes.count
      default:
        kept.append(section)
        pieces.append(bytes)
      }
    }
    if encrypted > 0 { reading.notes.append("\(encrypted) bytes of TLS records were left out.") }
    if derived > 0 {
      reading.notes.append("\(derived) bytes that an analyser made of the packets above them were left out.")
    }
    let packets = CapturedPackets(pieces)
    reading.notes.append(contentsOf: packets.notes)
    if !packets.areStripped, kept.count > 1 {
      let senders = Set(kept.compactMap { $0.heading?.sender })
      reading.notes.append(Self.note(joined: kept.count, bothSides: senders.count > 1))
    }
    if hasTwoSides { reading.notes.append(Self.twoSidesNote) }
    if packets.areStripped || kept.count < sections.count { reading.bytes = packets.bytes }
  }

  private static func note(joined count: Int, bothSides: Bool) -> String {
    "\(count) dumps were joined in the order given" + (bothSides ? "; they are of both directions." : ".")
  }

  /// What is told where lines of both directions take turns.
  static let twoSidesNote = "The bytes of both directions were joined in the order given."
}
