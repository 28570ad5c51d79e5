#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What happens while nothing is there to read: a pipe's writer takes its time, a network is silent.
public struct Standby {
  /// Passes on what waits to be passed on, because reading may take long now.
  public let passOn: () -> Void
  /// Passes on, then waits until a descriptor has something to read, or for a moment where there is no descriptor to
  /// wait for. Returns false when the reading is to end.
  public let wait: (_ descriptor: CInt?) -> Bool
  /// True as soon as the reading is to end, whatever is there to read.
  public let isOver: () -> Bool

  /// - Parameters:
  ///   - passOn: passes on what waits.
  ///   - wait: passes on and waits for a descriptor, or for a moment; false when the reading is to end.
  ///   - isOver: true as soon as the reading is to end.
  public init(
    passOn: @escaping () -> Void, wait: @escaping (_ descriptor: CInt?) -> Bool, isOver: @escaping () -> Bool
  ) {
    self.passOn = passOn
    self.wait = wait
    self.isOver = isOver
  }

  /// Nothing but waiting, which never ends by itself.
  public static var patient: Standby {
    Standby(
      passOn: {},
      wait: { descriptor in
        var wanted = pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        unsafe poll(&wanted, 1, descriptor == nil ? 100 : -1)
        return true
      },
      isOver: { false })
  }
}
