import WebSocketProtocol

extension Direction {
  /// Takes bytes of a compressed stream.
  mutating func unwrap(
    _ bytes: Span<UInt8>, at offset: UInt64, _ origin: Origin, peer: inout Direction, _ log: inout ConnectionLog,
    _ work: inout Workspace
  ) {
    guard var unwrapper, unwrapper.failure == nil else { return }
    var scratch: [UInt8] = []
    swap(&scratch, &work.unwrapped)
    if scratch.isEmpty { scratch = [UInt8](repeating: 0, count: 32768) }
    unwrapper.take(bytes, at: offset, scratch: &scratch) { piece, place in
      takeFrames(piece, at: place, origin, peer: &peer, &log, &work)
    }
    swap(&scratch, &work.unwrapped)
    if let failure = unwrapper.failure {
      breakFrame(origin, peer: &peer, &log, &work)
      border.giveUp()
      noteLoss()
      brokeProtocol = true
      var finding = Finding(
        .df03, "the stream around the frames breaks off: \(failure)", sender: sender, offset: unwrapper.offset)
      finding.source = ExtensionAgreement.deflateStream
      work.report(finding, &log, at: origin)
    }
    self.unwrapper = unwrapper
  }
}
