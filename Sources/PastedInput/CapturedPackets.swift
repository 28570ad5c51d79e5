/// Dumps that may each hold one captured packet; if all of them do, the payloads of TCP are what was meant.
struct CapturedPackets {
  /// The payloads, or all bytes as they are, joined in the order given.
  private(set) var bytes: [UInt8] = []

  /// The packets; empty where the dumps are not packets, and no headers were left out.
  private(set) var packets: [PastedPacket] = []

  /// What was left out, one sentence each.
  private(set) var notes: [String] = []

  /// What was lost by joining the payloads, one sentence each.
  private(set) var joinNotes: [String] = []

  /// Whether headers were left out.
  var areStripped: Bool { !packets.isEmpty }

  /// Looks for headers in each of the pieces.
  ///
  /// - Parameter areAnnounced: a heading says that these are packets, so that none of them has to prove it by its lengths.
  init(_ pieces: [ArraySlice<UInt8>], areAnnounced: Bool = false) {
    let exact = pieces.map { PacketHeaders(of: $0) }
    let found = exact.count { $0 != nil }
    let link = exact.lazy.compactMap(\.self).first?.link.link
    guard found > 0 || areAnnounced else {
      take(pieces)
      return
    }
    let all = zip(pieces, exact).map { piece, exact in
      exact.map { CapturedPacket(piece, $0) } ?? CapturedPacket(piece, on: link)
    }
    let sound = all.compactMap(\.self)
    guard sound.count == pieces.count, sound.contains(where: { $0.headers != nil }) else {
      take(pieces)
      if found > 0 {
        notes.append(
          "\(found) of \(pieces.count) dumps look like captured packets, but not all: no headers were left out.")
      }
      return
    }
    packets = sound.map(\.packet)
    strip(sound)
  }

  private mutating func take(_ pieces: [ArraySlice<UInt8>]) {
    for piece in pieces { bytes.append(contentsOf: piece) }
  }

  /// Packets of one direction.
  private struct Direction {
    let source: String
    let destination: String
    let headers: String
    var packets = 0
    var headerBytes = 0
    var sequence: UInt32
  }

  private mutating func strip(_ packets: [CapturedPacket]) {
    var directions: [Direction] = []
    var places: [String: Int] = [:]
    var disorder = 0
    for packet in packets {
      guard let headers = packet.headers else { continue }
      let name = headers.source + headers.destination
      let place = places[name] ?? directions.count
      if place == directions.count {
        places[name] = place
        let link = headers.link.name.map { "\($0), " } ?? ""
        directions.append(
          Direction(
            source: headers.source, destination: headers.destination, headers: "\(link)IPv\(headers.version) and TCP",
            sequence: headers.sequence))
      }
      let length = UInt32(truncatingIfNeeded: headers.payload.count)
      if length > 0, directions[place].sequence != headers.sequence { disorder += 1 }
      if length > 0 || directions[place].packets == 0 { directions[place].sequence = headers.sequence &+ length }
      directions[place].packets += 1
      directions[place].headerBytes += headers.headerLength
      bytes.append(contentsOf: packet.payload)
    }
    for direction in directions {
      notes.append(
        "\(direction.source) to \(direction.destination): \(direction.headerBytes) bytes of \(direction.headers) headers"
          + " in \(Self.count(direction.packets)) were left out.")
    }
    noteOthers(packets)
    noteJoining(directions.map { Set([$0.source, $0.destination]) }, packets.count { $0.headers != nil })
    if disorder > 0 {
      joinNotes.append(
        "By their sequence numbers, \(disorder) of the payloads repeat bytes or leave some out before them.")
    }
  }

  /// Tells of packets that hold no TCP, and of those that hold less than they did on the wire.
  private mutating func noteOthers(_ packets: [CapturedPacket]) {
    let others = packets.count { $0.headers == nil }
    if others > 0 {
      notes.append("\(Self.count(others)) without a whole TCP header \(others == 1 ? "was" : "were") skipped.")
    }
    let cut = packets.count { $0.packet.originalLength > $0.packet.bytes.count }
    if cut > 0 { notes.append("\(Self.count(cut)) \(cut == 1 ? "was" : "were") cut by whoever captured.") }
  }

  private mutating func noteJoining(_ directions: [Set<String>], _ count: Int) {
    guard count > 1 else { return }
    let connections = Set(directions).count
    let sides =
      connections > 1
      ? "; they are of \(connections) connections." : directions.count > 1 ? "; they are of both directions." : "."
    joinNotes.append("The payloads of \(count) packets were joined in the order given" + sides)
  }

  private static func count(_ packets: Int) -> String { "\(packets) packet\(packets == 1 ? "" : "s")" }
}

extension Reading {
  /// Only the payload, and a note about it, where the bytes are one captured packet, as Wireshark copies it.
  var withoutPacketHeaders: Reading {
    let packets = CapturedPackets([bytes[...]])
    guard packets.areStripped else { return self }
    var reading = self
    reading.bytes = packets.bytes
    reading.notes += packets.notes
    reading.source = .packets(packets.packets)
    return reading
  }
}
