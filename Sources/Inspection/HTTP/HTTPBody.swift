import WebSocketProtocol

/// How far the body of an HTTP message reaches (RFC 9112 section 6.3).
struct HTTPBody {
  private enum Framing {
    case none
    case length(UInt64)
    case chunked(ChunkedBody)
    case untilClose
  }

  private var framing: Framing

  /// No body.
  static let none = HTTPBody(framing: .none)

  private init(framing: Framing) {
    self.framing = framing
  }

  /// The body of a request.
  init(ofRequest head: HTTPHead) {
    self.init(head, otherwise: .none)
  }

  /// The body of a response to a request with the given method.
  init(ofResponse head: HTTPHead, to method: String?) {
    let status = head.status ?? 0
    if method == "HEAD" || status == 204 || status == 304 || (100..<200).contains(status)
      || method == "CONNECT" && (200..<300).contains(status)
    {
      self = .none
    } else {
      self.init(head, otherwise: .untilClose)
    }
  }

  private init(_ head: HTTPHead, otherwise: Framing) {
    if head.listContains("chunked", in: "transfer-encoding") {
      framing = .chunked(ChunkedBody())
    } else if let value = head.value(of: "content-length"), let length = UInt64(value) {
      framing = .length(length)
    } else {
      framing = otherwise
    }
  }

  /// True where nothing more belongs to it.
  var isComplete: Bool {
    switch framing {
    case .none, .length(0): true
    case .length, .chunked, .untilClose: false
    }
  }

  /// Passes over bytes that are missing from the input.
  ///
  /// - Returns: false where they do not all belong to the body, or nobody can tell; nothing has changed then.
  mutating func skip(missing length: UInt64) -> Bool {
    switch framing {
    case .untilClose: return true
    case .length(let rest) where length <= rest:
      framing = .length(rest - length)
      return true
    case .none, .length, .chunked: return false
    }
  }

  /// Passes over the bytes that belong to the body.
  ///
  /// - Returns: true where the body is complete; `position` is then behind its last byte.
  mutating func skip(_ bytes: Span<UInt8>, _ position: inout Int) -> Bool {
    switch framing {
    case .none:
      return true
    case .length(let rest):
      let taken = min(rest, UInt64(bytes.count - position))
      position += Int(taken)
      framing = .length(rest - taken)
      return rest == taken
    case .chunked(var body):
      let isComplete = body.skip(bytes, &position)
      framing = .chunked(body)
      return isComplete
    case .untilClose:
      position = bytes.count
      return false
    }
  }
}

/// A body in the chunked transfer coding (RFC 9112 section 7.1), passed over byte by byte.
struct ChunkedBody {
  private enum State {
    case size
    /// A chunk extension, which ends with the line.
    case `extension`
    case data(UInt64)
    case dataEnd
    /// The trailer section; the flag tells whether the line has a byte other than CR.
    case trailer(lineHasBytes: Bool)
  }

  private var state = State.size
  private var size: UInt64 = 0

  /// Passes over the bytes that belong to the body, and tells whether that was all of it.
  mutating func skip(_ bytes: Span<UInt8>, _ position: inout Int) -> Bool {
    while position < bytes.count {
      if case .data(let rest) = state {
        let taken = min(rest, UInt64(bytes.count - position))
        position += Int(taken)
        state = rest == taken ? .dataEnd : .data(rest - taken)
        continue
      }
      let byte = bytes[position]
      position += 1
      if take(byte) { return true }
    }
    return false
  }

  /// Takes a byte outside chunk data; true where it is the last of the body.
  private mutating func take(_ byte: UInt8) -> Bool {
    let isNewline = byte == UInt8(ascii: "\n")
    switch state {
    case .size:
      if let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
        size = min(size, UInt64.max >> 5) << 4 | UInt64(digit)
      } else if isNewline {
        endSizeLine()
      } else if byte != UInt8(ascii: "\r") {
        state = .extension
      }
    case .extension:
      if isNewline { endSizeLine() }
    case .data: break
    case .dataEnd:
      if isNewline { state = .size }
    case .trailer(let lineHasBytes):
      if isNewline {
        if !lineHasBytes { return true }
        state = .trailer(lineHasBytes: false)
      } else if byte != UInt8(ascii: "\r") {
        state = .trailer(lineHasBytes: true)
      }
    }
    return false
  }

  private mutating func endSizeLine() {
    state = size == 0 ? .trailer(lineHasBytes: false) : .data(size)
    size = 0
  }
}
