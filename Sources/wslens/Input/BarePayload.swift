import Inspection
import WebSocketProtocol

/// A payload that was pasted without the header of its frame.
///
/// It is read as decode reads any other: a header is put before it that says no more than is known, and the places of
/// what is found are counted from the payload's first byte.
struct BarePayload {
  /// The payload as it was sent.
  let bytes: [UInt8]
  /// The key it is masked with; `nil` where it is not masked.
  let maskingKey: MaskingKey?
  /// True where it is compressed, so that RSV1 belongs to it.
  let isCompressed: Bool

  /// The inspector that has read it, as text where it is text.
  ///
  /// - Parameter options: what to produce.
  func inspected(_ options: InspectionOptions) -> ByteStreamInspector {
    var options = options
    options.version = .rfc6455
    let asText = inspect(options, .text)
    let isText = !asText.queue.events.contains { event in
      guard case .finding(let event) = event.kind else { return false }
      return event.finding.rule == .ms01 || event.finding.rule == .ms02
    }
    return isText ? asText : inspect(options, .binary)
  }

  /// What the payload comes to: unmasked, and inflated as far as it can be and every byte is known.
  ///
  /// - Parameter options: the extensions and limits in force.
  func clear(_ options: InspectionOptions) -> [UInt8] {
    var options = options
    options.wantsMessages = true
    options.payloadLimit = .max
    let inspector = inspected(options)
    for event in inspector.queue.events {
      guard case .message(let message) = event.kind else { continue }
      let payload = inspector.queue.bytes[message.payload.range]
      let known = inspector.queue.unknownRanges(of: message.payload).first?.lowerBound ?? payload.count
      return Array(payload.prefix(known))
    }
    return []
  }

  private func inspect(_ options: InspectionOptions, _ opcode: Opcode) -> ByteStreamInspector {
    let header = FrameHeader(
      opcode: opcode, reservedBits: isCompressed ? .rsv1 : [], maskingKey: maskingKey,
      payloadLength: UInt64(bytes.count))
    var inspector = ByteStreamInspector(options: options, sender: maskingKey == nil ? .server : .client)
    inspector.take(FrameEncoder.encode(header).span)
    inspector.take(bytes.span)
    inspector.finish()
    return inspector
  }
}
