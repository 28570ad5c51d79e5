/// The search for the mistakes that give one wrong accept value.
struct AcceptSearch {
  /// Bytes that a value or a key may have; what is longer is answered by no handshake.
  private static let longest = 4096

  private let value: [UInt8]
  private let accept: AcceptKey
  private let right: AcceptComputation
  /// The ways to write a digest that give a text as long as the value.
  private var fitting: [Shape: [AcceptOutput]] = [:]

  /// - Parameters:
  ///   - value: the wrong value, without the white space around it.
  ///   - accept: the key it has to answer.
  init(_ value: some Sequence<UInt8>, _ accept: AcceptKey) {
    self.value = Array(value)
    self.accept = accept
    right = AcceptComputation(key: Array(accept.key.utf8))
  }

  /// All mistakes that give the value, found with the least number of deviations.
  mutating func mistakes() -> [AcceptMistake] {
    guard value.count <= Self.longest, accept.key.utf8.count <= Self.longest else { return [] }
    let single = singleMistakes()
    if !single.isEmpty { return single }
    let spaced = spacedMistakes()
    if !spaced.isEmpty { return spaced }
    let typos = GUIDTypo.mistakes(value, right)
    return typos.isEmpty ? pairs() : typos
  }

  private mutating func singleMistakes() -> [AcceptMistake] {
    var found = AcceptConstant.mistakes(value, accept)
    for input in AcceptDeviation.inputs { found += matches([input], outputs: 0) }
    found += matches([], outputs: 1)
    if found.isEmpty, value.map(DigestText.lower) == accept.value.utf8.map(DigestText.lower) {
      found.append(AcceptConstant.mixedCase.mistake)
    }
    return found
  }

  /// The value with white space inside, which must have none.
  private func spacedMistakes() -> [AcceptMistake] {
    let joined = value.filter { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    guard joined.count < value.count else { return [] }
    let spaced = AcceptConstant.whiteSpace.mistake
    guard !joined.elementsEqual(accept.value.utf8) else { return [spaced] }
    var search = AcceptSearch(joined, accept)
    return search.singleMistakes().map { mistake in
      AcceptMistake(
        id: "\(mistake.id)+\(spaced.id)", recipe: "\(mistake.recipe) with white space inside",
        diagnosis: "\(mistake.diagnosis); \(spaced.diagnosis)", fix: "\(mistake.fix); \(spaced.fix)")
    }
  }

  private mutating func pairs() -> [AcceptMistake] {
    var found: [AcceptMistake] = []
    for input in AcceptDeviation.inputs {
      found += matches([input], outputs: 1)
      for other in AcceptDeviation.inputs where other.stage > input.stage {
        found += matches([input, other], outputs: 0)
      }
    }
    return found + matches([], outputs: 2)
  }

  /// The mistakes that consist of these deviations of the input and of so many of the output.
  private mutating func matches(_ inputs: [AcceptDeviation], outputs: Int) -> [AcceptMistake] {
    var computation = right
    for input in inputs { input.apply(&computation) }
    guard let digest = computation.digest else { return [] }
    let expected: ArraySlice<UInt8>
    if computation.lateGUID == .behindValue {
      guard value.count >= computation.guid.count, value.suffix(computation.guid.count).elementsEqual(computation.guid)
      else { return [] }
      expected = value.dropLast(computation.guid.count)
    } else {
      expected = value[...]
    }
    return candidates(outputs, digest.count, expected.count).compactMap { output in
      guard output.text(of: digest).map({ expected.elementsEqual($0) }) == true else { return nil }
      return AcceptMistake(inputs + output.deviations)
    }
  }

  /// The outputs of so many deviations whose text has the length of what is expected.
  private mutating func candidates(_ deviations: Int, _ digest: Int, _ length: Int) -> [AcceptOutput] {
    let outputs = AcceptOutput.all[deviations]
    // There is nothing to gain from knowing the length of the one right text.
    guard deviations > 0 else { return outputs }
    let shape = Shape(deviations: deviations, digest: digest, length: length)
    if let known = fitting[shape] { return known }
    let candidates = outputs.filter { $0.fits(digest, length) }
    fitting[shape] = candidates
    return candidates
  }
}

/// What decides whether an output can give a text.
private struct Shape: Hashable {
  let deviations: Int
  let digest: Int
  let length: Int
}

/// A way to write a digest, right or wrong.
private struct AcceptOutput: Sendable {
  /// What is wrong about it, at most one deviation of the digest and one of the text.
  let deviations: [AcceptDeviation]
  private let computation: AcceptComputation

  init(_ deviations: [AcceptDeviation]) {
    self.deviations = deviations
    var computation = AcceptComputation(key: [])
    for deviation in deviations { deviation.apply(&computation) }
    self.computation = computation
  }

  func text(of digest: [UInt8]) -> [UInt8]? { computation.value(of: digest) }

  /// True where some digest of so many bytes may give a text of this length.
  ///
  /// Where the length depends on the digest, bytes of zeros give the shortest text and bytes of ones the longest.
  func fits(_ digest: Int, _ length: Int) -> Bool {
    let shortest = text(of: [UInt8](repeating: 0x00, count: digest))?.count ?? 0
    let longest = text(of: [UInt8](repeating: 0xff, count: digest))?.count ?? 0
    return shortest <= length && length <= longest
  }

  /// The outputs with no, one and two deviations.
  static let all: [[AcceptOutput]] = {
    let singles = (AcceptDeviation.digests + AcceptDeviation.encodings).map { AcceptOutput([$0]) }
    let pairs = AcceptDeviation.digests.flatMap { digest in
      AcceptDeviation.encodings.map { AcceptOutput([digest, $0]) }
    }
    return [[AcceptOutput([])], singles, pairs]
  }()
}

extension AcceptDeviation {
  /// All deviations up to the digest.
  static let inputs: [AcceptDeviation] = keys + guids + joinings + charsets + hashes
  /// All deviations there are.
  static let all: [AcceptDeviation] = inputs + digests + encodings
}
