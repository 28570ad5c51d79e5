import Glibc
import Synchronization

/// Ctrl-C and its like, which end a reading that would go on forever, and not the program: what was read is told.
enum Interruption {
  private static let wasAsked = Atomic<Bool>(false)
  /// The end of a pipe that the handler writes to, so that nobody sleeps through a signal.
  private static let bell = Atomic<Int32>(-1)

  /// True once someone asked for the end.
  static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }

  /// Takes SIGINT, SIGTERM and SIGHUP from now on; the second of a kind ends the program as ever.
  ///
  /// - Returns: a descriptor that has something to read as soon as the end is asked for; -1 where there is none.
  static func install() -> Int32 {
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      bell.store(ends[1], ordering: .relaxed)
    }
    EndingSignals.take(with: { _ in Interruption.ask() }) { signal, disposition in
      // Who hung up is nobody's business under nohup.
      signal != SIGHUP || disposition != .ignored
    }
    return ends[0]
  }

  /// Runs in a signal handler, where little is allowed: no allocation, no lock.
  private static func ask() {
    let number = errno
    wasAsked.store(true, ordering: .relaxed)
    var byte: UInt8 = 0
    unsafe write(bell.load(ordering: .relaxed), &byte, 1)
    errno = number
  }
}
