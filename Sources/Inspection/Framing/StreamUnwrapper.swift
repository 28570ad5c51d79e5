internal import Inflation
import WebSocketProtocol

/// Takes the compression off one side's stream, as `deflate-stream` of hybi-04 to -12 put it on: all bytes behind the
/// opening handshake are one DEFLATE stream, and the frames lie inside it.
struct StreamUnwrapper {
  private let inflater = MessageInflater(
    windowBits: 15, contextTakeover: true, limits: .init(maximumMessageBytes: .max))
  /// Where the bytes that were unwrapped end, counted as if they had been sent as they are.
  private(set) var offset: UInt64?
  /// The stream turned out not to be compressed, or not well.
  private(set) var failure: InflationError?

  /// Unwraps some bytes.
  ///
  /// - Parameters:
  ///   - start: where in the stream they begin; only the first time it matters.
  ///   - output: is given the bytes in pieces, with their places.
  mutating func take(
    _ bytes: Span<UInt8>, at start: UInt64, scratch: inout [UInt8], output: (Span<UInt8>, UInt64) -> Void
  ) {
    guard failure == nil else { return }
    var place = offset ?? start
    do throws(InflationError) {
      try inflater.inflate(bytes, scratch: &scratch) { piece, _ in
        output(piece, place)
        place &+= UInt64(piece.count)
      }
    } catch {
      failure = error
    }
    offset = place
  }
}
