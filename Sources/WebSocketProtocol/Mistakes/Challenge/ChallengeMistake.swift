/// A wrong way to answer a hixie-76 challenge that was proven by reproducing the response.
///
/// The response is the MD5 digest of two quotients, four bytes each, and the eight bytes of the body (draft hixie-76
/// section 5.2). The known ways to get it wrong are tried, alone and two at once; and so is what copying does to keys.
/// Where nothing gives the response, ``ChallengeResponseShape`` guesses from its form.
public struct ChallengeMistake: ProvenMistake {
  /// The stable name, such as `little-endian`; a combination joins the names with `+`, the text that was sent last.
  public let id: String
  /// What gives the response, as a formula: `MD5(little-endian(number1 / spaces1) + …)`.
  public let recipe: String
  /// What was done, in one sentence without its full stop; about spaces it tells how many each key must have had.
  public let diagnosis: String
  /// What to change, without a full stop; with the calls of common languages where they matter.
  public let fix: String
  /// The server, which computes the response; `nil` where the keys were spoiled when they were copied.
  public var sender: Sender? { id.hasPrefix(SpaceSearch.id) ? nil : .server }

  /// Every mistake that gives a response, the simplest first; empty where none does, and where the response is right.
  ///
  /// The keys need not be good ones: where a number does not divide, or where the response is none of the simple
  /// mistakes', all numbers of spaces are tried, with the keys in either order.
  ///
  /// - Parameters:
  ///   - response: the bytes that were sent for a digest; sixteen in a good response.
  ///   - challenge: the keys and the body it has to answer.
  public static func reproducing(_ response: [UInt8], challenge: Challenge) -> [ChallengeMistake] {
    guard challenge.response != response else { return [] }
    if response.count == 16 { return mistakes(response, challenge) }
    var found: [ChallengeMistake] = []
    for text in ChallengeText.allCases {
      guard let digest = text.digest(of: response) else { continue }
      if challenge.response == digest {
        found.append(ChallengeMistake(text, digest: [ChallengeDeviation]().formula))
      } else {
        found += mistakes(digest, challenge).map { $0.sent(as: text) }
      }
    }
    return found
  }

  init(id: String, recipe: String, diagnosis: String, fix: String) {
    self.id = id
    self.recipe = recipe
    self.diagnosis = diagnosis
    self.fix = fix
  }

  /// The right digest in another form.
  init(_ text: ChallengeText, digest: String = "digest") {
    self.init(id: text.rawValue, recipe: text.recipe(digest), diagnosis: text.diagnosis, fix: text.fix)
  }

  /// - Parameter deviations: what was done, in the order of the stages.
  init(_ deviations: [ChallengeDeviation]) {
    id = deviations.map(\.id).joined(separator: "+")
    recipe = deviations.formula
    diagnosis = deviations.map(\.diagnosis).joined(separator: "; ")
    fix = deviations.map(\.fix).joined(separator: "; ")
  }

  private func sent(as text: ChallengeText) -> ChallengeMistake {
    ChallengeMistake(
      id: "\(id)+\(text.rawValue)", recipe: text.recipe(recipe), diagnosis: "\(diagnosis); \(text.diagnosis)",
      fix: "\(fix); \(text.fix)")
  }

  private static func mistakes(_ digest: [UInt8], _ challenge: Challenge) -> [ChallengeMistake] {
    let all = ChallengeDeviation.all
    // Keys or a body that the draft does not allow may still be answered as if it did.
    guard ChallengeComputation().message(of: challenge).map(Digest.md5) != digest else { return [] }
    func give(_ deviations: [ChallengeDeviation]) -> Bool {
      var computation = ChallengeComputation()
      for deviation in deviations { deviation.apply(&computation) }
      return computation.message(of: challenge).map(Digest.md5) == digest
    }
    let single = all.filter { give([$0]) }.map { ChallengeMistake([$0]) }
    // Keys that give no response were spoiled, whatever the server did with them.
    let areSpoiled = challenge.response == nil
    if !single.isEmpty, !areSpoiled { return single }
    let spaces = SpaceSearch(challenge, digest).mistakes()
    if !spaces.isEmpty || !single.isEmpty { return spaces + single }
    var pairs: [ChallengeMistake] = []
    for first in all {
      for second in all where second.stage.rawValue > first.stage.rawValue && give([first, second]) {
        pairs.append(ChallengeMistake([first, second]))
      }
    }
    return pairs
  }
}
