import Inflation
import PacketCapture
import PastedInput
import Rendering

/// What the input of `decode` stands for.
extension Decode {
  /// The bytes that the input stands for.
  ///
  /// - Throws: status 65 where it stands for none; in JSON Lines an error event tells it, too.
  func read(_ input: TextInput) throws(Failure) -> (PastedBytes, [UInt8]) {
    do throws(Failure) {
      // A frame may begin with the same four bytes; a capture has a header behind them.
      guard input.bytes.count < 24 || !CaptureFile.isCapture(prefix: input.bytes.span) else {
        throw Failure(.unreadableData, "\(input.name): this is a packet capture; wslens pcap reads it")
      }
      guard from.dialect != nil || !GzipSource.isGzip(prefix: input.bytes.span) else {
        throw Failure(
          .unreadableData, "\(input.name): this is compressed with gzip; wslens pcap reads a capture in it")
      }
      let pasted: PastedBytes
      do {
        pasted = try PastedBytes(reading: input.bytes, as: from.dialect)
      } catch {
        if bytes.count == 1, bytes[0].contains("/") || bytes[0].contains(".") {
          throw Failure(.noInput, "\(bytes[0].safeForTerminal): there is no such file, and it does not read as bytes")
        }
        throw Failure(.unreadableData, "\(input.name): \(error)")
      }
      guard !pasted.bytes.isEmpty else {
        throw Failure(.unreadableData, "\(input.name): no bytes; expected at least a frame or an HTTP head")
      }
      return (pasted, Array(try range.apply(to: pasted.bytes)))
    } catch {
      if common.effectiveFormat == .jsonl {
        let output = try common.open()
        var renderer = JSONLinesRenderer(redacts: redact)
        renderer.begin(input.capture, into: &output.buffer)
        renderer.fail(error.message, offset: error.offset, status: error.status.rawValue, into: &output.buffer)
        try output.finish()
      }
      throw error
    }
  }
}
