extension LinkType {
  /// What packets of this kind begin with, and how many bytes before that have a fixed length and tell nothing; nil for
  /// a kind that is not read. The formats are those of the tcpdump.org list of link types.
  ///
  /// Files and libpcap number a few kinds differently: both numbers are here.
  var firstLayer: Layer? {
    switch rawValue {
    case 0, 108: Layer(.addressFamily)  // NULL, LOOP
    case 1: Layer(.ethernet)  // EN10MB
    case 6: Layer(.tokenRing)  // IEEE802_5
    case 8: Layer(.internet, at: 16)  // SLIP: the direction, and the compressed header that may have come
    case 9, 50: Layer(.pointToPoint)  // PPP, PPP_SERIAL
    case 10: Layer(.fiberRing)  // FDDI
    case 11, 100: Layer(.circuitLink)  // ATM_RFC1483
    case 12, 14, 101, 228, 229: Layer(.internet)  // RAW, IPV4, IPV6
    case 19, 106: Layer(.classicalATM)  // ATM_CLIP
    case 51: Layer(.sessionOverEthernet)  // PPP_ETHER
    case 104: Layer(.ciscoHDLC)  // C_HDLC
    case 105: Layer(.wireless)  // IEEE802_11
    case 107: Layer(.frameRelay)  // FRELAY
    case 109: Layer(.internet, at: 12)  // ENC: family, security parameter index, flags
    case 113: Layer(.cookedType, at: 14)  // LINUX_SLL
    case 117: Layer(.packetFilterLog)  // PFLOG
    case 119: Layer(.prism)  // IEEE802_11_PRISM
    case 122: Layer(.logicalLink, at: 16)  // IP_OVER_FC: two network addresses
    case 123: Layer(.sunATM)  // SUNATM
    case 127: Layer(.radiotap)  // IEEE802_11_RADIOTAP
    case 138: Layer(.typeField, at: 16)  // APPLE_IP_OVER_IEEE1394: two hardware addresses
    case 143: Layer(.cable)  // DOCSIS
    case 163: Layer(.wirelessMonitor)  // IEEE802_11_AVS
    case 166: Layer(.pointToPoint, at: 2)  // PPP_PPPD: direction and control field
    case 178: Layer(.juniper(.ethernet))  // JUNIPER_ETHER
    case 179: Layer(.juniper(.pointToPoint))  // JUNIPER_PPP
    case 180: Layer(.juniper(.frameRelay))  // JUNIPER_FRELAY
    case 181: Layer(.juniper(.ciscoHDLC))  // JUNIPER_CHDLC
    case 192: Layer(.perPacketInformation)  // PPI
    case 197: Layer(.extensibleRecord)  // ERF
    case 204: Layer(.pointToPoint, at: 1)  // PPP_WITH_DIR
    case 205: Layer(.ciscoHDLC, at: 1)  // C_HDLC_WITH_DIR
    case 206: Layer(.frameRelay, at: 1)  // FRELAY_WITH_DIR
    case 219: Layer(.labels)  // MPLS
    case 226: Layer(.internet, at: 24)  // IPNET
    case 239: Layer(.netfilterLog)  // NFLOG
    case 240: Layer(.ethernet, at: 4)  // NETANALYZER
    case 241: Layer(.ethernet, at: 12)  // NETANALYZER_TRANSPARENT: with preamble and start of frame
    case 258: Layer(.packetTap)  // PKTAP
    case 276: Layer(.cooked2)  // LINUX_SLL2
    case 281, 284: Layer(.typeField, at: 16)  // DSA_TAG_BRCM, DSA_TAG_DSA: a tag of four bytes behind the addresses
    case 282: Layer(.ethernet, at: 4)  // DSA_TAG_BRCM_PREPEND
    case 285: Layer(.typeField, at: 20)  // DSA_TAG_EDSA: a tag of eight bytes
    default: nil
    }
  }
}
