#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the bytes of a capture come from, one after another: a file, standard input, a decompressor.
@safe public final class ByteSource {
  /// Fills a buffer: how many bytes it wrote, 0 at the end, -1 when reading failed.
  public typealias Read = (UnsafeMutableRawBufferPointer) -> Int

  private let fill: Read
  /// The descriptor to close at the end, if it is ours.
  private let ownDescriptor: CInt?
  /// Bytes that were looked at before anyone read them.
  private var peeked: [UInt8] = []

  /// How many bytes have been handed out.
  public private(set) var bytesRead: UInt64 = 0
  /// How many bytes there are in all, where that is known (a regular file).
  public let byteCount: UInt64?
  /// True once reading has failed.
  public private(set) var failed = false

  /// - Parameters:
  ///   - byteCount: how many bytes will come, where that is known.
  ///   - read: fills a buffer with the next bytes.
  public init(byteCount: UInt64? = nil, _ read: @escaping Read) {
    unsafe fill = read
    self.byteCount = byteCount
    ownDescriptor = nil
  }

  /// The bytes that a descriptor yields; it stays open.
  /// - Parameter standby: what happens while it has nothing to read; nothing unless given.
  public convenience init(fileDescriptor: CInt, standby: Standby? = nil) {
    unsafe self.init(ByteSource.reading(fileDescriptor, standby))
  }

  /// The bytes of a file, or of whatever else the path names that can be read.
  /// - Parameter standby: what happens while a pipe has nothing to read; nothing unless given.
  /// - Throws: `notFound`, `notReadable` or `isDirectory`.
  public init(path: String, standby: Standby? = nil) throws(CaptureError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaptureError(opening: path, errno) }
    var status = stat()
    let known = (unsafe fstat(descriptor, &status)) == 0
    if known, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw CaptureError(.isDirectory, name: path, message: "is a directory")
    }
    byteCount = known && status.st_mode & S_IFMT == S_IFREG ? UInt64(exactly: status.st_size) : nil
    ownDescriptor = descriptor
    unsafe fill = ByteSource.reading(descriptor, byteCount == nil ? standby : nil)
  }

  deinit {
    if let ownDescriptor { close(ownDescriptor) }
  }

  /// The first bytes that have not been read yet, at most `count` of them; reading them later yields them again.
  public func peek(_ count: Int) -> [UInt8] {
    while peeked.count < count {
      var piece = [UInt8](repeating: 0, count: count - peeked.count)
      let got = unsafe piece.withUnsafeMutableBytes { unsafe fill($0) }
      if got < 0 { failed = true }
      guard got > 0 else { break }
      peeked += piece.prefix(got)
    }
    return Array(peeked.prefix(count))
  }

  /// Changes bytes that were looked at and not read yet, from one of them on.
  func amend(from position: Int, with bytes: [UInt8]) {
    guard peeked.count >= position + bytes.count else { return }
    peeked.replaceSubrange(position..<position + bytes.count, with: bytes)
  }

  /// Fills a buffer with the next bytes: how many, 0 at the end, -1 when reading failed.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !peeked.isEmpty else {
      let got = unsafe fill(buffer)
      if got < 0 { failed = true } else { bytesRead &+= UInt64(got) }
      return got
    }
    let count = min(peeked.count, buffer.count)
    unsafe buffer.copyBytes(from: peeked.prefix(count))
    peeked.removeFirst(count)
    bytesRead &+= UInt64(count)
    return count
  }

  /// Everything up to the end.
  /// - Throws: `notReadable` when reading fails.
  public func readAll() throws(CaptureError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes { unsafe read(into: $0) }
      guard count >= 0 else {
        throw CaptureError(.notReadable, name: "", offset: bytesRead, message: "reading failed")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece.prefix(count))
    }
  }

  /// A descriptor of the file at its beginning, for the caller to close; nothing where it is no regular file.
  func rewoundDescriptor() -> CInt? {
    guard let ownDescriptor, byteCount != nil else { return nil }
    let copy = dup(ownDescriptor)
    guard copy >= 0 else { return nil }
    guard lseek(copy, 0, SEEK_SET) == 0 else {
      close(copy)
      return nil
    }
    return copy
  }

  /// Reads a descriptor, after waiting for it where someone has something better to do meanwhile.
  private static func reading(_ descriptor: CInt, _ standby: Standby?) -> Read {
    guard let standby else { return { unsafe read(descriptor, into: $0) } }
    var rest = Rest()
    return { buffer in
      guard standby.wait(descriptor) || rest.goesOn(descriptor) else { return 0 }
      return unsafe read(descriptor, into: buffer)
    }
  }

  /// What a pipe's writer still hands over once the reading is to end: the signal that ends the reader often ends the
  /// writer as well, who then writes what it had gathered.
  private struct Rest {
    /// How long the writer may pause, and how long it may go on, in milliseconds.
    private static let pause: CInt = 200
    private static let time: Int64 = 1000

    private var end: Int64?

    mutating func goesOn(_ descriptor: CInt) -> Bool {
      let now = CaptureTime.now.nanoseconds / 1_000_000
      guard now < end ?? .max else { return false }
      if end == nil { end = now + Self.time }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return unsafe poll(&wanted, 1, Self.pause) > 0
    }
  }

  static func read(_ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
      let got = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
      let got = unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      // A signal that was handled is no failure.
      if got < 0, errno == EINTR { continue }
      return got
    }
  }
}
