import Rendering

/// Tells, on a terminal's standard error, how far a long reading has come.
struct Progress {
  private let isShown: Bool
  private var started: Int64 = 0
  private var last: Int64 = 0
  private var isVisible = false

  /// - Parameter isWanted: false where nothing is to be shown whatever standard error is.
  init(isWanted: Bool) {
    isShown = isWanted && StandardError.isTerminal
    if isShown { started = Clock.milliseconds }
  }

  /// Shows the state, at most five times a second, and not in the first half second.
  mutating func update(read: UInt64, of total: UInt64?, _ name: String) {
    guard isShown else { return }
    let now = Clock.milliseconds
    guard now - started > 500, now - last > 200 else { return }
    last = now
    isVisible = true
    let megabytes = "\(read >> 20) MiB"
    let share = total.map { $0 > 0 ? " of \($0 >> 20) MiB, \(min(100, read * 100 / $0)) %" : "" } ?? ""
    StandardError.write("\r\u{1b}[Kreading \(String(name.prefix(40)).safeForTerminal): \(megabytes)\(share)")
  }

  /// Removes what was shown.
  mutating func clear() {
    guard isVisible else { return }
    StandardError.write("\r\u{1b}[K")
    isVisible = false
  }
}
