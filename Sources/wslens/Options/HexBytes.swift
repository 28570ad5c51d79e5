import ArgumentParser
import PastedInput
import WebSocketProtocol

/// Bytes on the command line, such as `37fa213d`, `37:fa:21:3d`, `37 fa 21 3d` or `0x37fa213d`.
struct HexBytes: OptionValue, Hashable {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(reading text: String) throws(Misreading) {
    do {
      bytes = try PastedBytes(reading: Array(text.utf8), as: .hex).bytes
    } catch {
      throw Misreading("pairs of hexadecimal digits, such as 37fa213d or 37 fa 21 3d, are expected")
    }
  }

  var defaultValueDescription: String { Hexadecimal.text(bytes) }

  /// Makes sure that there are as many bytes as an option needs; it belongs in `validate()`.
  ///
  /// - Parameter option: the option as the user types it, such as `--masking-key`.
  func require(_ count: Int, by option: String) throws(ValidationError) {
    guard bytes.count != count else { return }
    throw ValidationError(
      "\(option) takes \(count) bytes, which is \(2 * count) hexadecimal digits; these are \(bytes.count)")
  }
}
