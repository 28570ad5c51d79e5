/// An opening handshake as someone copied it, freed from what the copying put around it.
public struct Transcript: Hashable, Sendable {
  /// The exchanges in order: a request with its response, or one of them alone. Never empty.
  public var exchanges: [Exchange]

  /// The dialect the text was read as: the one asked for, or the one detected.
  public var dialect: TranscriptDialect

  /// What was stripped or assumed, one sentence each.
  public var notes: [String]

  /// What cannot be judged because the copying destroyed it.
  public var lost: Lost
}

extension Transcript {
  /// What a copy of a handshake no longer tells about the bytes that were on the wire.
  public struct Lost: OptionSet, Hashable, Sendable {
    /// One bit for each thing that is lost, in the order of their declaration.
    public let rawValue: Int

    /// Takes the bits as they are.
    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// Whether lines ended in CR LF.
    public static let lineEnds = Lost(rawValue: 1 << 0)
    /// Runs of blanks, and blanks at the ends of lines and values.
    public static let whiteSpace = Lost(rawValue: 1 << 1)
    /// The order of the fields.
    public static let order = Lost(rawValue: 1 << 2)
    /// The case of the field names.
    public static let `case` = Lost(rawValue: 1 << 3)
    /// The bytes behind the heads, or some of them.
    public static let bodies = Lost(rawValue: 1 << 4)
    /// The start line: it, or a part of it, was not in the text and was made up from what the text tells.
    public static let startLine = Lost(rawValue: 1 << 5)
  }
}

extension Transcript {
  /// Reads a handshake as someone copied it.
  ///
  /// A request begins at a line `token SP target SP HTTP/…`, a response at a line that begins with `HTTP/`; what stands
  /// behind a head's empty line is that side's up to the next such line. With no dialect named, the first of these rules
  /// that holds decides:
  ///
  /// 1. The first visible character is a brace: `har`.
  /// 2. The first line begins a request or a response, and there are bytes that no text holds: `raw`, or `lines` where
  ///    all line ends of the heads are bare LF.
  /// 3. A line `=> Send header` or `<= Recv header` above lines with offsets: `curl-trace`.
  /// 4. A line `T address:port -> address:port` above the text: `ngrep`. A line with a time, `IP` or `IP6` and an arrow:
  ///    `tcpdump`.
  /// 5. Start lines behind a tag in brackets such as `[WS-Server][0][handleHeader]` or `[Line #0]`: `arduino`.
  /// 6. Start lines behind `> ` or `< `: `websockets-log` where lines tell of the connection or of frames, or no line
  ///    closes a head; otherwise `curl-v`.
  /// 7. Start lines behind list numbers or quote marks, or non-breaking spaces or typographic quotes in a head:
  ///    `web-page`.
  /// 8. Names that only a browser's panel has, such as `Request URL`; or no start line, but a heading of a panel or field
  ///    lines, among them one of a handshake: `browser-headers`.
  /// 9. Start lines: `raw`, or `lines` where all line ends of the heads are bare LF, where the start line is indented,
  ///    or where only blanks stand in the line that has to be empty.
  ///
  /// In `raw` every byte is kept, but for one line end behind an answer of 16 bytes to a challenge, and the line end, or
  /// empty lines, between what a request sends and the response: they were put there by whoever wrote the text. In all other dialects heads get the line ends CR LF,
  /// unless the text shows those of the wire. Where a dialect never shows the empty line behind a head, it is added.
  /// A byte order mark is skipped.
  ///
  /// - Throws: `PastedInputError` with line and column where nothing begins a request or a response, or where the text
  ///   is not of the dialect asked for.
  public init(reading text: [UInt8], as dialect: TranscriptDialect? = nil) throws(PastedInputError) {
    let mark = text.byteOrderMarkLength
    let body = mark == 0 ? text : Array(text.dropFirst(mark))
    guard !body.trimmedRange.isEmpty else {
      throw PastedInputError(emptyTextExpecting: "a handshake: a request, a response, or both")
    }
    let chosen = dialect ?? TranscriptDetector.dialect(of: body)
    do throws(ReadingFault) {
      let reading = try chosen.read(body)
      guard !reading.exchanges.isEmpty else {
        throw ReadingFault(
          in: body, "no line of the text begins a request or a response",
          lineSuchAs: "GET /chat HTTP/1.1 or HTTP/1.1 101 Switching Protocols")
      }
      exchanges = reading.exchanges
      self.dialect = chosen
      notes = (mark > 0 ? [PastedBytes.byteOrderMarkNote] : []) + reading.notes
      lost = reading.lost
    } catch {
      throw PastedInputError(error, in: body, readAs: chosen)
    }
  }
}
