/// Dumps that may each hold one captured packet; if all of them do, their payloads are what was meant.
struct CapturedPackets {
  /// The payloads, or all bytes as they are, joined in the order given.
  private(set) var bytes: [UInt8] = []

  /// Whether headers were left out.
  private(set) var areStripped = false

  /// What was left out, one sentence each.
  private(set) var notes: [String] = []

  /// Packets of one direction.
  private struct Direction {
    let source: String
    let destination: String
    let headers: String
    var packets = 0
    var headerBytes = 0
    var sequence: UInt32
  }

  /// Looks for headers in each of the pieces.
  init(_ pieces: [ArraySlice<UInt8>]) {
    let headers = pieces.map { PacketHeaders(of: $0) }
    let found = headers.count { $0 != nil }
    guard found == pieces.count, found > 0 else {
      for piece in pieces { bytes.append(contentsOf: piece) }
      if found > 0 {
        notes.append(
          "\(found) of \(pieces.count) dumps look like captured packets, but not all: no headers were left out.")
      }
      return
    }
    areStripped = true
    strip(zip(pieces, headers.compactMap(\.self)))
  }

  private mutating func strip(_ packets: some Sequence<(ArraySlice<UInt8>, PacketHeaders)>) {
    var directions: [Direction] = []
    var places: [String: Int] = [:]
    var disorder = 0
    for (piece, packet) in packets {
      let name = packet.source + packet.destination
      let place = places[name] ?? directions.count
      if place == directions.count {
        places[name] = place
        let link = packet.link.map { "\($0), " } ?? ""
        directions.append(
          Direction(
            source: packet.source, destination: packet.destination, headers: "\(link)IPv\(packet.version) and TCP",
            sequence: packet.sequence))
      }
      let length = UInt32(truncatingIfNeeded: packet.payload.count)
      if length > 0, directions[place].sequence != packet.sequence { disorder += 1 }
      if length > 0 || directions[place].packets == 0 { directions[place].sequence = packet.sequence &+ length }
      directions[place].packets += 1
      directions[place].headerBytes += packet.headerLength
      bytes.append(contentsOf: piece[packet.payload])
    }
    for direction in directions {
      notes.append(
        "\(direction.source) to \(direction.destination): \(direction.headerBytes) bytes of \(direction.headers) headers"
          + " in \(direction.packets) packet\(direction.packets == 1 ? "" : "s") were left out.")
    }
    let packetCount = directions.reduce(0) { $0 + $1.packets }
    if packetCount > 1 {
      let ends = Set(directions.map { Set([$0.source, $0.destination]) })
      let sides =
        ends.count > 1
        ? "; they are of \(ends.count) connections." : directions.count > 1 ? "; they are of both directions." : "."
      notes.append("The payloads of \(packetCount) packets were joined in the order given" + sides)
    }
    if disorder > 0 {
      notes.append("By their sequence numbers, \(disorder) of the payloads repeat bytes or leave some out before them.")
    }
  }
}

extension Reading {
  /// Only the payload, and a note about it, where the bytes are one captured packet, as Wireshark copies it.
  var withoutPacketHeaders: Reading {
    let packets = CapturedPackets([bytes[...]])
    return packets.areStripped ? Reading(bytes: packets.bytes, notes: notes + packets.notes) : self
  }
}
