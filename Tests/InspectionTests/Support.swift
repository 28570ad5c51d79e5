import Foundation
import Inspection
import TestSupport
import Testing
import WebSocketProtocol

extension SeededGenerator {
  /// A random masking key.
  mutating func maskingKey() -> MaskingKey {
    MaskingKey(rawValue: UInt32(truncatingIfNeeded: next()))
  }
}

extension InspectionOptions {
  /// Every frame and message, with all of their payload.
  static var everything: InspectionOptions {
    var options = InspectionOptions()
    options.wantsFrames = true
    options.wantsMessages = true
    options.payloadLimit = 1 << 24
    options.wantsDigests = true
    return options
  }

  /// Counts and findings only, with everything else as it is here.
  var counting: InspectionOptions {
    var options = self
    options.wantsFrames = false
    options.wantsMessages = false
    options.payloadLimit = 0
    return options
  }

  /// With extensions that are taken as agreed on.
  func agreeing(on extensions: String?) -> InspectionOptions {
    var options = self
    options.extensions = ExtensionAgreement(ExtensionList(extensions.map { [$0] } ?? []))
    return options
  }
}

func sender(_ direction: String) -> Sender {
  direction == "c2s" ? .client : .server
}
