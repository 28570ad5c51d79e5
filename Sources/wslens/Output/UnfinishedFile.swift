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
    // What is ignored stays so, and whoever took a signal before knows what to do.
    EndingSignals.take(with: { signal in UnfinishedFile.remove(signal) }) { _, disposition in disposition == .usual }
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
