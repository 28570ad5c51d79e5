/// A wrong way to compute an accept value that was proven by reproducing the value.
///
/// `Sec-WebSocket-Accept` is the Base64 text of the SHA-1 digest of the key's text and the GUID (RFC 6455 section
/// 4.2.2). Each part of that can be done wrong, and the known ways are few enough to try: a digest that comes out the
/// same is no chance. Where no mistake gives the value, ``AcceptShape`` guesses from its form.
public struct AcceptMistake: ProvenMistake {
  /// The stable name, such as `b64-of-hex`; a combination joins the names in the order of the computation, the
  /// mistake about the input first: `key-cr+b64-of-hex`.
  public let id: String
  /// What gives the value, as a formula: `Base64(hex(SHA-1(key + GUID)))`.
  public let recipe: String
  /// What was done, in one sentence without its full stop.
  public let diagnosis: String
  /// What the server must change, without a full stop; with the calls of common languages where they matter.
  public let fix: String
  /// The server, which computes the value.
  public var sender: Sender? { .server }

  /// Every mistake that gives a value, the simplest first; empty where none does, and where the value is right.
  ///
  /// Mistakes are tried alone, and only where none alone gives the value two at once: a combination in which one part
  /// changes nothing says no more than the other part. The work is bounded, whatever the value is.
  ///
  /// - Parameters:
  ///   - value: the value of `Sec-WebSocket-Accept`; white space around it does not belong to it.
  ///   - key: the value of `Sec-WebSocket-Key` it has to answer; likewise.
  public static func reproducing(_ value: String, key: String) -> [AcceptMistake] {
    let accept = AcceptKey(for: key)
    let trimmed = AcceptKey(for: value).key
    guard !trimmed.isEmpty, !trimmed.utf8.elementsEqual(accept.value.utf8) else { return [] }
    var search = AcceptSearch(trimmed.utf8, accept)
    return search.mistakes()
  }

  init(id: String, recipe: String, diagnosis: String, fix: String) {
    self.id = id
    self.recipe = recipe
    self.diagnosis = diagnosis
    self.fix = fix
  }

  /// - Parameter deviations: what was done, in the order of the stages.
  init(_ deviations: [AcceptDeviation]) {
    id = deviations.map(\.id).joined(separator: "+")
    recipe = deviations.formula
    diagnosis = deviations.map(\.diagnosis).joined(separator: "; ")
    var fixes: [String] = []
    for deviation in deviations where !fixes.contains(deviation.fix) { fixes.append(deviation.fix) }
    fix = fixes.joined(separator: "; ")
  }
}
