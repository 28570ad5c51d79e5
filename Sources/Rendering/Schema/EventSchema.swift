internal import Inspection
internal import WebSocketProtocol

/// The events that `--format jsonl` writes, and their fields: the one list from which every schema is made.
///
/// A field that is added to an event gets a line here; the tests hold this list against what the program writes.
public enum EventSchema {
  /// Every kind of event.
  public static let events = [
    connection, handshake, check, frame, message, finding, gap, end, summary, error,
  ]

  private static let capture = EventField.optional(
    "capture", .text, "the input's name; absent for what concerns all inputs, and for what was typed")

  /// What events of a connection begin with.
  private static let ofConnection: [EventField] = [
    .always("capture", .text, "the input's name"),
    .always("connection", .integer, "the connection's number in its input, from 1"),
    .always("sequence", .integer, "orders the events of a connection, from 1"),
    .optional("time", .time, "when it was seen; absent where the input has no clock"),
  ]

  /// The same for events that also tell of an input as a whole, or of what was typed.
  private static let perhapsOfConnection: [EventField] = [
    capture,
    .optional("connection", .integer, "the connection's number in its input, from 1; absent outside connections"),
    .optional("sequence", .integer, "orders the events of a connection, from 1"),
    .optional("time", .time, "when it was seen; absent where the input has no clock"),
  ]

  private static let sender = "who sent it"
  private static let senders = Sender.allCases.map(\.rawValue)
  private static let versions = ProtocolVersion.allCases.map(\.rawValue)

  private static let connection = kind(
    "connection", "connections", "the first event of a connection", ofConnection,
    [
      .optional("client_address", .text, "the IP address of the side that opened the connection"),
      .optional("client_port", .integer, "its TCP port"),
      .optional("server_address", .text, "the IP address of the side that accepted it"),
      .optional("server_port", .integer, "its TCP port"),
      .optional(
        "transport", .text, "what carries the bytes; absent for bytes that were pasted",
        values: ConnectionEvent.Transport.allCases.map(\.rawValue)),
      .always(
        "starts", .text, "whether the input holds the opening handshake",
        values: ConnectionEvent.Start.allCases.map(\.rawValue)),
      .optional("community_id", .text, "the flow's Community ID, version 1, as Zeek and Suricata log it"),
    ])

  private static let handshake = kind(
    "handshake", "handshakes", "an opening handshake, or half of one", perhapsOfConnection,
    [
      .always("version", .text, "the version it was judged as", values: versions),
      .optional("accepted", .boolean, "whether the server switched to WebSocket; absent where no response was seen"),
      .optional("method", .text, "the request's method"),
      .optional("target", .text, "the request's target"),
      .optional("host", .text, "the request's Host"),
      .optional("origin", .text, "the request's Origin, or Sec-WebSocket-Origin"),
      .optional("key", .text, "the request's Sec-WebSocket-Key"),
      .optional("status", .integer, "the response's status"),
      .optional("reason", .text, "the response's reason phrase"),
      .optional("accept", .text, "the Sec-WebSocket-Accept that was sent"),
      .optional("expected_accept", .text, "the Sec-WebSocket-Accept that answers the key"),
      .optional("accept_mistake", .text, "the first known mistake that gives the value that was sent"),
      .optional("accept_mistakes", .texts, "all known mistakes that give it"),
      .optional("challenge_mistake", .text, "the first known mistake that gives the challenge response that was sent"),
      .optional("challenge_mistakes", .texts, "all known mistakes that give it"),
      .optional("nonce", .text, "the response's Sec-WebSocket-Nonce (hybi-04)"),
      .optional("key1", .text, "the request's Sec-WebSocket-Key1 (hixie-76)"),
      .optional("key2", .text, "the request's Sec-WebSocket-Key2 (hixie-76)"),
      .optional("body_hex", .bytes, "the eight bytes behind the request (hixie-76)"),
      .optional("challenge_response", .bytes, "the bytes behind the response that answer them (hixie-76)"),
      .optional("expected_challenge_response", .bytes, "the sixteen bytes that are the right answer (hixie-76)"),
      .optional("offered_subprotocols", .texts, "the subprotocols the client asked for, the preferred one first"),
      .optional("subprotocol", .text, "the subprotocol the server chose"),
      .optional("offered_extensions", .texts, "the extensions the client asked for, with their parameters"),
      .optional("extensions", .texts, "the extensions the server agreed to, with their parameters"),
      .optional("dialect", .text, "the form of the text that the handshake was copied from"),
      .optional("not_judged", .texts, "what the copying lost"),
      .optional("notes", .texts, "what was stripped or assumed in reading the text"),
      .optional("request_fields", .pairs, "the request's header fields in their order, as names and values"),
      .optional("response_fields", .pairs, "the response's header fields in their order, as names and values"),
    ])

