import Glibc
import PacketCapture

extension Standby {
  /// What a command does while nothing is there to read: it writes what it has made, so that whoever reads along sees
  /// it, and ends the reading when a signal or the clock says so, or nobody reads any more.
  ///
  /// - Parameters:
  ///   - outputs: what is written while nothing else is to be done.
  ///   - duration: how long to read; forever unless given.
  ///   - lull: is told when nothing comes for a moment.
  static func writing(_ outputs: [OutputTarget], for duration: TimeSpan? = nil, _ lull: Lull) -> Standby {
    let bell = Interruption.install()
    let end = duration.map { Clock.milliseconds + $0.milliseconds } ?? .max
    let isOver = { Interruption.isAsked || Clock.milliseconds >= end || outputs.contains(where: \.isClosed) }
    let passOn = { () -> Void in for output in outputs { _ = output.flushQuietly() } }
    return Standby(
      passOn: passOn,
      wait: { descriptor in
        if descriptor == nil { lull.begin() }
        while true {
          passOn()
          guard !isOver(), !outputs.contains(where: \.hasFailed) else { return false }
          let rest = end == .max ? .max : end - Clock.milliseconds
          let time = min(descriptor == nil ? Lull.glance : lull.isAwaited ? Lull.length : .max, rest)
          var wanted = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
          if let descriptor { wanted.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
          let found = unsafe poll(&wanted, nfds_t(wanted.count), time == .max ? -1 : Int32(clamping: max(0, time)))
          guard found == 0, descriptor != nil, lull.isAwaited, time == Lull.length else { return !isOver() }
          lull.come()
        }
      },
      isOver: isOver)
  }
}

/// A clock that only goes forward.
enum Clock {
  static var milliseconds: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
