/// How extensions are offered and accepted: PMD, DFF-01, HY-15, RS-11 and RS-20.
public enum NegotiationRules {
  /// Judges what a request offers.
  public static func judge(offers: ExtensionList) -> [Finding] {
    let deflate = offers.elements.filter { $0.isPermessageDeflate }
    let faulty = deflate.map { DeflateParameters($0, isOffer: true).faults }
    // A faulty offer is declined; it does no harm where another one is left.
    let isRescued = faulty.contains(where: \.isEmpty)
    var findings: [Finding] = []
    for (element, faults) in zip(deflate, faulty) {
      findings += faults.map { finding in
        var finding = finding
        if isRescued { finding.severity = .note }
        return finding
      }
      if isRescued, !faults.isEmpty {
        findings.append(
          Finding(.pmd07, "the offer \"\(element.text)\" is declined; the others still count", evidence: element.text))
      }
      findings += DeflateParameters(element, isOffer: true).remarks
    }
    for element in offers.elements where DeflateFrame.names.contains(element.lowercasedName) {
      findings += judgeDeflateFrame(element)
    }
    return findings.map { finding in
      var finding = finding
      finding.sender = .client
      return finding
    }
  }

  /// Judges what a response accepts.
  ///
  /// - Parameter offered: what the request offers; `nil` where it was not seen.
  public static func judge(accepted: ExtensionList, offered: ExtensionList?) -> [Finding] {
    var findings: [Finding] = []
    let names = offered.map { Set($0.elements.map(\.lowercasedName)) }
    var offers = offered?.elements.filter(\.isPermessageDeflate)
    for element in accepted.elements where HTTPToken.isToken(element.name) {
      if let names, !names.contains(element.lowercasedName) {
        findings.append(Finding(.rs11, "\(element.name) is accepted and was not offered", evidence: element.text))
        continue
      }
      if element.isPermessageDeflate {
        findings += judgeDeflate(element, offers: offers)
        // One answer is measured by the offers; that there are more is what PMD-16 tells.
        offers = nil
      } else if DeflateFrame.names.contains(element.lowercasedName) {
        findings += judgeDeflateFrame(element)
      } else if element.lowercasedName == ExtensionAgreement.deflateStream {
        findings.append(
          Finding(
            .hy15, "deflate-stream was accepted: the frames lie inside a compressed stream", evidence: element.text))
      }
    }
    findings += judgeReservedBits(accepted)
    return findings.map { finding in
      var finding = finding
      finding.sender = .server
      return finding
    }
  }

  // MARK: permessage-deflate

  private static func judgeDeflate(_ answer: ExtensionList.Element, offers: [ExtensionList.Element]?) -> [Finding] {
    let parameters = DeflateParameters(answer, isOffer: false)
    var findings = parameters.faults + parameters.remarks
    guard let offers, parameters.faults.isEmpty else { return findings }
    let misfits = offers.map { parameters.misfits(with: DeflateParameters($0, isOffer: true)) }
    guard let best = misfits.indices.min(by: { misfits[$0].weight < misfits[$1].weight }) else { return findings }
    let errors = misfits[best].filter { $0.severity == .error }
    if offers.count > 1, let first = errors.first {
      findings.append(
        Finding(
          .pmd15,
          "the answer fits none of the \(offers.count) offers; nearest is offer \(best + 1), but \(first.message) "
            + "(\(first.rule.rawValue))", evidence: answer.text))
    } else {
      findings += misfits[best].map { finding in
        var finding = finding
        finding.evidence = answer.text
        return finding
      }
    }
    return findings
  }

  // MARK: Reserved bits

  /// PMD-16 and RS-20: extensions that use the same bit.
  private static func judgeReservedBits(_ accepted: ExtensionList) -> [Finding] {
    let users = accepted.elements.filter { element in
      ExtensionNames.isPermessage(element.lowercasedName) || DeflateFrame.names.contains(element.lowercasedName)
    }
    guard users.count > 1 else { return [] }
    let names = users.prefix(3).map(\.name).joined(separator: " and ") + (users.count > 3 ? " and more" : "")
    let isPermessage = users.contains { ExtensionNames.isPermessage($0.lowercasedName) }
    return [
      Finding(
        isPermessage ? .pmd16 : .rs20, "\(names) were accepted together, and each needs RSV1 for itself",
        evidence: users[1].text)
    ]
  }

  // MARK: deflate-frame

  private static func judgeDeflateFrame(_ element: ExtensionList.Element) -> [Finding] {
    element.parameters.compactMap { parameter in
      // Nothing behind a semicolon or an equals sign is a fault of the grammar, and told there.
      guard !parameter.name.isEmpty, parameter.value != "" else { return nil }
      let text = parameter.name + (parameter.value.map { "=" + $0 } ?? "")
      let fault: String? =
        switch parameter.name {
        case "max_window_bits":
          ExtensionList.Parameter.windowBits(parameter) != nil
            ? nil
            : parameter.value == nil
              ? "\(text) of \(element.name) has no value; it needs 8 to 15"
              : "\(text) of \(element.name) is not a number from 8 to 15"
        case "no_context_takeover":
          parameter.value == nil ? nil : "\(text) of \(element.name) has a value and must have none"
        default: "\(element.name) has no parameter \(text)"
        }
      return fault.map { Finding(.dff01, $0, evidence: element.text) }
    }
  }
}

