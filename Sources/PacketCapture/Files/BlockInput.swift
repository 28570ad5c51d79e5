/// A window on a source's bytes that grows to hold a whole block.
struct BlockInput: ~Copyable {
  private static let step = 1 << 18

  private let name: String
  private let source: ByteSource
  private var buffer = [UInt8](repeating: 0, count: Self.step)
  private var start = 0
  private var end = 0
  private var ended = false
  /// Where the window's first byte is in the input.
  private(set) var offset: UInt64 = 0

  init(name: String, source: ByteSource) {
    self.name = name
    self.source = source
  }

  /// Reads until so many bytes are there, and returns how many are: fewer only at the end of the input.
  mutating func require(_ count: Int) throws(CaptureError) -> Int {
    while end - start < count, !ended {
      if start > 0 {
        // Copied first: a slice of the buffer would share it, and changing it would then copy all of it.
        let rest = Array(buffer[start..<end])
        buffer.replaceSubrange(0..<rest.count, with: rest)
        start = 0
        end = rest.count
      }
      // What a block claims to be long is believed a step at a time.
      if end == buffer.count { buffer.append(contentsOf: repeatElement(0, count: Self.step)) }
      let from = end
      let got = unsafe buffer.withUnsafeMutableBytes { unsafe source.read(into: .init(rebasing: $0[from...])) }
      guard got >= 0 else {
        throw CaptureError(.notReadable, name: name, offset: source.bytesRead, message: "reading failed")
      }
      ended = got == 0
      end += got
    }
    return end - start
  }

  /// Passes over bytes that are in the window.
  mutating func consume(_ count: Int) {
    start += count
    offset += UInt64(count)
  }

  /// Passes over bytes that need not be in the window.
  /// - Returns: false when the input ends before.
  mutating func skip(_ count: Int) throws(CaptureError) -> Bool {
    var left = count
    while left > 0 {
      let there = try require(1)
      guard there > 0 else { return false }
      consume(min(left, there))
      left -= min(left, there)
    }
    return true
  }

  /// Reads bytes of the window, counted from its start.
  @inline(__always)
  func bytes<Result>(in range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    body(buffer.span.extracting((start + range.lowerBound)..<(start + range.upperBound)))
  }
}
