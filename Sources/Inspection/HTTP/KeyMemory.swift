/// The keys of an input's requests, so that an answer can be found that belongs to another one, and a key that is used
/// twice.
///
/// Only so many are remembered; the oldest are forgotten first.
struct KeyMemory {
  /// A request whose key is remembered.
  struct Owner {
    let key: String
    let connection: Int
    /// The client's address, where the input has one.
    let client: String?
  }

  private static let capacity = 16_384

  /// By the accept value that is the right answer.
  private var owners: [String: Owner] = [:]
  /// The accept values in the order they came; a ring once it is full.
  private var order: [String] = []
  private var oldest = 0

  /// Answers that belong to none of the keys so far, with the connections they were given on.
  private var strays: [String: Int] = [:]

  init() {}

  /// Remembers a key.
  ///
  /// - Returns: who had the same key before.
  mutating func remember(_ owner: Owner, accept: String) -> Owner? {
    if let earlier = owners[accept] { return earlier }
    if order.count < Self.capacity {
      order.append(accept)
    } else {
      owners[order[oldest]] = nil
      order[oldest] = accept
      oldest = (oldest + 1) % Self.capacity
    }
    owners[accept] = owner
    return nil
  }

  /// Remembers an answer to a key that was not seen, perhaps not yet.
  mutating func remember(strayAnswer accept: String, of connection: Int) {
    if strays.count < Self.capacity, strays[accept] == nil { strays[accept] = connection }
  }

  /// The connection on which the right answer to a key was given, before that key was seen.
  func connection(ofStrayAnswer accept: String) -> Int? { strays[accept] }

  /// Whose key an accept value answers.
  func owner(ofAnswer accept: String) -> Owner? { owners[accept] }
}
