extension StreamFingerprint {
  /// The most bytes that decide, except for the text between the `00` and `FF` of hixie-76.
  private static let window = 32
  /// The most bytes that are searched for the `FF` of hixie-76.
  private static let hixieWindow = 4096

  /// Compares the bytes at a suspected frame border with the fingerprints.
  ///
  /// The binary ones come first, then text of a known kind, then any text, and CR LF comes last: one or more line ends
  /// may precede text, and are told of themselves where no text follows. An answer other than ``Match/needsMore`` to
  /// bytes that are not complete is final. At most 32 bytes are needed, 4096 where the first is `00`.
  ///
  /// - Parameters:
  ///   - bytes: what is there, from the border on.
  ///   - isComplete: nothing will come behind the bytes; ``Match/needsMore`` is then never the answer.
  public static func match(_ bytes: Span<UInt8>, isComplete: Bool) -> Match {
    let opening = StreamOpening(bytes, limit: window, isComplete: isComplete)
    for fingerprint in all {
      let isHixieText = fingerprint.kind == .hixieText
      switch isHixieText ? hixieText(bytes) : fingerprint.kind.agreement(with: opening) {
      case .no: continue
      case .yes: return .found(fingerprint)
      case .undecided:
        let isFinal = isComplete || bytes.count >= (isHixieText ? hixieWindow : window)
        if !isFinal { return .needsMore }
      }
    }
    return .none
  }

  /// How many bytes stand before a frame: line ends, or a byte-order mark, that a sender let slip in.
  ///
  /// - Parameter bytes: what was recognised as this fingerprint.
  /// - Returns: `nil` where what was recognised tells nothing of where a frame begins.
  public func lengthBeforeFrame(_ bytes: Span<UInt8>) -> Int? {
    switch kind {
    case .byteOrderMark: 3
    case .lineEnd:
      StreamOpening(bytes, limit: Self.window, isComplete: true).afterLineEnds.map { 2 * $0.lineEnds }
    default: nil
    }
  }

  /// How many bytes stand before a frame, where that is all that is wrong with the bytes at a suspected border.
  public static func lengthBeforeFrame(_ bytes: Span<UInt8>) -> Int? {
    guard case .found(let fingerprint) = match(bytes, isComplete: true) else { return nil }
    return fingerprint.lengthBeforeFrame(bytes)
  }

  /// A frame of hixie-76: `00`, at least two bytes of text, `FF`.
  private static func hixieText(_ bytes: Span<UInt8>) -> StreamOpening.Agreement {
    guard bytes.count > 0 else { return .undecided }
    guard bytes[0] == 0 else { return .no }
    let limit = min(bytes.count, hixieWindow)
    var text = UTF8Validator()
    for index in 1..<limit {
      let byte = bytes[index]
      if byte == 0xff { return index > 2 && text.isAtBoundary ? .yes : .no }
      guard StreamOpening.isTextByte(byte) || byte >= 0x80 else { return .no }
      text.take(bytes.extracting(index..<(index + 1)))
      if text.firstBadOffset != nil { return .no }
    }
    return .undecided
  }
}

extension StreamFingerprint.Kind {
  /// How far an opening agrees with the kind; the text of hixie-76 is longer than an opening.
  fileprivate func agreement(with opening: StreamOpening) -> StreamOpening.Agreement {
    switch self {
    case .proxyVersion2: opening.begins(with: "\r\n\r\n\0\r\nQUIT\n")
    case .proxyVersion1: opening.begins(withAnyOf: ["PROXY TCP4 ", "PROXY TCP6 ", "PROXY UNKNOWN"])
    case .http2Preface: opening.begins(with: "PRI * HTTP/2.0")
    case .ssh: opening.begins(withAnyOf: ["SSH-1.", "SSH-2."])
    // A record holds at most 2¹⁴ bytes and what encryption adds; an alert is short.
    case .tlsApplicationData: opening.isTLSRecord(type: 0x17, longest: 0x48)
    case .tlsHandshake: opening.isTLSRecord(type: 0x16, longest: 0x48)
    case .tlsAlert: opening.isTLSRecord(type: 0x15, longest: 0)
    case .gzip: opening.begins(with: [0x1f, 0x8b, 0x08])
    case .byteOrderMark: opening.begins(with: [0xef, 0xbb, 0xbf])
    case .hixieClose: opening.begins(with: [0xff, 0x00])
    case .hixieText: .no
    case .httpResponse, .httpRequest, .html, .json, .text, .lineEnd:
      opening.afterLineEnds.map { agreement(withText: $0.rest, behind: $0.lineEnds) } ?? .undecided
    }
  }

  /// How far text agrees with the kind, and the line ends before it where there is no text.
  private func agreement(withText text: StreamOpening, behind lineEnds: Int) -> StreamOpening.Agreement {
    switch self {
    case .httpResponse: text.begins(withAnyOf: ["HTTP/0", "HTTP/1", "HTTP/2", "HTTP/3"])
    case .httpRequest: text.isHTTPRequest
    case .html: text.lowercased.begins(withAnyOf: ["<!doctype html", "<html", "<head", "<body", "<!--"])
    case .json: text.isJSON
    case .text: text.isText
    // Text behind the line ends has been recognised by now.
    case .lineEnd: lineEnds > 0 ? .yes : .no
    default: .no
    }
  }
}
