/// One thing that is done otherwise than the specification says when an accept value is computed.
struct AcceptDeviation: Sendable {
  /// The part of the computation that differs, in the order of the computation. Deviations in different parts combine.
  enum Stage: Int, Hashable, Comparable, Sendable {
    /// The text of the key, what is kept in front of it, and what is kept behind it.
    case key, keyStart, keyEnd
    case guid, joining, charset, hash
    /// The bytes of the digest, and the text they are written as.
    case digest, encoding

    static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// The stable name.
  let id: String
  /// The part that differs.
  let stage: Stage
  /// The part as a formula: `%k` stands for the key, `%g` for the GUID, `%s` for what comes out of the parts before.
  let formula: String
  /// What is done, without a full stop.
  let diagnosis: String
  /// What to do instead, without a full stop.
  let fix: String
  /// Puts the deviation into a computation.
  let apply: @Sendable (inout AcceptComputation) -> Void

  /// Another key text; where there is none, the key stays as it is and another mistake explains the value.
  static func key(
    _ id: String, at stage: Stage = .key, _ formula: String, _ diagnosis: String, _ fix: String,
    _ change: @escaping AcceptComputation.Change
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: stage, formula: formula, diagnosis: diagnosis, fix: fix) { computation in
      computation.key = change(computation.key) ?? computation.key
    }
  }

  /// Another text or other bytes in place of the GUID.
  static func guid(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String = useGUID, as bytes: [UInt8]
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: .guid, formula: formula, diagnosis: diagnosis, fix: fix) { $0.guid = bytes }
  }

  /// Other parts, or another order of them.
  static func joining(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String, _ parts: [AcceptComputation.Part],
    late: AcceptComputation.LateGUID? = nil
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: .joining, formula: formula, diagnosis: diagnosis, fix: fix) { computation in
      computation.parts = parts
      computation.lateGUID = late
    }
  }

  /// Another character encoding of the text.
  static func charset(
    _ name: String, _ id: String, _ diagnosis: String, _ encode: @escaping @Sendable (String) -> [UInt8]
  ) -> AcceptDeviation {
    let fix =
      "take the bytes of ASCII or UTF-8: C# Encoding.ASCII.GetBytes(text), Java getBytes(StandardCharsets.US_ASCII)"
    return AcceptDeviation(id: id, stage: .charset, formula: "\(name)(%s)", diagnosis: diagnosis, fix: fix) {
      $0.recode = { String(validating: $0, as: UTF8.self).map(encode) }
    }
  }

  /// Another hash of the same text.
  static func hash(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String = useSHA1,
    with hash: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: .hash, formula: formula, diagnosis: diagnosis, fix: fix) {
      $0.hash = { $0.message.map(hash) }
    }
  }

  /// Other bytes than those of the digest.
  static func digest(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String = encodeDigest,
    with change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: .digest, formula: formula, diagnosis: diagnosis, fix: fix) {
      $0.digestChange = change
    }
  }

  /// Another text for the digest.
  static func encoding(
    _ id: String, _ formula: String, _ diagnosis: String, _ fix: String = encodeDigest,
    with encode: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> AcceptDeviation {
    AcceptDeviation(id: id, stage: .encoding, formula: formula, diagnosis: diagnosis, fix: fix) { $0.encode = encode }
  }

  static let useGUID = "append the GUID's 36 characters exactly: \(AcceptKey.guid)"
  static let trimKey = "trim white space and line ends off the field's value before you append the GUID"
  static let hashAsSent = "hash the field's value as the characters that were sent, and then the GUID"
  static let useSHA1 =
    "hash with SHA-1: PHP sha1($text, true), Node createHash('sha1'), Python hashlib.sha1, C# SHA1.HashData"
  static let encodeDigest =
    "encode the digest's 20 bytes as Base64: PHP base64_encode(sha1($text, true)), Node .digest('base64'), "
    + "Python b64encode(sha1(text).digest()), C# Convert.ToBase64String(digest)"
}

extension [AcceptDeviation] {
  /// The formula of a computation with these deviations, which stand in the order of their stages.
  var formula: String {
    var key = "key"
    var guid = "GUID"
    for stage in [AcceptDeviation.Stage.key, .keyStart, .keyEnd] {
      if let deviation = first(where: { $0.stage == stage }) { key = deviation.filled(key: key, guid: guid, so: key) }
    }
    if let deviation = first(where: { $0.stage == .guid }) { guid = deviation.filled(key: key, guid: guid, so: guid) }
    let joining = first { $0.stage == .joining }
    var formula = joining?.filled(key: key, guid: guid, so: "") ?? "\(key) + \(guid)"
    if let deviation = first(where: { $0.stage == .charset }) {
      formula = deviation.filled(key: key, guid: guid, so: formula)
    }
    formula = first { $0.stage == .hash }?.filled(key: key, guid: guid, so: formula) ?? "SHA-1(\(formula))"
    let late = joining.flatMap { deviation in
      var computation = AcceptComputation(key: [])
      deviation.apply(&computation)
      return computation.lateGUID
    }
    if late == .behindDigest { formula += " + \(guid)" }
    if let deviation = first(where: { $0.stage == .digest }) {
      formula = deviation.filled(key: key, guid: guid, so: formula)
    }
    formula = first { $0.stage == .encoding }?.filled(key: key, guid: guid, so: formula) ?? "Base64(\(formula))"
    return late == .behindValue ? formula + " + \(guid)" : formula
  }
}

extension AcceptDeviation {
  /// The formula with its places filled in.
  fileprivate func filled(key: String, guid: String, so far: String) -> String {
    var filled = ""
    var isPlace = false
    for character in formula {
      if isPlace {
        switch character {
        case "k": filled += key
        case "g": filled += guid
        case "s": filled += far
        default: filled += "%\(character)"
        }
        isPlace = false
      } else if character == "%" {
        isPlace = true
      } else {
        filled.append(character)
      }
    }
    return filled
  }
}
