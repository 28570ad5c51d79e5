import Glibc
import Inflation
import PacketCapture

/// A capture that someone named: a file or standard input, perhaps compressed with gzip.
final class CaptureInput {
  /// A file of fewer bytes is read before a second thread has begun.
  private static let worthAThread: UInt64 = 1 << 20

  private let path: String
  /// What happens while the input has nothing to read yet; nothing where it is all there.
  private let standby: Standby?
  /// The file, if it is one that grows.
  private var followed: FollowedFile?
  /// Why decompressing failed, if it did.
  private var damage: GzipError?

  /// - Parameters:
  ///   - path: the file; `-` is standard input.
  ///   - standby: what happens while the input has nothing to read yet.
  init(_ path: String, standby: Standby? = nil) {
    self.path = path
    self.standby = standby
  }

  /// True for standard input and whatever else is not a file that is all there.
  static func mayHaveToWait(_ path: String) -> Bool {
    var status = stat()
    let isKnown = unsafe path == "-" ? fstat(STDIN_FILENO, &status) == 0 : stat(path, &status) == 0
    return isKnown && status.st_mode & S_IFMT != S_IFREG
  }

  private var name: String { path == "-" ? "standard input" : path }

  /// Opens the capture, through a decompressor where it is compressed.
  ///
  /// - Throws: status 66 where it cannot be read, 65 where it is no capture.
  func open(_ common: OutputOptions) throws(Failure) -> CaptureFile {
    try open(try Self.source(path, standby), common)
  }

  /// Opens a capture that is still being written: at its end, what is written next is waited for.
  ///
  /// - Throws: status 66 where it cannot be read, 65 where it is no capture, 64 where it is compressed.
  func follow(_ common: OutputOptions, _ standby: Standby) throws(Failure) -> CaptureFile {
    do throws(CaptureError) {
      followed = path == "-" ? nil : try FollowedFile(path: path, standby: standby)
    } catch {
      throw Failure(error)
    }
    // A pipe waits by itself.
    guard let followed else { return try open(common) }
    let source = followed.bytes
    guard !GzipSource.isGzip(prefix: source.peek(2).span) else {
      throw Failure(.usage, "\(name) is compressed; --follow reads captures as they are written")
    }
    return try open(source, common)
  }

  /// Why a capture that grew is read no further; nothing where that was asked for.
  var endOfFollowing: String? {
    switch followed?.ending {
    case .truncated: "\(name) was truncated; what was read before is told"
    case .replaced: "\(name) was moved or replaced; the file that was opened is read to its end"
    case nil: nil
    }
  }

  /// Opens a file, or standard input for `-`, to be looked at.
  ///
  /// - Throws: status 66 where it cannot be read.
  static func source(_ path: String, _ standby: Standby? = nil) throws(Failure) -> ByteSource {
    do throws(CaptureError) {
      return path == "-"
        ? ByteSource(fileDescriptor: STDIN_FILENO, standby: standby) : try ByteSource(path: path, standby: standby)
    } catch {
      throw Failure(error)
    }
  }

  /// Opens the capture in what was opened already, and perhaps looked at.
  ///
  /// - Throws: status 65 where it is no capture.
  func open(_ source: ByteSource, _ common: OutputOptions) throws(Failure) -> CaptureFile {
    do {
      let start = source.peek(4)
      let isCompressed = GzipSource.isGzip(prefix: start.span)
      if isCompressed { common.note("\(name) is compressed with gzip") }
      // Whoever ends the waiting for a writer that has not begun asks for no more than there is.
      var capture = try CaptureFile(
        name: name, reading: isCompressed ? try decompressed(start) : source,
        mayBeEmpty: { followed != nil || standby?.isOver() ?? false })
      if let count = source.byteCount, count >= Self.worthAThread { capture.readAhead() }
      return capture
    } catch let error as CaptureError {
      throw explain(Failure(error))
    } catch {
      throw Failure(.unreadableData, "\(name): \(error)")
    }
  }

  /// A failure to read, or what really caused it: a decompressor that met damage.
  func explain(_ failure: Failure) -> Failure {
    guard let damage else { return failure }
    return Failure(.unreadableData, "\(name): \(damage)", offset: damage.position)
  }

  /// What the input holds once it is decompressed; `start` has been read of standard input already.
  private func decompressed(_ start: [UInt8]) throws(GzipError) -> ByteSource {
    let gzip =
      path == "-" ? try GzipSource(fileDescriptor: STDIN_FILENO, prefix: start) : try GzipSource(path: path)
    return unsafe ByteSource { target in
      self.standby?.passOn()
      do throws(GzipError) {
        return try unsafe gzip.read(into: target)
      } catch {
        self.damage = error
        return -1
      }
    }
  }
}
