#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A short queue from one thread to another: who is ahead waits.
///
/// What was used goes back the same way, so that the two threads work with a few items whose storage is made once.
@safe public final class HandOver<Item: Sendable>: @unchecked Sendable {
  private let capacity: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var items: [Item] = []
  private var used: [Item] = []
  private var isComplete = false
  private var isCancelled = false
  /// How many threads wait for a change.
  private var waiting = 0

  /// - Parameter capacity: how many items may wait to be taken; at least one.
  public init(capacity: Int) {
    precondition(capacity > 0, "a queue has room for one item at least")
    self.capacity = capacity
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe changed = .allocate(capacity: 1)
    unsafe changed.initialize(to: pthread_cond_t())
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe changed.deallocate()
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  // MARK: The giving side

  /// Gives an item, as soon as there is room for it.
  ///
  /// - Returns: false where nobody takes anything any more.
  public func give(_ item: Item) -> Bool {
    locked {
      while items.count >= capacity, !isCancelled { wait() }
      guard !isCancelled else { return false }
      items.append(item)
      return true
    }
  }

  /// An item that was given back, if there is one.
  public func takeUsed() -> Item? {
    locked(changes: false) { used.popLast() }
  }

  /// Says that nothing more will be given.
  public func complete() {
    locked { isComplete = true }
  }

  // MARK: The taking side

  /// Takes the next item, as soon as there is one; `nil` where none will come.
  public func take() -> Item? {
    locked {
      while items.isEmpty, !isComplete, !isCancelled { wait() }
      return items.isEmpty || isCancelled ? nil : items.removeFirst()
    }
  }

  /// Gives back what was used, so that its storage can serve again.
  public func giveBack(_ item: Item) {
    locked(changes: false) { if used.count <= capacity { used.append(item) } }
  }

  /// Says that nothing more will be taken.
  public func cancel() {
    locked { isCancelled = true }
  }

  // MARK: -

  private func wait() {
    waiting += 1
    unsafe pthread_cond_wait(changed, mutex)
    waiting -= 1
  }

  /// - Parameter changes: false where nobody waits for what the body does, and nobody is to be woken in vain.
  private func locked<Result>(changes: Bool = true, _ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      if changes, waiting > 0 { unsafe pthread_cond_broadcast(changed) }
      unsafe pthread_mutex_unlock(mutex)
    }
    return body()
  }
}
