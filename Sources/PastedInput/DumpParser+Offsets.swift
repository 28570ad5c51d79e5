/// Where each line of a dump belongs, and whether its offset follows from what was read before.
extension DumpParser {
  /// Begins a dump.
  private mutating func begin(at position: Int, offset: UInt64, indentation: Int) throws(ReadingFault) {
    try checkAsterisk()
    sections.append(DumpSection(start: reading.bytes.count, position: position, heading: heading))
    lanes = [DumpLane(indentation: indentation, first: offset)]
    lane = 0
    lastLine = 0..<0
    unknownHeading = nil
  }

  /// Checks that a row without an offset does not follow a shorter one.
  mutating func reachRow(at position: Int) throws(ReadingFault) {
    if sections.isEmpty || isBreak {
      try begin(at: position, offset: 0, indentation: 0)
    } else if lanes[lane].count % 16 != 0 {
      throw ReadingFault(
        offset: position, problem: "a row follows one that has not 16 bytes",
        expected: "a blank line, or a heading, behind the last row of a packet")
    }
    endBreak()
  }

  /// Checks the offset of a line against what has been read, after writing out what a `*` before it stands for.
  mutating func reach(_ offset: DumpOffset, indentation: Int) throws(ReadingFault) {
    if firstOffset == nil { firstOffset = offset }
    if sections.isEmpty {
      try begin(at: offset.position, offset: offset.value, indentation: indentation)
    } else if asterisk != nil, offset.value >= lanes[lane].due {
      try repeatLastLine(filling: offset.value - lanes[lane].due, upTo: offset)
    } else if let next = laneContinued(at: offset.value, indentation: indentation) {
      if let unknownHeading {
        throw notADumpLine(unknownHeading, TextCursor(text, in: unknownHeading..<unknownHeading))
      }
      hasTwoSides = hasTwoSides || next != lane
      lane = next
    } else if offset.value == 0, isBreak {
      try begin(at: offset.position, offset: 0, indentation: indentation)
    } else if offset.value == 0, lanes.count == 1, lanes[0].indentation != indentation {
      lanes.append(DumpLane(indentation: indentation, first: 0))
      lane = 1
      hasTwoSides = true
    } else if !dropsPadding(before: offset.value) {
      let due = offset.notation(of: lanes[lane].due, radix: form.radix)
      throw ReadingFault(
        offset: offset.position,
        problem: "the offset does not follow from the \(lanes[lane].count) bytes before it",
        expected: "offset \(due)")
    }
    asterisk = nil
    endBreak()
  }

  /// The side whose next line has this offset: the one with this indentation, or the present one.
  private func laneContinued(at offset: UInt64, indentation: Int) -> Int? {
    let own = lanes.firstIndex { $0.indentation == indentation && $0.due == offset }
    return own ?? (lanes[lane].due == offset ? lane : nil)
  }

  /// Takes back the byte that fills up the last word of an odd number of bytes, where the closing offset leaves it out.
  private mutating func dropsPadding(before offset: UInt64) -> Bool {
    guard form.notation == .words, isClosed, offset &+ 1 == lanes[lane].due, reading.bytes.last == 0 else {
      return false
    }
    reading.bytes.removeLast()
    lastLine = lastLine.dropLast()
    lanes[lane].count &-= 1
    return true
  }

  /// Whether a dump may begin here.
  private var isBreak: Bool { mayBegin || heading != nil || unknownHeading != nil }

  private mutating func endBreak() {
    mayBegin = false
    heading = nil
  }

  private mutating func repeatLastLine(filling gap: UInt64, upTo offset: DumpOffset) throws(ReadingFault) {
    guard gap <= UInt64(Self.repetitionLimit - repeated) else {
      throw ReadingFault(
        offset: offset.position, problem: "'*' stands for \(gap) bytes up to this offset, more than are written out",
        expected: "at most \(Self.repetitionLimit) bytes of repetition")
    }
    let line = Array(reading.bytes[lastLine])
    let count = Int(gap)
    guard count % line.count == 0 else {
      throw ReadingFault(
        offset: offset.position, problem: "'*' stands for \(gap) bytes, which is not a multiple of its line's length",
        expected: "a multiple of \(line.count) bytes")
    }
    reading.bytes.reserveCapacity(reading.bytes.count + count)
    for _ in 0..<count / line.count { reading.bytes.append(contentsOf: line) }
    repeated += count
    lanes[lane].count &+= gap
  }

  func checkAsterisk() throws(ReadingFault) {
    guard let asterisk else { return }
    throw ReadingFault(
      offset: asterisk, problem: "no offset follows that says how often '*' repeats", expected: "an offset below it")
  }
}
