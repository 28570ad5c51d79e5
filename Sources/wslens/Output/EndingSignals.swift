import Glibc

/// The signals by which people and shells end a program: SIGINT, SIGTERM and SIGHUP.
enum EndingSignals {
  /// What becomes of a signal when it comes.
  enum Disposition {
    case usual, ignored, taken
  }

  /// Has a handler take these signals from now on; the second of a kind does what is usual.
  ///
  /// - Parameter isWanted: by what becomes of a signal so far, whether the handler is to take it.
  static func take(
    with handler: @escaping @convention(c) (Int32) -> Void, where isWanted: (_ signal: Int32, Disposition) -> Bool
  ) {
    // Whoever started the program may have kept its own signals back, and that is inherited.
    var taken = sigset_t()
    unsafe sigemptyset(&taken)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      unsafe sigaction(signal, nil, &action)
      let disposition: Disposition =
        switch unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) {
        case 0: .usual
        case 1: .ignored
        default: .taken
        }
      guard isWanted(signal, disposition) else { continue }
      unsafe sigaddset(&taken, signal)
      action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = handler
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(signal, &action, nil)
    }
    unsafe sigprocmask(SIG_UNBLOCK, &taken, nil)
  }
}
