import CZlib

/// A zlib inflater of raw DEFLATE with a 32 KiB window, made at the first byte.
///
/// The only owner of its `z_stream`; everything unsafe about inflating messages is in here.
@safe
struct InflateStream: ~Copyable {
  /// What one call of zlib's `inflate` came to.
  enum Status: Equatable {
    /// Input was used up, or the room for output.
    case advanced
    /// A block marked as the last has ended; bytes may follow it.
    case endedFinalBlock
    /// A back-reference reaches before the start of the window.
    case distanceTooFarBack
    case invalid(InflationError.Fault)
    case outOfMemory
  }

  // zlib keeps a pointer back to the z_stream, so it must never move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isStarted = false

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
  }

  deinit {
    if isStarted { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
  }

  /// Makes zlib's state unless it exists; false where there is no memory for it.
  mutating func start() -> Bool {
    if isStarted { return true }
    // Not the negotiated size: zlib knows no raw windows of 256 bytes, and does not hold back references to any size.
    isStarted = unsafe wslens_inflateInit2(stream, -MAX_WBITS) == Z_OK
    return isStarted
  }

  /// Makes a window of up to 32 KiB precede what comes next; false where there is no memory for it.
  mutating func setWindow(_ window: [UInt8]) -> Bool {
    precondition(isStarted && window.count <= 32768)
    return unsafe window.withUnsafeBufferPointer {
      unsafe inflateSetDictionary(stream, $0.baseAddress, uInt($0.count)) == Z_OK
    }
  }

  /// Inflates `input` from `offset` on, which moves, into the first `room` bytes of `scratch`, and counts them.
  mutating func inflate(
    _ input: Span<UInt8>, from offset: inout Int, into scratch: inout [UInt8], room: Int
  ) -> (status: Status, written: Int) {
    precondition(isStarted && offset <= input.count && room <= scratch.count)
    let given = min(input.count - offset, Int(Int32.max))
    let allowed = min(room, Int(Int32.max))
    let result = unsafe input.withUnsafeBufferPointer { source in
      unsafe scratch.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: offset))
        unsafe stream.pointee.avail_in = uInt(given)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = uInt(allowed)
        return unsafe CZlib.inflate(stream, Z_SYNC_FLUSH)
      }
    }
    offset += unsafe given - Int(stream.pointee.avail_in)
    return unsafe (status(of: result), allowed - Int(stream.pointee.avail_out))
  }

  /// Whether all input so far makes whole blocks and ends on a byte border; of no meaning after a restart.
  var isAtBlockBoundary: Bool {
    // As documented at zlib's inflate: 128 says "after a block", the low bits count the unused bits of the last byte.
    unsafe stream.pointee.data_type & (128 | 31) == 128
  }

  /// Makes ready for a block after one that was marked as the last; the window stays.
  mutating func restartKeepingWindow() {
    unsafe inflateResetKeep(stream)
  }

  /// Forgets input and window alike.
  mutating func reset() {
    if isStarted { unsafe inflateReset(stream) }
  }

  private func status(of result: CInt) -> Status {
    switch result {
    case Z_OK, Z_BUF_ERROR: return .advanced
    case Z_STREAM_END: return .endedFinalBlock
    case Z_MEM_ERROR: return .outOfMemory
    default:
      guard let message = unsafe stream.pointee.msg else { return .invalid(.other) }
      let words = unsafe String(cString: message)
      if words == "invalid distance too far back" { return .distanceTooFarBack }
      return .invalid(InflationError.Fault(rawValue: words) ?? .other)
    }
  }
}
