/// A slip of the hand in the GUID: one character too many, too few, wrong, or in its neighbour's place.
enum GUIDTypo: String, CaseIterable, Sendable {
  case substituted = "guid-substituted"
  case transposed = "guid-transposed"
  case dropped = "guid-dropped"
  case doubled = "guid-doubled"

  private static let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-".utf8)

  /// The slips that give a value; about 2400 digests are tried, and none where the value is not the Base64 of 20 bytes.
  static func mistakes(_ value: [UInt8], _ computation: AcceptComputation) -> [AcceptMistake] {
    guard value.count == 28, let digest = Base64.decode(value)?.bytes, digest.count == 20,
      Base64.encode(digest).utf8.elementsEqual(value)
    else { return [] }
    var found: [AcceptMistake] = []
    let right = computation.guid
    func attempt(_ guid: [UInt8], _ typo: GUIDTypo, _ detail: @autoclosure () -> String) {
      guard Digest.sha1(computation.key + guid) == digest else { return }
      found.append(typo.mistake(String(decoding: guid, as: UTF8.self), detail()))
    }
    for index in right.indices {
      let place = "character \(index + 1) of the GUID"
      let original = Self.text(right[index])
      for character in characters where character != right[index] {
        var guid = right
        guid[index] = character
        attempt(guid, .substituted, "\(place) is \(text(character)) in place of \(original)")
      }
      var shorter = right
      shorter.remove(at: index)
      attempt(shorter, .dropped, "\(place), \(original), is missing")
      var longer = right
      longer.insert(right[index], at: index)
      attempt(longer, .doubled, "\(place), \(original), is there twice")
      if index + 1 < right.count, right[index] != right[index + 1] {
        var swapped = right
        swapped.swapAt(index, index + 1)
        attempt(swapped, .transposed, "characters \(index + 1) and \(index + 2) of the GUID have changed places")
      }
    }
    return found
  }

  private func mistake(_ guid: String, _ diagnosis: String) -> AcceptMistake {
    AcceptMistake(
      id: rawValue, recipe: "Base64(SHA-1(key + \"\(guid)\"))", diagnosis: diagnosis, fix: AcceptDeviation.useGUID)
  }

  /// The mistake in general, for its page.
  var mistake: AcceptMistake {
    let diagnosis =
      switch self {
      case .substituted: "one character of the GUID was mistyped"
      case .transposed: "two neighbouring characters of the GUID have changed places"
      case .dropped: "one character of the GUID is missing"
      case .doubled: "one character of the GUID is there twice"
      }
    return AcceptMistake(
      id: rawValue, recipe: "Base64(SHA-1(key + mistyped GUID))", diagnosis: diagnosis, fix: AcceptDeviation.useGUID)
  }

  private static func text(_ character: UInt8) -> String { String(decoding: [character], as: UTF8.self) }
}
