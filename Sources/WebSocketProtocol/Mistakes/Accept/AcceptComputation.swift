/// The computation of an accept value in parts that can be changed one by one: what is hashed, how, and how the digest
/// is written.
struct AcceptComputation: Sendable {
  /// Bytes to bytes; `nil` where the bytes are not what the change needs.
  typealias Change = @Sendable ([UInt8]) -> [UInt8]?

  /// A part of the text that is hashed.
  enum Part: Hashable, Sendable {
    case key, guid
    case text([UInt8])
  }

  /// Where the GUID goes that is kept out of the hash.
  enum LateGUID: Hashable, Sendable {
    case behindDigest, behindValue
  }

  /// The key as it is hashed.
  var key: [UInt8]
  /// The GUID as it is hashed.
  var guid = Array(AcceptKey.guid.utf8)
  /// What is put together, in its order.
  var parts: [Part] = [.key, .guid]
  /// Where else the GUID is put; `nil` for nowhere.
  var lateGUID: LateGUID?
  /// The text's bytes in another character encoding.
  var recode: Change?
  /// What takes the place of SHA-1.
  var hash: @Sendable (AcceptComputation) -> [UInt8]? = { $0.message.map(Digest.sha1) }
  /// What happens to the digest before it is written as text.
  var digestChange: Change?
  /// How the digest is written as text.
  var encode: Change = { Array(Base64.encode($0).utf8) }

  /// The computation of the specification.
  init(key: [UInt8]) {
    self.key = key
  }

  /// What is hashed; `nil` where it cannot be recoded.
  var message: [UInt8]? {
    let joined = parts.flatMap { part in
      switch part {
      case .key: key
      case .guid: guid
      case .text(let bytes): bytes
      }
    }
    guard let recode else { return joined }
    return recode(joined)
  }

  /// What the hash gives, with what is put behind it.
  var digest: [UInt8]? {
    hash(self).map { lateGUID == .behindDigest ? $0 + guid : $0 }
  }

  /// The value for a digest; `nil` where the digest does not allow the changes.
  func value(of digest: [UInt8]) -> [UInt8]? {
    var bytes = digest
    if let digestChange {
      guard let changed = digestChange(bytes) else { return nil }
      bytes = changed
    }
    return encode(bytes).map { lateGUID == .behindValue ? $0 + guid : $0 }
  }
}
