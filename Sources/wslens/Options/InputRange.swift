import ArgumentParser

/// The options that choose a part of the input's bytes.
struct InputRange: ParsableArguments {
  @Option(reading: ArgumentHelp("Leave out the first bytes: how many, such as 16, 0x10 or 4k.", valueName: "bytes"))
  var skip = ByteCount(0)

  @Option(reading: ArgumentHelp("Read no more bytes than this.", valueName: "bytes"))
  var length: ByteCount?

  func validate() throws {
    if let length, length.bytes == 0 { throw ValidationError("--length 0 leaves nothing to read; give 1 or more") }
  }

  /// Whether all of the input is wanted.
  var isEverything: Bool { skip.bytes == 0 && length == nil }

  /// The bytes that were asked for: fewer than `--length` where the input ends before.
  ///
  /// - Throws: status 65 where `--skip` reaches beyond the end; the offset is that of the end.
  func apply(to bytes: [UInt8]) throws(Failure) -> ArraySlice<UInt8> {
    guard let start = Int(exactly: skip.bytes), start <= bytes.count else {
      throw Failure(
        .unreadableData, "--skip \(skip.bytes) reaches beyond the end: the input has \(bytes.count) bytes",
        offset: UInt64(bytes.count))
    }
    let rest = bytes[start...]
    guard let length else { return rest }
    return rest.prefix(Int(clamping: length.bytes))
  }
}
