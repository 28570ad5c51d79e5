import WebSocketProtocol

/// What has to be remembered of a side's frames to guess at the cause where one of them is wrong.
struct Clues {
  /// How many bytes of a text are kept.
  static let textLength = 512
  /// How many bytes behind a frame are looked at.
  static let followingLength = 256

  /// The beginning of the current message in clear, or of the last one.
  var text = Gathering()
  /// The first compressed bytes of the current message.
  var compressed: [UInt8] = []
  /// A message with an undefined RSV1 has been tried to inflate.
  var triedToInflate = false
  /// Where the bytes ended that the current frame began in.
  var firstPieceEnd: UInt64 = 0
  /// The last frame that came to its end on the long road.
  var last: (header: FrameHeader, place: HintPlace)?
  /// A frame whose text was wrong, or behind which no frame came, with what follows it.
  var spoiled: SpoiledText?
  /// A frame whose length may be wrong, because no frame came behind it.
  var suspect: SuspectLength?

  /// A text that waits for what comes behind it.
  struct SpoiledText {
    var payload: [UInt8]
    var header: FrameHeader?
    var place: HintPlace
    var following: [UInt8] = []
    /// Where in the stream the byte is that comes next.
    var next: UInt64
  }

  /// A length that waits for what bears out that it is wrong.
  struct SuspectLength {
    var hypotheses: [LengthMistake.Hypothesis]
    var place: HintPlace
    /// What the bytes behind the frame look like: told only if its length turns out to be right.
    var fingerprint: (hint: Hint, place: HintPlace)?
  }
}

/// Which frame a hint is about.
struct HintPlace {
  var frame: UInt64
  var offset: UInt64
  var origin: Origin
}
