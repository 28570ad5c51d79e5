/// An IP packet without extension headers, cut into fragments.
/// - Parameters:
///   - size: the most payload bytes of a fragment, a multiple of eight.
///   - identification: what the fragments have in common.
package func fragments(of packet: [UInt8], size: Int, identification: Int) -> [[UInt8]] {
  let isVersion6 = Wrapping.isVersion6(packet)
  let headerLength = isVersion6 ? 40 : 20
  let payload = Array(packet[headerLength...])
  return stride(from: 0, to: payload.count, by: size).map { offset in
    let piece = Array(payload[offset..<min(offset + size, payload.count)])
    let hasMore = offset + size < payload.count
    var header = Array(packet[..<headerLength])
    if isVersion6 {
      let place = Wrapping.number(offset | (hasMore ? 1 : 0))
      let extra = [header[6], 0] + place + Wrapping.number(identification, bytes: 4)
      header.replaceSubrange(4..<6, with: Wrapping.number(8 + piece.count))
      header[6] = 44
      return header + extra + piece
    }
    header.replaceSubrange(2..<4, with: Wrapping.number(20 + piece.count))
    header.replaceSubrange(4..<6, with: Wrapping.number(identification))
    header.replaceSubrange(6..<8, with: Wrapping.number(offset / 8 | (hasMore ? 0x2000 : 0)))
    return header + piece
  }
}
