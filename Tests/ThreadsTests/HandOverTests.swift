import Testing
import Threads

@Suite struct HandOverTests {
  @Test(arguments: [1, 2, 7]) func everythingArrivesInOrder(capacity: Int) {
    let queue = HandOver<Int>(capacity: capacity)
    let worker = Worker {
      for number in 0..<1000 where !queue.give(number) { return }
      queue.complete()
    }
    let hasStarted = worker != nil
    #expect(hasStarted)
    var numbers: [Int] = []
    while let number = queue.take() { numbers.append(number) }
    #expect(numbers == Array(0..<1000))
  }

  @Test func whoGivesIsToldThatNobodyTakesAnyMore() {
    let queue = HandOver<Int>(capacity: 1)
    let answers = HandOver<Int>(capacity: 1)
    let worker = Worker {
      var given = 0
      while queue.give(given) { given += 1 }
      _ = answers.give(given)
    }
    let hasStarted = worker != nil
    #expect(hasStarted)
    #expect(queue.take() == 0)
    queue.cancel()
    let given = answers.take()
    #expect(given.map { (1...3).contains($0) } == true)
    #expect(queue.take() == nil)
  }

  @Test func whatWasUsedComesBack() {
    let queue = HandOver<[UInt8]>(capacity: 2)
    #expect(queue.takeUsed() == nil)
    #expect(queue.give([1]))
    if let item = queue.take() { queue.giveBack(item) }
    #expect(queue.takeUsed() == [1])
    #expect(queue.takeUsed() == nil)
  }

  @Test func whatWaitsWhenAllIsGivenIsStillTaken() {
    let queue = HandOver<Int>(capacity: 3)
    #expect(queue.give(1))
    #expect(queue.give(2))
    queue.complete()
    #expect(queue.take() == 1)
    #expect(queue.take() == 2)
    #expect(queue.take() == nil)
  }
}
