import Glibc
import Synchronization

/// The file that is being written under another name, and has to go where a signal ends the program before it is whole.
enum UnfinishedFile {
  /// The address of its name, for a handler that may not allocate; 0 where there is none.
  private static let address = Atomic<UInt>(0)

  /// Has a file removed when SIGINT, SIGTERM or SIGHUP ends the program. One file can be seen to; others are not.
  static func appears(_ path: String) {
    guard address.load(ordering: .relaxed) == 0, let name = unsafe strdup(path) else { return }
    address.store(UInt(bitPattern: name), ordering: .relaxed)
    // Whoever started the program may have kept its own signals back, and that is inherited.
    var taken = sigset_t()
    unsafe sigemptyset(&taken)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      unsafe sigaction(signal, nil, &action)
      // What is ignored stays so, and whoever took the signal before knows what to do.
      guard unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0 else { continue }
      unsafe action.__sigaction_handler.sa_handler = { signal in UnfinishedFile.remove(signal) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(signal, &action, nil)
      unsafe sigaddset(&taken, signal)
    }
    unsafe sigprocmask(SIG_UNBLOCK, &taken, nil)
  }

  /// The file has its own name now, or is gone.
  static func isSettled() {
    address.store(0, ordering: .relaxed)
  }

  /// Runs in a signal handler; the signal then ends the program as ever.
  private static func remove(_ signal: Int32) {
    let name = unsafe UnsafePointer<CChar>(bitPattern: address.load(ordering: .relaxed))
    if let name = unsafe name { unsafe unlink(name) }
    raise(signal)
  }
}
