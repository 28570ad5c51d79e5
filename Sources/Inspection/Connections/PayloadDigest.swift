internal import Crypto

/// Sums up the payloads of one side as they come, so that nothing has to be gathered for it.
///
/// A control frame may come between the fragments of a message, so that there are two sums.
struct PayloadDigest {
  private var message = SHA256()
  private var control = SHA256()

  mutating func beginMessage() {
    message = SHA256()
  }

  mutating func beginControl() {
    control = SHA256()
  }

  /// Takes the next bytes of a control frame, or of the message.
  mutating func take(_ bytes: Span<UInt8>, isControl: Bool) {
    unsafe bytes.withUnsafeBytes { piece in
      if isControl {
        unsafe control.update(bufferPointer: piece)
      } else {
        unsafe message.update(bufferPointer: piece)
      }
    }
  }

  /// The 32 bytes for the message.
  func finishMessage() -> [UInt8] { Array(message.finalize()) }

  /// The 32 bytes for the control frame.
  func finishControl() -> [UInt8] { Array(control.finalize()) }

  /// The SHA-256 of bytes that lie ready.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = PayloadDigest()
    digest.take(bytes.span, isControl: false)
    return digest.finishMessage()
  }
}
