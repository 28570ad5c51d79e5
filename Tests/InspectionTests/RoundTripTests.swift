import Inspection
import Testing
import WebSocketProtocol

@Suite struct `Round trips of pings` {
  /// What is told of pings that waited so many milliseconds each, one after the other.
  private func times(_ waits: [Int64], from sender: Sender = .server) -> RoundTripTimes? {
    let log = inspect { talk in
      talk.time = 1_000_000_000
      for (number, wait) in waits.enumerated() {
        talk.send(sender, .ping, "\(number)")
        talk.time? += wait * 1_000_000
        talk.send(sender == .server ? .client : .server, .pong, "\(number)")
        talk.time? += 1
      }
      talk.closeCleanly()
    }
    return log.end?.pingRoundTrip
  }

  @Test func `are told by the shortest, the median and the longest`() {
    #expect(times([5]) == RoundTripTimes(shortest: 5_000_000, median: 5_000_000, longest: 5_000_000, count: 1))
    #expect(
      times([9, 1, 4], from: .client)
        == RoundTripTimes(shortest: 1_000_000, median: 4_000_000, longest: 9_000_000, count: 3))
    #expect(times([8, 2])?.median == 5_000_000)
    #expect(times([]) == nil)
  }

  @Test func `of a thousand pings are exact`() {
    let waits = (0..<1023).map { Int64($0 * 7 % 1023) }
    #expect(times(waits) == RoundTripTimes(shortest: 0, median: 511_000_000, longest: 1_022_000_000, count: 1023))
  }

  @Test func `of very many pings are told from a sample that is spread over them`() throws {
    let waits = (0..<20_001).map { Int64($0 * 7919 % 20_001) }
    let told = try #require(times(waits))
    #expect(told.shortest == 0 && told.longest == 20_000_000_000 && told.count == 20_001)
    #expect(abs(told.median - 10_000_000_000) < 500_000_000)
  }

  @Test func `need a clock that goes on, and an answer`() {
    let silent = inspect { talk in
      talk.time = 0
      talk.send(.server, .ping, "a")
      talk.wait(seconds: 1)
      talk.send(.client, .pong, "b")
    }
    #expect(silent.end?.pingRoundTrip == nil)
    let backward = inspect { talk in
      talk.time = 5
      talk.send(.server, .ping, "a")
      talk.time = 1
      talk.send(.client, .pong, "a")
    }
    #expect(backward.end?.pingRoundTrip == nil)
    let timeless = inspect { talk in
      talk.send(.server, .ping, "a")
      talk.send(.client, .pong, "a")
    }
    #expect(timeless.end?.pingRoundTrip == nil)
  }

  @Test func `of equal pings in flight are those of each`() {
    let log = inspect { talk in
      talk.time = 0
      talk.send(.server, .ping, "same")
      talk.wait(seconds: 1)
      talk.send(.server, .ping, "same")
      talk.wait(seconds: 1)
      talk.send(.client, .pong, "same")
      talk.wait(seconds: 2)
      talk.send(.client, .pong, "same")
    }
    #expect(log.rules == [])
    #expect(log.messages.suffix(2).map(\.answers) == [1, 2])
    #expect(log.end?.pingRoundTrip?.shortest == 2_000_000_000)
    #expect(log.end?.pingRoundTrip?.longest == 3_000_000_000)
  }

  @Test func `go with the rate of each side's messages`() {
    let log = inspect { talk in
      talk.time = 0
      for _ in 0..<10 { talk.send(.client, .text, "x") }
      talk.wait(seconds: 4)
      talk.send(.server, .text, "y")
    }
    #expect(log.end.flatMap { $0.messageRate($0.totals.client) } == 2.5)
    #expect(log.end.flatMap { $0.messageRate($0.totals.server) } == 0.25)
    #expect(inspect { $0.send(.client, .text, "x") }.end.flatMap { $0.messageRate($0.totals.client) } == nil)
  }
}
