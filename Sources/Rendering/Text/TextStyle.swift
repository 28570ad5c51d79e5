/// How text looks where it is shown: colour or not, which characters, how wide.
public struct TextStyle: Hashable, Sendable {
  /// Colour may be used; it never carries meaning alone.
  public var usesColor: Bool
  /// Nothing beyond ASCII may be used.
  public var isASCII: Bool
  /// Columns of a line.
  public var width: Int

  /// - Parameters:
  ///   - usesColor: colour may be used.
  ///   - isASCII: nothing beyond ASCII may be used.
  ///   - width: columns of a line, 80 by default; at least 60.
  public init(usesColor: Bool, isASCII: Bool, width: Int = 80) {
    self.usesColor = usesColor
    self.isASCII = isASCII
    self.width = max(60, width)
  }

  /// A colour by what it is used for; blue and orange, bold and dim can be told apart by everyone.
  public enum Hue: String, Sendable {
    case heading = "1"
    case client = "34"
    case server = "38;5;208"
    case key = "36"
    case good = "32"
    case warning = "33"
    case error = "1;31"
    case dim = "2"
  }

  /// The text in a colour, where colour is used.
  public func paint(_ text: String, _ hue: Hue?) -> String {
    guard usesColor, let hue, !text.isEmpty else { return text }
    return "\u{1b}[\(hue.rawValue)m\(text)\u{1b}[0m"
  }

  /// From one side to the other.
  public var arrow: String { isASCII ? "->" : "→" }
  /// A byte that is unknown, in text; a backslash before anything else is doubled.
  public var unknownByte: String { isASCII ? "\\?" : "▒" }
  /// How often something occurred.
  public var times: String { isASCII ? "x" : "×" }
}

/// What a text report shows.
public struct TextLayout: Hashable, Sendable {
  /// One block for each connection, and a line for each input.
  public var showsSummary = false
  /// One line for each frame.
  public var showsFrames = false
  /// One line for each message.
  public var showsMessages = false
  /// Every frame bit by bit.
  public var showsBytes = false
  /// Every step of the unmasking, as one would do it by hand.
  public var explains = false
  /// Payload bytes to show; `nil` for what fits.
  public var payloadLimit: Int?
  /// The input is one stream of bytes and not a capture: no packets, no times.
  public var isByteStream = false
  /// The one frame is a payload that came without its header, of which nothing is shown.
  public var isPayloadOnly = false
  /// Which side sent what was told by MASK alone.
  public var isSenderGuessed = false

  /// Nothing is shown yet.
  public init() {}

  /// How many payload bytes have to be gathered for what fits.
  public static func gatheredPayload(_ showsBytes: Bool) -> Int { showsBytes ? 64 : 96 }
}
