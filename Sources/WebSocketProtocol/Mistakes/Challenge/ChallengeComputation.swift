/// The computation of a response to a challenge in parts that can be changed one by one.
struct ChallengeComputation: Sendable {
  /// The number that a key stands for; `nil` where it stands for none.
  var number: @Sendable (ChallengeKey) -> Int64? = { $0.quotient.flatMap { Int64(exactly: $0) } }
  /// The bytes of a key's number.
  var pack: @Sendable (ChallengeKey, Int64) -> [UInt8] = { ChallengeComputation.bigEndian($1, 4) }
  /// The body as it is hashed.
  var changeBody: @Sendable ([UInt8]) -> [UInt8] = { $0 }
  /// Puts the two packed numbers and the body together.
  var join: @Sendable ([UInt8], [UInt8], [UInt8]) -> [UInt8] = { $0 + $1 + $2 }

  /// What is hashed; `nil` where a key stands for no number.
  func message(of challenge: Challenge) -> [UInt8]? {
    guard let number1 = number(challenge.key1), let number2 = number(challenge.key2) else { return nil }
    return join(pack(challenge.key1, number1), pack(challenge.key2, number2), changeBody(challenge.body))
  }

  /// The low bytes of a number, the most significant first.
  static func bigEndian(_ number: Int64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) }
  }
}

/// One thing that is done otherwise than the draft says when a response is computed.
struct ChallengeDeviation: Sendable {
  /// The part of the computation that differs, in the order of the computation. Deviations in different parts combine.
  enum Stage: Int, Hashable, Sendable {
    case number, packing, body, joining
  }

  /// The stable name.
  let id: String
  /// The part that differs.
  let stage: Stage
  /// The part as a formula: `%1` and `%2` stand for the keys' numbers, `%b` for the body, and `#` for 1 and then 2.
  let formula: String
  /// What is done, without a full stop.
  let diagnosis: String
  /// What to do instead, without a full stop.
  let fix: String
  /// Puts the deviation into a computation.
  let apply: @Sendable (inout ChallengeComputation) -> Void
}

extension [ChallengeDeviation] {
  /// The formula of a computation with these deviations.
  var formula: String {
    func part(_ stage: ChallengeDeviation.Stage, _ right: String) -> String {
      first { $0.stage == stage }?.formula ?? right
    }
    func number(_ index: String) -> String {
      let number = part(.number, "number# / spaces#")
      return part(.packing, "%n").replacing("%n", with: number).replacing("#", with: index)
    }
    let joined = part(.joining, "%1 + %2 + %b").replacing("%1", with: number("1")).replacing("%2", with: number("2"))
    let body = part(.body, "body")
    return "MD5(\(body.isEmpty ? joined.replacing(" + %b", with: "") : joined.replacing("%b", with: body)))"
  }
}
