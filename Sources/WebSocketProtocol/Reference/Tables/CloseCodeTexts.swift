/// What each close code says, and what usually lies behind it.
extension CloseCodeTopics {
  static func statement(_ code: CloseCode) -> String {
    switch code.rawValue {
    case 1000: "The connection did what it was opened for."
    case 1001: "One side goes away: a server shuts down, a browser leaves the page."
    case 1002: "The other side broke the protocol."
    case 1003: "The other side sent a type of data that this one does not take, such as binary."
    case 1004: "Reserved in the standard; hybi-06 to -12 used it for a frame that is too large."
    case 1005: "A Close frame without a code was received."
    case 1006: "The connection ended without a Close frame."
    case 1007: "The payload does not fit its type, such as text that is not UTF-8."
    case 1008: "The other side broke a policy, for which there is no better code."
    case 1009: "A message is too big to be processed."
    case 1010: "The client needs an extension that the server did not accept."
    case 1011: "Something unexpected keeps the server from going on."
    case 1012: "The service restarts."
    case 1013: "The service is overloaded; try again later."
    case 1014: "A gateway got an invalid answer from the server behind it."
    case 1015: "The TLS handshake failed."
    case 1016...2999: "Held back for the protocol and its extensions; it has no meaning yet."
    case 3000: "The peer is not authorized; registered first come, first served."
    case 3003: "The peer may not do this; registered first come, first served."
    case 3008: "The peer took too long; registered first come, first served."
    case 3000...3999: "For libraries and frameworks, which register their codes."
    case 4000...4999: "For applications that agree on it among themselves."
    default: "Outside every range that has a meaning."
    }
  }

  static func circumstances(_ number: UInt16) -> String {
    switch number {
    case 1000: "close() is called without a code in most libraries"
    case 1001: "page navigation, deployments, idle timeouts of servers"
    case 1002: "reserved bits or opcodes, a wrong mask, a stray fragment, a bad close code"
    case 1003: "a text-only endpoint gets a binary message"
    case 1004: "old drafts only; today 1009 says it"
    case 1005: "close() is called without a code, and so the frame has none"
    case 1006: "TCP ended: a crash, an idle proxy (60 s is nginx's usual timeout), a failed handshake"
    case 1007: "Latin-1 or cut-off text in a text message; a payload that does not inflate"
    case 1008: "a refused origin or token, too many messages"
    case 1009: "a limit of the receiver, often 1 MiB or less"
    case 1010: "the reason should list the extensions that are missing"
    case 1011: "an exception in the server's handler, or a keep-alive that got no pong"
    case 1012, 1013: "maintenance; clients should wait a random time before they come back"
    case 1014: "a proxy in front of a server that is down"
    case 1015: "a bad certificate; browsers tell it as 1006"
    case 3000...3999: "the documentation of the library that sends it"
    case 4000...4999: "the documentation of the application that sends it"
    default: "a code that was sent as text, little-endian, or not at all"
    }
  }
}
