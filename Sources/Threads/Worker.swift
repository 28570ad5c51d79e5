#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread that does one piece of work; giving it up waits until the work is done.
@safe public struct Worker: ~Copyable {
  private let thread: pthread_t

  /// Starts the work at once; `nil` where the system gives no thread, and then the work is not done.
  public init?(_ work: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(Work(work))
    #if canImport(Glibc)
    var thread: pthread_t = 0
    #else
    var thread: pthread_t?
    #endif
    let result = unsafe pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Glibc)
        guard let argument = unsafe argument else { return nil }
        #endif
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      unsafe box.release()
      return nil
    }
    #if canImport(Glibc)
    self.thread = thread
    #else
    guard let thread = unsafe thread else { return nil }
    unsafe self.thread = thread
    #endif
  }

  deinit {
    pthread_join(thread, nil)
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
