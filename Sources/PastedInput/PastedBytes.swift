/// The bytes that a pasted text stands for, and how they were read.
public struct PastedBytes: Hashable, Sendable {
  /// What was meant.
  public var bytes: [UInt8]

  /// The dialect the text was read as: the one asked for, or the one detected.
  public var dialect: InputDialect

  /// Other dialects as which the text could be read without an error, in the order of their declaration.
  ///
  /// Empty when the dialect was asked for. Never holds `raw`, as which everything can be read.
  public var alternatives: [InputDialect]

  /// What was skipped, stripped or doubtful, one sentence each; with what was lost by joining pieces to ``bytes``.
  public var notes: [String] { readingNotes + joinNotes }

  /// What was skipped, stripped or doubtful, one sentence each.
  public var readingNotes: [String]

  /// What was lost by joining pieces to ``bytes``, one sentence each.
  public var joinNotes: [String]

  /// Who sent the bytes, as far as the text tells it: ``bytes`` has all of them in one row.
  public var source: PastedSource

  init(_ reading: Reading, readAs dialect: InputDialect, alternatives: [InputDialect] = []) {
    bytes = reading.bytes
    self.dialect = dialect
    self.alternatives = alternatives
    readingNotes = reading.notes
    joinNotes = reading.joinNotes
    source = reading.source
  }
}

extension PastedBytes {
  /// Reads what someone pasted.
  ///
  /// With no dialect named, the first of these rules that holds decides:
  ///
  /// 1. Bytes that text cannot hold (control characters other than tab and line ends, invalid UTF-8), a first byte
  ///    above 0x7F, or a beginning like an HTTP request or status line: `raw`. So a handshake and the frames behind it
  ///    stay as they are.
  /// 2. The heading of `tshark -z follow`, or its YAML: `follow`. The first line, or below headings the first with an
  ///    offset of zero, is an offset of four or more hexadecimal digits and a colon: `xxd`. An offset, at least two
  ///    blanks and bytes, a box of hexyl, or (with more lines to follow) an offset of six or more zeros: `hexdump`. Bytes
  ///    without an offset, and behind them just their text: `ngrep`.
  /// 3. Binary digits in at least two groups, each of eight, or in groups of eight behind `0b`: `binary-digits`. Any other
  ///    digits 0 and 1 are hexadecimal.
  /// 4. Only hexadecimal digits, separators and a surrounding pair of brackets or quotes: `hex`, even where it might be
  ///    Base64 too. Lists are the exception: where commas separate numbers and there is a bracket or `0x`, and where the
  ///    numbers cannot be hexadecimal pairs, it is a `c-array`; `81, 85` remains `hex`.
  /// 5. A buffer of Node.js: `node-buffer`. A list in brackets, or numbers separated by commas: `c-array`.
  /// 6. A string literal before any bracket, or a backslash: `escaped-string`.
  /// 7. What decodes as Base64: `base64`; without padding only if the unused bits are zero.
  /// 8. Otherwise the error of `hex` if most characters are hexadecimal digits, or that of `base64`, and what the other
  ///    stumbled over.
  ///
  /// A text that rules 2 to 6 recognise but that has a mistake in it is an error, and nothing else is guessed. Where
  /// numbers with commas outside brackets can be read neither as a list nor as `hex`, the error is that of the dialect
  /// which came further.
  /// Where every dump of the text, or the text as a whole, is a captured packet, only the payloads of TCP are left, and a
  /// note says so; ``source`` has the packets. At least one of them has to have lengths that agree, unless a heading says
  /// that these are packets.
  /// A byte order mark before text is skipped, text in UTF-16 behind one is read, and so is what a terminal coloured. White space around the text never matters, except in `raw`.
  ///
  /// - Throws: `PastedInputError` with line and column. A text of nothing but white space is an error unless a dialect
  ///   is named.
  public init(reading text: [UInt8], as dialect: InputDialect? = nil) throws(PastedInputError) {
    if let dialect {
      self = try Self.read(text, as: dialect)
    } else {
      self = try DialectDetector.read(text)
    }
  }

  /// Reads `text` as `dialect`, without a byte order mark and the like unless that is `raw`.
  private static func read(_ text: [UInt8], as dialect: InputDialect) throws(PastedInputError) -> Self {
    let plain = PastedText(text)
    let body = dialect == .raw ? text : plain.text
    do throws(ReadingFault) {
      var reading = try dialect.read(body)
      if dialect != .raw { reading.notes.insert(contentsOf: plain.notes, at: 0) }
      return PastedBytes(reading, readAs: dialect)
    } catch {
      throw PastedInputError(error, in: body, readAs: dialect)
    }
  }

  /// What is told about a byte order mark that was skipped.
  static let byteOrderMarkNote = "A byte order mark at the start was skipped."
}
