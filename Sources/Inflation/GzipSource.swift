import CZlib

/// The decompressed bytes of a gzip file or stream of one or more members (RFC 1952).
///
/// A file that ends early gives all that can be read of it, and then ``endsEarly`` is true.
public final class GzipSource {
  /// Whether the input ended before its last member did; of meaning once ``read(into:)`` has returned 0.
  public private(set) var endsEarly = false
  /// Whether bytes follow the last member that are neither zeros nor another member; they are passed over.
  public private(set) var hasTrailingGarbage = false

  private static let pieceLength = 64 << 10
  private static let magic: [UInt8] = [0x1F, 0x8B]

  private let input: InputDescriptor
  private var inputEnded = false
  private var stream: GzipStream
  private var buffer: [UInt8]
  /// The bytes of `buffer` that are still to be decompressed.
  private var pending: Range<Int>
  private var position: UInt64 = 0
  private var outputPosition: UInt64 = 0
  private var isInMember = true
  private var ended = false
  private var failure: GzipError?

  /// Whether a file that begins with these bytes is gzip.
  public static func isGzip(prefix: Span<UInt8>) -> Bool {
    prefix.count >= 2 && prefix[0] == magic[0] && prefix[1] == magic[1]
  }

  /// Opens a file, which is closed with the source.
  ///
  /// Throws ``GzipError/Kind/cannotOpen(errno:)`` or ``GzipError/Kind/outOfMemory``.
  public convenience init(path: String) throws(GzipError) {
    guard let input = InputDescriptor(path: path) else {
      throw GzipError(kind: .cannotOpen(errno: InputDescriptor.lastError), position: 0, outputPosition: 0)
    }
    try self.init(input: input, prefix: [])
  }

  /// Reads from an open descriptor, which stays the caller's to close; `prefix` is what has been read of it already.
  ///
  /// Throws ``GzipError/Kind/outOfMemory``.
  public convenience init(fileDescriptor: CInt, prefix: [UInt8] = []) throws(GzipError) {
    try self.init(input: InputDescriptor(borrowing: fileDescriptor), prefix: prefix)
  }

  private init(input: consuming InputDescriptor, prefix: [UInt8]) throws(GzipError) {
    guard let stream = GzipStream() else {
      throw GzipError(kind: .outOfMemory, position: 0, outputPosition: 0)
    }
    self.input = input
    self.stream = stream
    buffer = prefix + [UInt8](repeating: 0, count: max(0, Self.pieceLength - prefix.count))
    pending = 0..<prefix.count
  }

  /// Decompresses into `target` and returns how many bytes that were; 0 at the end, or for an empty `target`.
  ///
  /// What was decompressed before an error is handed out first. Throws ``GzipError/Kind/cannotRead(errno:)``,
  /// ``GzipError/Kind/damaged(_:)`` or ``GzipError/Kind/outOfMemory``, and the same again when called again.
  public func read(into target: UnsafeMutableRawBufferPointer) throws(GzipError) -> Int {
    if let failure { throw failure }
    guard unsafe !target.isEmpty else { return 0 }
    while !ended {
      do {
        let written = unsafe try step(into: target)
        if written > 0 { return written }
      } catch {
        failure = error
        throw error
      }
    }
    return 0
  }

  /// Goes on by one read or one call of zlib, and returns how many bytes came out.
  private func step(into target: UnsafeMutableRawBufferPointer) throws(GzipError) -> Int {
    guard isInMember else {
      try findNextMember()
      return 0
    }
    if pending.isEmpty, !inputEnded { try fill() }
    let (status, used, written) = unsafe stream.inflate(buffer.span.extracting(pending), into: target)
    pending = pending.lowerBound + used..<pending.upperBound
    position &+= UInt64(used)
    outputPosition &+= UInt64(written)
    switch status {
    case .advanced:
      if used == 0, written == 0, inputEnded {
        endsEarly = true
        ended = true
      }
    case .endedMember: isInMember = false
    case .damaged(let words):
      let error = self.error(.damaged(words))
      if written == 0 { throw error }
      failure = error
    case .outOfMemory: throw error(.outOfMemory)
    }
    return written
  }

  /// Looks behind a member for another one, past zeros that pad a tape block.
  private func findNextMember() throws(GzipError) {
    while true {
      while let first = pending.first, buffer[first] == 0 {
        pending.removeFirst()
        position &+= 1
      }
      if pending.count >= Self.magic.count || inputEnded { break }
      try fill()
    }
    if Self.isGzip(prefix: buffer.span.extracting(pending)) {
      stream.reset()
      isInMember = true
    } else {
      hasTrailingGarbage = !pending.isEmpty
      ended = true
    }
  }

  /// Moves what is pending to the front of the buffer and reads more behind it.
  private func fill() throws(GzipError) {
    let count = pending.count
    for index in 0..<count { buffer[index] = buffer[pending.lowerBound + index] }
    pending = 0..<count
    switch input.read(into: &buffer, from: count) {
    case .bytes(let read):
      inputEnded = read == 0
      pending = 0..<count + read
    case .failed(let number):
      throw error(.cannotRead(errno: number))
    }
  }

  private func error(_ kind: GzipError.Kind) -> GzipError {
    GzipError(kind: kind, position: position, outputPosition: outputPosition)
  }
}

/// The only owner of a `z_stream` that reads gzip.
@safe
private struct GzipStream: ~Copyable {
  enum Status {
    case advanced, endedMember, outOfMemory
    case damaged(String)
  }

  /// Added to the window bits, it makes zlib expect a gzip header and trailer.
  private static let gzipWrapper: CInt = 16

  // zlib keeps a pointer back to the z_stream, so it must never move.
  private let stream: UnsafeMutablePointer<z_stream>

  init?() {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe wslens_inflateInit2(stream, MAX_WBITS + Self.gzipWrapper) == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
    unsafe self.stream = unsafe stream
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  mutating func inflate(
    _ input: Span<UInt8>, into target: UnsafeMutableRawBufferPointer
  ) -> (status: Status, used: Int, written: Int) {
    let given = min(input.count, Int(Int32.max))
    let room = min(target.count, Int(Int32.max))
    let result = unsafe input.withUnsafeBufferPointer { source in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      unsafe stream.pointee.avail_in = uInt(given)
      unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      unsafe stream.pointee.avail_out = uInt(room)
      return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
    }
    let status: Status =
      switch result {
      case Z_OK, Z_BUF_ERROR: .advanced
      case Z_STREAM_END: .endedMember
      case Z_MEM_ERROR: .outOfMemory
      default: .damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "invalid data")
      }
    return unsafe (status, given - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
  }

  mutating func reset() {
    unsafe inflateReset(stream)
  }
}
