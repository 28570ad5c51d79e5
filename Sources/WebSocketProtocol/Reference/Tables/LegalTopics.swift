/// What looks like a mistake and is none: the numbers of these rows have pages, and no finding ever names them.
enum LegalTopics {
  static let all: [Topic] = [
    page("CL-01", "A Close frame without a body; to the application it is code 1005.", "RFC 6455 5.5.1", ["1005"]),
    page(
      "DFF-02", "A parameter of deflate-frame binds the compressor of the side that receives the header.", nil,
      ["x-webkit-deflate-frame"]),
    page(
      "DFF-03", "With deflate-frame, RSV1 may stand on any data frame; each is inflated by itself.", nil,
      ["x-webkit-deflate-frame", "rsv"]),
    page(
      "FR-13", "Control frames between fragments, and fragments of any size, even none.", "RFC 6455 5.4",
      ["continuation"]),
    page(
      "FR-14", "Other borders between fragments than were sent: whoever passes them on may move them.", "RFC 6455 5.4",
      ["continuation"]),
    page(
      "H2-14", "Frames that lie across DATA frames of HTTP/2; a client masks there, too.", "RFC 8441 5", ["rfc8441"]),
    page("H76-30", "Frames of types 00 and ff in hixie-76: a text, and the closing frame.", nil, ["hixie-76"]),
    page(
      "HT-08", "No space behind a field's colon, more of it than one, and any letter case of the name.",
      "RFC 9110 5.5", []),
    page(
      "HY-02", "hybi-01 to -03 with the handshake of hixie-76 and a frame layout of their own.", nil, ["hybi-03"]),
    page("HY-16", "Any letter case of the value of Upgrade, from hybi-04 on.", nil, ["Upgrade"]),
    page(
      "MS-03", "A character divided between fragments; NUL, U+FEFF and characters that are none in text.",
      "RFC 6455 5.6", ["text"]),
    page(
      "PMD-06", "client_max_window_bits in an offer, with a value or without one.", "RFC 7692 7.1.2.2",
      ["client_max_window_bits"]),
    page(
      "PMD-09", "A response that adds parameters which were not offered and which a server may add.", "RFC 7692 7.1",
      ["server_no_context_takeover", "server_max_window_bits"]),
    page(
      "PMD-19", "Parameters that are left out: the window is 15 bits, and it is kept between messages.",
      "RFC 7692 7.1", ["permessage-deflate"]),
    page(
      "RQ-26", "Cookies, credentials, unknown fields and any order of fields in a request.", "RFC 6455 4.1",
      []),
    page(
      "RS-18", "Another reason phrase than Switching Protocols, and fields of ordinary responses.", "RFC 6455 4.2.2",
      ["101"]),
  ]

  private static func page(_ name: String, _ statement: String, _ reference: String?, _ related: [String]) -> Topic {
    Topic(
      name, .legal, "\(name): not a finding", statement, reference: reference,
      facts: ["finding": "none: this is allowed, and wslens does not tell it"], related: related,
      aliases: [String(name.filter { $0 != "-" }).lowercased()])
  }
}
