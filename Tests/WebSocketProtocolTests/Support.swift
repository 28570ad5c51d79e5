import Foundation
import TestSupport
import Testing
import WebSocketProtocol

extension SeededGenerator {
  /// A random masking key.
  mutating func maskingKey() -> MaskingKey {
    MaskingKey(rawValue: UInt32(truncatingIfNeeded: next()))
  }
}

/// Findings as vectors write them down: errors and warnings by name, and notes apart.
struct RuleNames: Equatable, CustomStringConvertible {
  /// The names of the rules behind errors and warnings, each once, in order.
  let serious: [String]
  let notes: Set<String>

  init(_ findings: [Finding]) {
    serious = Set(findings.filter { $0.severity >= .warning }.map(\.rule.rawValue)).sorted()
    notes = Set(findings.filter { $0.severity < .warning }.map(\.rule.rawValue))
  }

  var description: String { "\(serious) and notes \(notes.sorted())" }

  /// Errors and warnings are compared exactly, notes by inclusion.
  func fits(_ expected: [String]) -> Bool {
    Set(serious).isSubset(of: expected) && Set(expected).subtracting(serious).isSubset(of: notes)
  }
}

extension [Finding] {
  var rules: [RuleID] { map(\.rule) }
}

func sender(_ direction: String) -> Sender {
  direction == "c2s" ? .client : .server
}
