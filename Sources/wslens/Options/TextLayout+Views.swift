import Rendering

extension TextLayout {
  /// How text shows what was asked for.
  ///
  /// - Parameter payload: how many payload bytes; `nil` for what fits.
  init(_ views: [View], _ payload: PayloadAmount?) {
    self.init()
    showsSummary = views.contains(.summary)
    showsFrames = views.contains(.frames)
    showsMessages = views.contains(.messages)
    showsBytes = views.contains(.bytes)
    payloadLimit = payload?.limit
  }
}
