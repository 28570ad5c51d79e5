/// A mistake that is no change of the computation: another value altogether, or the right one spoiled on its way.
enum AcceptConstant: String, CaseIterable, Sendable {
  case echoedKey = "echo-key"
  case wikipediaSample = "wikipedia-sample"
  case specificationSample = "rfc-sample"
  case mixedCase = "case-changed"
  case whiteSpace = "white-space"

  /// The constants that are a value.
  static func mistakes(_ value: [UInt8], _ accept: AcceptKey) -> [AcceptMistake] {
    allCases.filter { $0.value(accept).map { $0.utf8.elementsEqual(value) } == true }.map(\.mistake)
  }

  /// The value that a server sends in its place; `nil` where it is not one value.
  private func value(_ accept: AcceptKey) -> String? {
    switch self {
    case .echoedKey: accept.key
    case .wikipediaSample: AcceptKey(for: Self.wikipediaKey).value
    case .specificationSample: AcceptKey(for: Self.specificationKey).value
    case .mixedCase, .whiteSpace: nil
    }
  }

  static let wikipediaKey = "x3JJHMbDL1EzLkh9GBhXDw=="
  static let specificationKey = "dGhlIHNhbXBsZSBub25jZQ=="

  var mistake: AcceptMistake {
    let compute = "compute the value from the key of each request"
    switch self {
    case .echoedKey:
      return AcceptMistake(
        id: rawValue, recipe: "key", diagnosis: "the key was sent back as it came",
        fix: "send Base64(SHA-1(key + GUID)), not the key")
    case .wikipediaSample:
      return AcceptMistake(
        id: rawValue, recipe: "Base64(SHA-1(\"\(Self.wikipediaKey)\" + GUID))",
        diagnosis: "the answer to Wikipedia's sample key was sent, which some programs have built in", fix: compute)
    case .specificationSample:
      return AcceptMistake(
        id: rawValue, recipe: "Base64(SHA-1(\"\(Self.specificationKey)\" + GUID))",
        diagnosis: "the answer to the sample key of RFC 6455 was sent", fix: compute)
    case .mixedCase:
      return AcceptMistake(
        id: rawValue, recipe: "Base64(SHA-1(key + GUID)) in another letter case",
        diagnosis: "the value is right but for the case of its letters",
        fix: "leave the case of the value alone; only the names of fields are case-insensitive")
    case .whiteSpace:
      return AcceptMistake(
        id: rawValue, recipe: "Base64(SHA-1(key + GUID)) with white space inside",
        diagnosis: "there is white space inside the value", fix: "write the value without spaces and line ends")
    }
  }
}
