import CZlib
import Foundation
import TestSupport
import Testing

@testable import Inflation

struct GzipSourceTests {
  private static let content: [UInt8] = {
    var generator = SeededGenerator(state: 77)
    return generator.message(200_000)
  }()

  /// What a source gives in all, and the error that ended it.
  private struct Reading: Equatable {
    var bytes: [UInt8] = []
    var endsEarly = false
    var hasTrailingGarbage = false
    var error: GzipError?
  }

  private static func gzip(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    _ = wslens_deflateInit2(&stream, 6, MAX_WBITS + 16, 8)
    defer { deflateEnd(&stream) }
    var input = content
    var output = [UInt8](repeating: 0, count: content.count + 1000)
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(target.count)
        deflate(&stream, Z_FINISH)
        return Array(target.prefix(target.count - Int(stream.avail_out)))
      }
    }
  }

  private static func read(_ file: [UInt8], prefixLength: Int = 0, piece: Int = 10_000) throws -> Reading {
    let path = FileManager.default.temporaryDirectory.appending(path: "gzip-source-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(file.dropFirst(prefixLength)).write(to: URL(fileURLWithPath: path))
    guard prefixLength > 0 else { return try drain(GzipSource(path: path), piece: piece) }
    let handle = try #require(FileHandle(forReadingAtPath: path))
    defer { try? handle.close() }
    let source = try GzipSource(
      fileDescriptor: handle.fileDescriptor, prefix: Array(file.prefix(prefixLength)))
    return try drain(source, piece: piece)
  }

  private static func drain(_ source: GzipSource, piece: Int) throws -> Reading {
    var reading = Reading()
    var buffer = [UInt8](repeating: 0, count: piece)
    do throws(GzipError) {
      while true {
        var count = 0
        var failure: GzipError?
        buffer.withUnsafeMutableBytes { target in
          do throws(GzipError) { count = try source.read(into: target) } catch { failure = error }
        }
        if let failure { throw failure }
        if count == 0 { break }
        reading.bytes += buffer[..<count]
      }
    } catch {
      reading.error = error
    }
    reading.endsEarly = source.endsEarly
    reading.hasTrailingGarbage = source.hasTrailingGarbage
    return reading
  }

  @Test(arguments: [1, 1000, 1 << 20])
  func `a file is decompressed into buffers of any size`(piece: Int) throws {
    let content = Array(Self.content.prefix(piece == 1 ? 3000 : 200_000))
    #expect(try Self.read(Self.gzip(content), piece: piece) == Reading(bytes: content))
  }

  @Test(arguments: [1, 2, 3, 10, 5000])
  func `bytes that were peeked at are taken from the prefix`(length: Int) throws {
    #expect(try Self.read(Self.gzip(Self.content), prefixLength: length) == Reading(bytes: Self.content))
  }

  @Test(arguments: [0, 1, 700, 65_000])
  func `members follow one another, also past zeros`(zeros: Int) throws {
    var generator = SeededGenerator(state: 9)
    let parts = [generator.bytes(65_500), generator.bytes(5), [], generator.message(9000)]
    let file = parts.flatMap { Self.gzip($0) + [UInt8](repeating: 0, count: zeros) }
    #expect(try Self.read(file) == Reading(bytes: Array(parts.joined())))
  }

  @Test func `other bytes after the last member are passed over and told`() throws {
    for garbage in [Array("more".utf8), [0x1F], [0x00, 0x1F, 0x00]] as [[UInt8]] {
      let reading = try Self.read(Self.gzip(Self.content) + garbage)
      #expect(reading == Reading(bytes: Self.content, hasTrailingGarbage: true))
    }
  }

  @Test(arguments: [0, 1, 5, 10, 40_000, 8, 1])
  func `a file that ends early gives what there is`(kept: Int) throws {
    let file = Self.gzip(Self.content)
    let reading = try Self.read(Array(file.prefix(kept)))
    #expect(reading.endsEarly && reading.error == nil)
    #expect(Self.content.starts(with: reading.bytes))
    #expect(kept < 40_000 || reading.bytes.count > 30_000)
  }

  @Test func `a file without its last byte has all content and ends early`() throws {
    #expect(try Self.read(Self.gzip(Self.content).dropLast()) == Reading(bytes: Self.content, endsEarly: true))
  }

  @Test func `a wrong checksum is an error after the content`() throws {
    var file = Self.gzip(Self.content)
    file[file.count - 8] ^= 1
    let reading = try Self.read(file)
    #expect(reading.bytes == Self.content)
    #expect(reading.error?.kind == .damaged("incorrect data check"))
    #expect(reading.error?.outputPosition == UInt64(Self.content.count))
    file[file.count - 8] ^= 1
    file[file.count - 1] ^= 1
    #expect(try Self.read(file).error?.kind == .damaged("incorrect length check"))
  }

  @Test func `damage inside gives what comes before it`() throws {
    var generator = SeededGenerator(state: 3)
    let file = Self.gzip(Self.content)
    for _ in 0..<100 {
      var damaged = file
      damaged[Int.random(in: 10..<file.count - 8, using: &generator)] ^= 0x55
      let reading = try Self.read(damaged)
      #expect(reading.error != nil || reading.endsEarly)
      #expect(reading.error?.outputPosition ?? UInt64(reading.bytes.count) == UInt64(reading.bytes.count))
    }
  }

  @Test func `what is no gzip is refused`() throws {
    #expect(try Self.read(Array("plain text".utf8)).error?.kind == .damaged("incorrect header check"))
  }

  @Test(arguments: [([0x1F, 0x8B, 0x08], true), ([0x1F], false), ([], false), ([0xA1, 0xB2, 0xC3, 0xD4], false)])
  func `gzip is known by its first two bytes`(prefix: [UInt8], expected: Bool) {
    let isGzip = GzipSource.isGzip(prefix: prefix.span)
    #expect(isGzip == expected)
  }

  @Test func `a missing file and a directory are told apart`() throws {
    #expect(throws: GzipError(kind: .cannotOpen(errno: ENOENT), position: 0, outputPosition: 0)) {
      try GzipSource(path: "/nonexistent/file.gz")
    }
    let directory = try Self.drain(GzipSource(path: NSTemporaryDirectory()), piece: 100)
    #expect(directory.error?.kind == .cannotRead(errno: EISDIR))
    #expect(directory.error?.description == "cannot read: Is a directory")
  }
}