  private static let check = kind(
    "check", "checks", "something about a handshake that was judged", perhapsOfConnection,
    [
      .always("sender", .text, "whose half it is about", values: senders),
      .always("subject", .text, "what was looked at: a field by its name, or a part of the head in words"),
      .optional("value", .text, "what was there"),
      .always(
        "verdict", .text, "ok, or the weight of the heaviest finding",
        values: ["ok"] + Severity.allCases.map(\.rawValue)),
      .always("rules", .texts, "the rules it was judged by"),
      .optional("reference", .text, "the section of the specification"),
      .optional("remark", .text, "what is worth knowing about a value that is right"),
    ])

  private static let frame = kind(
    "frame", "frames", "a frame", ofConnection,
    [
      .always("sender", .text, sender, values: senders),
      .always("frame", .integer, "its number in the connection, both directions counted together, from 1"),
      .optional("packet", .integer, "the number of the packet in which it begins, from 1, as Wireshark counts"),
      .always("offset", .integer, "where it begins, in bytes from the start of the sender's stream"),
      .always("header_length", .integer, "the bytes of its header, masking key included"),
      .always("fin", .boolean, "whether it is the last frame of its message"),
      .optional("rsv1", .boolean, "the reserved bit RSV1; absent in hixie-75 and hixie-76, which have none"),
      .optional("rsv2", .boolean, "the reserved bit RSV2"),
      .optional("rsv3", .boolean, "the reserved bit RSV3"),
      .optional("rsv4", .boolean, "the reserved bit RSV4 of hybi-01 to hybi-03"),
      .always("opcode", .integer, "the opcode; in hixie-75 and hixie-76 the whole first byte"),
      .always(
        "type", .text, "what the frame is, whatever number its version gives it",
        values: FrameType.allCases.map(\.name)),
      .always("masked", .boolean, "whether its payload is masked"),
      .optional("masking_key", .bytes, "the masking key, four bytes"),
      .optional("length_encoding", .integer, "the bits its length is written in: 7, 16 or 64"),
      .always("payload_length", .claim, "the bytes of its payload, as its header claims"),
      .always("payload_captured", .integer, "how many of them the input holds"),
      .optional("payload_hex", .bytes, "the beginning of the payload, unmasked"),
      .optional("payload_text", .text, "the same as text, where it is UTF-8"),
      .always("payload_truncated", .boolean, "whether there is more payload than is shown"),
      .optional(
        "inferred", .boolean, "true behind a lost border between frames, where this one had to be searched for"),
    ])

  private static let message = kind(
    "message", "messages", "a text or binary message, a ping, a pong or a close", ofConnection,
    [
      .always("sender", .text, sender, values: senders),
      .always("message", .integer, "its number in the connection, both directions counted together, from 1"),
      .always("type", .text, "what it is", values: FrameType.ofMessages.map(\.name)),
      .optional("first_frame", .integer, "the number of its first frame; absent where the input has only messages"),
      .optional("last_frame", .integer, "the number of its last frame"),
      .optional("frames", .integer, "how many frames it was sent in"),
      .always("compressed", .boolean, "whether it was sent compressed"),
      .always("wire_length", .claim, "the bytes of its payload as sent"),
      .always("length", .claim, "the bytes of its payload after inflation"),
      .optional("payload_text", .text, "the beginning of its payload as text"),
      .optional("payload_hex", .bytes, "the beginning of its payload where it is no text"),
      .always("payload_truncated", .boolean, "whether there is more payload than is shown"),
      .optional(
        "unknown_ranges", .ranges,
        "which of the bytes shown are not known, as offsets and lengths; U+FFFD in text, and 00 in digits"),
      .optional("unknown_bytes", .integer, "how many bytes of the whole payload are not known"),
      .optional("sha256", .bytes, "the SHA-256 of the whole payload, with --digest"),
      .optional("close_code", .integer, "the code of a close"),
      .optional("close_reason", .text, "the reason of a close"),
      .optional("answers", .integer, "the number of the ping's frame that a pong answers"),
      .always("complete", .boolean, "whether every byte is known and the last fragment was seen"),
      .optional("inferred", .boolean, "true behind a lost border between frames, where it had to be searched for"),
    ])