extension [Finding] {
  /// The same findings, at the elements that prove them.
  func placed(by places: [String: UInt64]) -> [Finding] {
    map { finding in
      var finding = finding
      finding.offset = finding.offset ?? finding.evidence.flatMap { places[$0] }
      return finding
    }
  }

  /// How far an answer is from an offer: errors first, then anything else.
  fileprivate var weight: Int { reduce(0) { $0 + ($1.severity == .error ? 100 : 1) } }
}

extension ExtensionList.Element {
  /// The name in lower case; extensions are compared exactly by most peers, and read in any case here.
  var lowercasedName: String { name.asciiLowercased }
  var isPermessageDeflate: Bool { lowercasedName == PermessageDeflate.name }
}

/// The parameters of one permessage-deflate element, judged (RFC 7692 section 7.1).
struct DeflateParameters {
  /// What makes the element one that has to be declined, or failed.
  private(set) var faults: [Finding] = []
  /// What is legal and worth knowing.
  private(set) var remarks: [Finding] = []

  private var serverTakesNoContext = false
  private var serverBits: Int?
  private var clientBits: Int?
  private var namesClientBits = false

  /// - Parameter isOffer: in an offer, `client_max_window_bits` may stand without a value.
  init(_ element: ExtensionList.Element, isOffer: Bool) {
    if element.name != element.lowercasedName {
      remarks.append(
        Finding(.pmd01, "\(element.name) is not written in lower case, as most peers expect", evidence: element.text))
    }
    var seen: Set<String> = []
    for parameter in element.parameters where !parameter.name.isEmpty {
      let name = parameter.name.asciiLowercased
      guard Self.names.contains(name) else {
        report(.pmd02, "permessage-deflate has no parameter \(parameter.name)", element)
        continue
      }
      if name != parameter.name {
        remarks.append(
          Finding(
            .pmd01, "\(parameter.name) is not written in lower case, as most peers expect", evidence: element.text))
      }
      guard seen.insert(name).inserted else {
        report(.pmd03, "\(name) stands twice", element)
        continue
      }
      // An equals sign without a value is a fault of the grammar, and told there.
      if parameter.value == "", !element.text.contains("\"\"") { continue }
      take(name, parameter, element, isOffer: isOffer)
    }
  }

  private static let names: Set<String> = [
    "server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits", "client_max_window_bits",
  ]

  private mutating func report(_ rule: RuleID, _ message: String, _ element: ExtensionList.Element) {
    faults.append(Finding(rule, message, evidence: element.text))
  }

  private mutating func take(
    _ name: String, _ parameter: ExtensionList.Parameter, _ element: ExtensionList.Element, isOffer: Bool
  ) {
    guard name.hasSuffix("max_window_bits") else {
      if let value = parameter.value {
        report(.pmd04, "\(name) has the value \(value) and must have none", element)
      } else if name == "server_no_context_takeover" {
        serverTakesNoContext = true
      }
      return
    }
    let isClient = name == "client_max_window_bits"
    if isClient { namesClientBits = true }
    guard parameter.value != nil else {
      if !isClient {
        report(.pmd04, "server_max_window_bits has no value; it needs 8 to 15", element)
      } else if !isOffer {
        report(.pmd12, "client_max_window_bits has no value; an answer needs 8 to 15", element)
      }
      return
    }
    guard let bits = ExtensionList.Parameter.windowBits(parameter) else {
      report(.pmd05, "\(name)=\(parameter.value ?? "") is not a number from 8 to 15", element)
      return
    }
    if isClient { clientBits = bits } else { serverBits = bits }
    if bits == 8 {
      remarks.append(Finding(.pmd17, "\(name)=8: many peers cannot make a window that small", evidence: element.text))
    } else if bits == 15 {
      remarks.append(Finding(.pmd18, "\(name)=15 is what holds without it", evidence: element.text))
    }
  }

  /// In what an answer departs from an offer: PMD-08, PMD-10, PMD-11, PMD-13 and PMD-14.
  func misfits(with offer: DeflateParameters) -> [Finding] {
    var findings: [Finding] = []
    if !offer.faults.isEmpty {
      findings.append(Finding(.pmd15, "the offer is faulty and had to be declined"))
    }
    if offer.serverTakesNoContext, !serverTakesNoContext {
      findings.append(Finding(.pmd08, "server_no_context_takeover was asked for and is not in the answer"))
    }
    if let limit = offer.serverBits {
      if let serverBits {
        if serverBits > limit {
          findings.append(
            Finding(.pmd11, "server_max_window_bits=\(serverBits) is larger than the \(limit) that the client allows"))
        }
      } else {
        findings.append(Finding(.pmd10, "server_max_window_bits=\(limit) was asked for and is not in the answer"))
      }
    }
    if namesClientBits, !offer.namesClientBits {
      findings.append(Finding(.pmd13, "client_max_window_bits was not offered"))
    } else if let clientBits, let hint = offer.clientBits, clientBits > hint {
      findings.append(
        Finding(.pmd14, "client_max_window_bits=\(clientBits) is larger than the \(hint) that the client named"))
    }
    return findings
  }
}
