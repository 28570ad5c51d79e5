/// The keys that someone gave: bare, in field lines, in whole requests; as arguments or on standard input.
struct KeyInput {
  private let arguments: [String]
  private let common: OutputOptions

  /// - Parameter arguments: keys; `-` stands for the lines of standard input.
  init(_ arguments: [String], _ common: OutputOptions) {
    self.arguments = arguments
    self.common = common
  }

  /// Hands out the keys in order.
  ///
  /// - Parameters:
  ///   - body: takes a key, and whether reading the next one may have to wait for standard input.
  ///   - onFailure: takes what keeps one of several inputs from being read.
  func forEach(
    _ body: (_ key: String, _ mayWait: Bool) throws(Failure) -> Void,
    onFailure: (Failure) throws(Failure) -> Void
  ) throws(Failure) {
    for argument in arguments {
      if argument == "-" {
        try readLines(body, onFailure)
      } else {
        try read(argument, body, onFailure)
      }
    }
  }

  private func read(
    _ argument: String, _ body: (String, Bool) throws(Failure) -> Void, _ onFailure: (Failure) throws(Failure) -> Void
  ) throws(Failure) {
    var finder = FieldFinder("Sec-WebSocket-Key")
    var count = 0
    for (index, line) in argument.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let value = key(in: line, number: index + 1, of: "the argument", &finder) else { continue }
      count += 1
      try body(String(decoding: value, as: UTF8.self), false)
    }
    guard count == 0 else { return }
    if argument.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0d).contains($0) }) {
      try body("", false)
    } else {
      try onFailure(Failure(.unreadableData, "no key in the argument: \(finder.absence)"))
    }
  }

  private func readLines(
    _ body: (String, Bool) throws(Failure) -> Void, _ onFailure: (Failure) throws(Failure) -> Void
  ) throws(Failure) {
    var input = LineInput()
    var finder = FieldFinder("Sec-WebSocket-Key")
    var hasKey = false
    while let line = try input.next() {
      let isFirst = input.number == 1
      let text = isFirst && line.starts(with: Self.byteOrderMark) ? line.dropFirst(Self.byteOrderMark.count) : line
      guard let value = key(in: text, number: input.number, of: "standard input", &finder) else { continue }
      hasKey = true
      if let key = String(validating: value, as: UTF8.self) {
        try body(key, input.mustWait)
      } else {
        try onFailure(Failure(.unreadableData, "line \(input.number) of standard input is not UTF-8 text"))
      }
    }
    guard !hasKey else { return }
    let reason = input.number == 0 ? "it is empty" : finder.absence
    try onFailure(Failure(.unreadableData, "no key on standard input: \(reason)"))
  }

  /// The key in a line, if there is one; tells what was guessed.
  private func key(
    in line: some Collection<UInt8>, number: Int, of input: String, _ finder: inout FieldFinder
  ) -> [UInt8]? {
    switch finder.take(line) {
    case .bare(let value):
      return value
    case .value(let value):
      common.note("line \(number) of \(input): the key of the field \(finder.name)")
      return value
    case .repeated:
      if !common.quiet {
        StandardError.write("wslens: note line \(number) of \(input) repeats \(finder.name); the first one is used\n")
      }
      return nil
    case .other:
      return nil
    }
  }

  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
}
