import CZlib

/// One direction's permessage-deflate compressor (RFC 7692 section 7.2.1).
public final class MessageDeflater {
  private var stream: DeflateStream
  private let contextTakeover: Bool

  /// A compressor with the given window size, as the exponent of a power of two (9...15, the sizes zlib can make).
  ///
  /// With context takeover, a message may refer to bytes of earlier ones. Nil where there is no memory for the window.
  public init?(windowBits: Int, contextTakeover: Bool) {
    precondition((9...15).contains(windowBits), "zlib makes windows of 9...15 bits")
    guard let stream = DeflateStream(windowBits: windowBits) else { return nil }
    self.stream = stream
    self.contextTakeover = contextTakeover
  }

  /// Compresses a whole message into the payload of its frame or frames, the tail `00 00 FF FF` removed.
  ///
  /// An empty message comes to the single byte `00` (RFC 7692 section 7.2.3.6).
  public func deflate(_ message: Span<UInt8>) -> [UInt8] {
    guard !message.isEmpty else { return [0x00] }
    var compressed = stream.deflate(message)
    compressed.removeLast(4)
    if !contextTakeover { stream.reset() }
    return compressed
  }
}

/// The only owner of a `z_stream` that compresses.
@safe
private struct DeflateStream: ~Copyable {
  private static let pieceLength = 16 << 10
  private static let memoryLevel: CInt = 8

  // zlib keeps a pointer back to the z_stream, so it must never move.
  private let stream: UnsafeMutablePointer<z_stream>

  init?(windowBits: Int) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard
      unsafe wslens_deflateInit2(stream, Z_DEFAULT_COMPRESSION, -CInt(windowBits), Self.memoryLevel) == Z_OK
    else {
      unsafe stream.deallocate()
      return nil
    }
    unsafe self.stream = unsafe stream
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses all of `input` and flushes, so that the result ends with an empty stored block.
  mutating func deflate(_ input: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: Self.pieceLength)
    var offset = 0
    while true {
      let given = min(input.count - offset, Int(Int32.max))
      let isLast = offset + given == input.count
      let written = unsafe input.withUnsafeBufferPointer { source in
        unsafe piece.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: offset))
          unsafe stream.pointee.avail_in = uInt(given)
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = uInt(target.count)
          let result = unsafe CZlib.deflate(stream, isLast ? Z_SYNC_FLUSH : Z_NO_FLUSH)
          precondition(result == Z_OK || result == Z_BUF_ERROR, "zlib accepts any input")
          return unsafe target.count - Int(stream.pointee.avail_out)
        }
      }
      offset += unsafe given - Int(stream.pointee.avail_in)
      output.append(contentsOf: piece[..<written])
      // Room left over is zlib's sign that a flush is complete.
      if isLast, offset == input.count, written < piece.count { return output }
    }
  }

  mutating func reset() {
    unsafe deflateReset(stream)
  }
}
