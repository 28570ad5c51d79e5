/// A chapter of the catalogue: the rules whose names begin with the same letters.
public enum RuleChapter: String, CaseIterable, Hashable, Sendable {
  case http = "HT"
  case request = "RQ"
  case response = "RS"
  case hixie75 = "H75"
  case hixie76 = "H76"
  case drafts = "HY"
  case negotiation = "PMD"
  case http2 = "H2"
  case http3 = "H3"
  case deflateFrame = "DFF"
  case frames = "FR"
  case closing = "CL"
  case messages = "MS"
  case deflate = "DF"
  case hazards = "SEC"
  case transport = "TCP"
  case capture = "CAP"
  case limits = "LIM"
  case browsers = "BR"

  /// What the chapter is about, as a heading.
  public var title: String {
    switch self {
    case .http: "HTTP"
    case .request: "Opening request"
    case .response: "Response"
    case .hixie75: "hixie-75"
    case .hixie76: "hixie-76"
    case .drafts: "hybi drafts"
    case .negotiation: "permessage-deflate, agreement"
    case .http2: "HTTP/2"
    case .http3: "HTTP/3"
    case .deflateFrame: "deflate-frame"
    case .frames: "Frames"
    case .closing: "Closing"
    case .messages: "Messages"
    case .deflate: "permessage-deflate, payloads"
    case .hazards: "Hazards"
    case .transport: "TCP"
    case .capture: "Capture files"
    case .limits: "Limits"
    case .browsers: "Browsers"
    }
  }

  /// The chapter's rules in the order of their numbers.
  public var rules: [RuleID] { RuleID.allCases.filter { $0.chapter == self } }
}

extension RuleID {
  /// The chapter this rule stands in.
  public var chapter: RuleChapter {
    guard let chapter = RuleChapter(rawValue: String(rawValue.prefix { $0 != "-" })) else {
      preconditionFailure("no chapter for \(rawValue)")
    }
    return chapter
  }
}
