import WebSocketProtocol

extension Direction {
  /// Takes a frame that is a whole message, lies in one piece, and gives nobody anything to say.
  ///
  /// Nearly every frame of a chat is one, and where only counts are asked for there is little to do with it. Anything
  /// out of the ordinary is left alone: the long way then takes the same bytes.
  ///
  /// - Parameter position: moved behind the frame where it was taken.
  /// - Returns: true where it was taken.
  @inline(__always)
  mutating func takeWholeMessage(
    _ bytes: Span<UInt8>, _ position: inout Int, peerBrokeProtocol: Bool, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) -> Bool {
    let available = bytes.count - position
    guard work.onlyCounts, available >= 6, isPlain, !assembler.isMessageOpen, close == nil, !peerBrokeProtocol
    else { return false }
    let first = bytes[position]
    let second = bytes[position + 1]
    let isMasked = second & 0x80 != 0
    // FIN, no reserved bits, text or binary.
    guard first == 0x81 || first == 0x82, isMasked == (sender == .client) else { return false }
    var length = Int(second & 0x7f)
    var headerLength = 2
    if length > 125 {
      guard length == 126 else { return false }
      length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      guard length > 125 else { return false }
      headerLength = 4
    }
    let payloadStart = position + headerLength + (isMasked ? 4 : 0)
    guard bytes.count - payloadStart >= length, UInt64(length) <= rules.maximumFrameLength else { return false }
    let payload = bytes.extracting(payloadStart..<(payloadStart + length))
    if isMasked {
      let keyStart = position + headerLength
      let key = MaskingKey(bytes[keyStart], bytes[keyStart + 1], bytes[keyStart + 2], bytes[keyStart + 3])
      guard maskingKeys.hasNothingToSay(about: key) else { return false }
      if first == 0x81, !key.unmasksToASCII(payload) {
        key.apply(to: payload, at: 0, into: &work.unmasked)
        guard UTF8Validator.isValid(work.unmasked.span.extracting(first: length)) else { return false }
      }
      maskingKeys.pass(key)
    } else if first == 0x81 {
      guard UTF8Validator.isValid(payload) else { return false }
    }
    position = payloadStart + length
    controlFramesInRow = 0
    log.frames += 1
    log.messages += 1
    log.totals.payloadBytes &+= UInt64(length)
    switch (first, isMasked) {
    case (0x81, true): log.totals.client.text += 1
    case (0x81, false): log.totals.server.text += 1
    case (_, true): log.totals.client.binary += 1
    case (_, false): log.totals.server.binary += 1
    }
    return true
  }
}
