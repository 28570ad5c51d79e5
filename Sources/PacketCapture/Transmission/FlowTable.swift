/// The flows of a capture, found by their addresses and ports.
///
/// Flows lie in an array in the order they came; a hash table with open addressing holds their indices. What is evicted
/// depends on that order alone, never on the hash, whose secret is another in every run.
struct FlowTable {
  private static let vacant: UInt64 = 0

  /// The flows; the index of one stays the same until it is evicted and its place given to another.
  private(set) var flows: [Flow] = []
  /// The upper half of a key's hash, above the index of its flow plus one; 0 where there is none. The count is a power
  /// of two, and at most half of them are taken.
  private var buckets = [UInt64](repeating: Self.vacant, count: 64)
  private let secret: (UInt64, UInt64, UInt64)
  /// The flow of the last packet: very often also that of the next.
  private var latest = 0
  /// Where the search for a flow to evict goes on.
  private var hand = 0

  init() {
    var generator = SystemRandomNumberGenerator()
    secret = (generator.next(), generator.next(), generator.next())
  }

  /// Reads or changes a flow.
  subscript(index: Int) -> Flow {
    @inline(__always) _read { yield flows[index] }
    @inline(__always) _modify { yield &flows[index] }
  }

  /// The index of the flow with a key.
  @inline(__always)
  mutating func find(_ key: FlowKey) -> Int? {
    if latest < flows.count, flows[latest].key == key { return latest }
    let bucket = locate(key, key.hash(secret))
    guard buckets[bucket] != Self.vacant else { return nil }
    latest = Self.index(buckets[bucket])
    return latest
  }

  /// Adds a flow whose key is not there yet, and returns its index.
  mutating func insert(_ flow: Flow) -> Int {
    if (flows.count + 1) * 2 > buckets.count { grow() }
    flows.append(flow)
    latest = flows.count - 1
    enter(latest)
    return latest
  }

  /// Puts a flow in the place of another.
  mutating func replace(_ index: Int, with flow: Flow) {
    vacate(locate(flows[index].key, flows[index].key.hash(secret)))
    flows[index] = flow
    enter(index)
    latest = index
  }

  /// The flow to forget: of the next few in turn the one that has rested longest.
  /// - Returns: nil where all of these are followed.
  mutating func evictionCandidate(now: UInt32) -> Int? {
    var best: Int?
    for _ in 0..<min(32, flows.count) {
      let index = hand
      hand = hand + 1 == flows.count ? 0 : hand + 1
      guard flows[index].state != .followed else { continue }
      if let rival = best, now &- flows[index].lastPacket <= now &- flows[rival].lastPacket { continue }
      best = index
    }
    return best
  }

  private static func index(_ bucket: UInt64) -> Int {
    Int(bucket & 0xffff_ffff) - 1
  }

  /// The bucket that holds the flow with a key, or the vacant one where it would be.
  @inline(__always)
  private func locate(_ key: FlowKey, _ hash: UInt64) -> Int {
    let mask = buckets.count - 1
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let bucket = buckets[position]
      if bucket == Self.vacant { return position }
      if bucket >> 32 == hash >> 32, flows[Self.index(bucket)].key == key { return position }
      position = (position + 1) & mask
    }
  }

  /// Enters a flow in its bucket.
  private mutating func enter(_ index: Int) {
    let hash = flows[index].key.hash(secret)
    buckets[locate(flows[index].key, hash)] = (hash & ~0xffff_ffff) | UInt64(index + 1)
  }

  /// Empties a bucket and closes the row behind it, so that no search ends too early.
  private mutating func vacate(_ position: Int) {
    let mask = buckets.count - 1
    var hole = position
    var next = (hole + 1) & mask
    while buckets[next] != Self.vacant {
      let home = Int(truncatingIfNeeded: flows[Self.index(buckets[next])].key.hash(secret)) & mask
      if (next - home) & mask >= (next - hole) & mask {
        buckets[hole] = buckets[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    buckets[hole] = Self.vacant
  }

  private mutating func grow() {
    buckets = [UInt64](repeating: Self.vacant, count: buckets.count * 2)
    for index in flows.indices { enter(index) }
  }
}