  private static let finding = kind(
    "finding", "findings", "a broken rule, a fact worth telling, or a guess at a cause (a hint)", perhapsOfConnection,
    [
      .always("rule", .text, "the rule's id such as FR-05; for a hint its name"),
      .always("severity", .text, "its weight; a hint never counts", values: Severity.allCases.map(\.rawValue)),
      .optional("profile", .text, "whose expectation it is, where the specification has none", values: ["browsers"]),
      .optional("sender", .text, "whose bytes it is about", values: senders),
      .optional("frame", .integer, "the number of the frame it is about"),
      .optional("packet", .integer, "the number of the packet it was found in, from 1"),
      .optional("offset", .integer, "where, in bytes from the start of the sender's stream"),
      .optional("line", .integer, "the line of the text, from 1"),
      .optional("column", .integer, "the column in that line, from 1"),
      .optional("reference", .text, "the section of the specification"),
      .always("message", .text, "what is the matter"),
      .optional("fix", .text, "what to change"),
      .optional("peer", .text, "what the other side has to do"),
      .optional("evidence", .text, "what it was seen by"),
    ])

  private static let gap = kind(
    "gap", "gaps", "bytes that the capture does not hold", ofConnection,
    [
      .always("sender", .text, "whose bytes are missing", values: senders),
      .always("offset", .integer, "where, in bytes from the start of the sender's stream"),
      .always("length", .integer, "how many bytes are missing"),
      .optional("resumed", .integer, "the offset at which decoding went on; absent where it did not"),
    ])

  private static let end = kind(
    "end", "ends", "the last event of a connection", ofConnection,
    [
      .optional("version", .text, "the version in force; absent where there were no frames", values: versions),
      .optional("closed_by", .text, "which side ended it", values: senders),
      .always("how", .text, "what ended it", values: EndEvent.How.allCases.map(\.rawValue)),
      .always("clean", .boolean, "whether both sides sent a close"),
      .optional("close_code", .integer, "the code of the first close"),
      .always("frames", .integer, "how many frames there were"),
      .always("messages", .integer, "how many text and binary messages there were"),
      .always("client_bytes", .integer, "the bytes of the client's stream"),
      .always("server_bytes", .integer, "the bytes of the server's stream"),
      .always("client_messages", .integer, "how many of the messages the client sent"),
      .always("server_messages", .integer, "how many of them the server sent"),
      .optional("duration", .number, "seconds from the first to the last packet"),
      .optional("client_messages_per_second", .number, "the client's messages by the duration"),
      .optional("server_messages_per_second", .number, "the server's messages by the duration"),
      .optional(
        "ping_round_trip",
        .record([
          .always("min", .number, "the shortest"), .always("median", .number, "the one in the middle"),
          .always("max", .number, "the longest"),
        ]), "seconds from pings to the pongs that answer them"),
      .always("errors", .integer, "how many findings were errors"),
      .always("warnings", .integer, "how many findings were warnings"),
    ])

  private static let summary = kind(
    "summary", "summaries", "what an input held; without a capture's name, what all inputs held", [capture],
    [
      .always("packets", .integer, "the records of the capture"),
      .always("bytes", .integer, "the bytes that were read"),
      .always("connections", .integer, "the WebSocket connections, refused ones too"),
      .always("other_connections", .integer, "the connections that are none"),
      .always("frames", .integer, "how many frames there were"),
      .always("messages", .integer, "how many text and binary messages there were"),
      .always("text", .integer, "how many text messages"),
      .always("binary", .integer, "how many binary messages"),
      .always("ping", .integer, "how many pings"),
      .always("pong", .integer, "how many pongs"),
      .always("close", .integer, "how many closes"),
      .always("payload_bytes", .integer, "the bytes of all payloads after inflation"),
      .always("errors", .integer, "how many findings were errors"),
      .always("warnings", .integer, "how many findings were warnings"),
    ])

  private static let error = kind(
    "error", "errors", "trouble with the input itself", [capture],
    [
      .always("message", .text, "what is the matter"),
      .optional("offset", .integer, "where in the input, in bytes"),
      .always("status", .integer, "the exit status that it leads to"),
    ])

  private static func kind(
    _ name: String, _ table: String, _ meaning: String, _ first: [EventField], _ rest: [EventField]
  ) -> EventKind {
    let event = EventField.always("event", .text, "what kind of event it is", values: [name])
    return EventKind(name: name, table: table, meaning: meaning, fields: [event] + first + rest)
  }
}

extension FrameType {
  /// The types that messages have.
  fileprivate static let ofMessages: [FrameType] = [.text, .binary, .close, .ping, .pong]
}
