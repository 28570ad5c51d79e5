extension RuleCatalogue {
  /// The input rather than the protocol: TCP, CAP, LIM.
  static func input(_ id: RuleID) -> Rule? {
    switch id {
    case .tcp01:
      Rule(
        .warning, "RFC 9293 3.10", "A retransmission repeats the bytes of the first copy; the first copy is used.",
        in: .all)
    case .tcp02:
      Rule(.note, "pcap", "The capture keeps only the beginning of its packets (snap length).", in: .all)
    case .tcp03:
      Rule(.note, "pcap", "Bytes of the connection are missing from the capture.", in: .all)
    case .cap01:
      Rule(.note, "pcap", "The capture ends inside a record; everything before it was read.", in: .all)
    case .cap02:
      Rule(.note, "pcap", "The capture holds QUIC; WebSocket over HTTP/3 is not read.", in: .all)
    case .cap03:
      Rule(
        .note, "pcap",
        "The opening handshake is not in the capture, or not all of it; frames or --port tell what it is.",
        in: .all)
    case .cap04:
      Rule(
        .note, "pcap",
        "A PROXY header, an HTTP tunnel or a SOCKS negotiation precedes the request and is passed over.",
        in: .all)
    case .cap05:
      Rule(
        .note, "pcap", "The system dropped packets while it captured; --buffer gives it more room for them.", in: .all)
    case .lim01:
      Rule(
        .warning, "limit", "More connections at once than are followed; --max-connections raises the limit.", in: .all)
    case .lim02:
      Rule(
        .warning, "limit", "More bytes or segments wait for a missing one than --max-waiting and --max-segments allow.",
        in: .all)
    case .lim03:
      Rule(.warning, "limit", "An HTTP head is longer than the limit; --max-head raises it.", in: .all)
    case .lim04:
      Rule(.warning, "limit", "More IP fragments wait than are kept; --max-waiting raises the limit.", in: .all)
    case .lim05:
      Rule(
        .warning, "limit", "A packet lies in more tunnels than are opened; eight may be inside each other.", in: .all)
    default: nil
    }
  }
}
