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
    let areAnnounced = !kept.isEmpty && kept.allSatisfy { $0.heading?.content == .packet }
    let packets = CapturedPackets(pieces, areAnnounced: areAnnounced)
    reading.notes.append(contentsOf: packets.notes)
    reading.joinNotes.append(contentsOf: packets.joinNotes)
    if packets.areStripped {
      reading.source = .packets(packets.packets)
    } else {
      if kept.count > 1 {
        let senders = Set(kept.compactMap { $0.heading?.sender })
        reading.joinNotes.append(Self.note(joined: kept.count, bothSides: senders.count > 1))
      }
      reading.source = conversations(kept, pieces)
    }
    if hasTwoSides { reading.joinNotes.append(Self.twoSidesNote) }
    if packets.areStripped || kept.count < sections.count { reading.bytes = packets.bytes }
  }

  /// Who sent which bytes, by the headings of the dumps or, in a single one, by the indentation of its lines.
  private func conversations(_ kept: [DumpSection], _ pieces: [ArraySlice<UInt8>]) -> PastedSource {
    if hasTwoSides { return kept.count == 1 ? .conversations([takingTurns(in: pieces[0])]) : .bytes }
    var curl = PastedConversation(firstIsClient: true)
    var named: [PastedConversation] = []
    var places: [String: Int] = [:]
    for (section, bytes) in zip(kept, pieces) {
      guard let sender = section.heading?.sender else { return .bytes }
      if let receiver = section.heading?.receiver, let source = PastedEnd(sender), let end = PastedEnd(receiver) {
        named.add(bytes, from: source, to: end, places: &places)
      } else if section.heading?.isOfCurl == true {
        curl.pieces.append(.init(side: sender.first == .equals ? .first : .second, bytes: Array(bytes)))
      } else {
        return .bytes
      }
    }
    guard named.isEmpty || curl.pieces.isEmpty else { return .bytes }
    return .conversations(named.isEmpty ? [curl] : named)
  }

  /// The two sides of a dump whose lines take turns; the one that is indented less is called first.
  private func takingTurns(in bytes: ArraySlice<UInt8>) -> PastedConversation {
    var conversation = PastedConversation()
    let own = turns.filter { bytes.indices.contains($0.start) }
    let least = own.map(\.indentation).min() ?? 0
    let ends = own.dropFirst().map(\.start) + [bytes.endIndex]
    for (turn, end) in zip(own, ends) where turn.start < end {
      conversation.pieces.append(
        .init(side: turn.indentation == least ? .first : .second, bytes: Array(bytes[turn.start..<end])))
    }
    return conversation
  }

  private static func note(joined count: Int, bothSides: Bool) -> String {
    "\(count) dumps were joined in the order given" + (bothSides ? "; they are of both directions." : ".")
  }

  /// What is told where lines of both directions take turns.
  static let twoSidesNote = "The bytes of both directions were joined in the order given."
}
