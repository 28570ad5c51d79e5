import Rendering
import WebSocketProtocol

/// The answers to keys, written one after another, and what was found about the keys.
struct AcceptAnswers: ~Copyable {
  private var output: OutputTarget
  private let common: OutputOptions
  private let style: TextStyle
  private let explains: Bool
  private var errors: UInt64 = 0
  private var warnings: UInt64 = 0
  private var pages = 0
  private var status = ExitStatus.done

  /// - Parameters:
  ///   - output: where the answers go.
  ///   - explains: every step is shown.
  init(_ output: consuming OutputTarget, _ common: OutputOptions, explains: Bool) {
    style = common.style(isTerminal: output.isTerminal)
    self.output = output
    self.common = common
    self.explains = explains
  }

  /// Writes the accept value of a key.
  ///
  /// - Parameter isAlone: it is the only key, so that its value needs no label.
  mutating func answer(_ accept: AcceptKey, isAlone: Bool) throws(Failure) {
    switch common.effectiveFormat {
    case .jsonl:
      CalculationEvents.write(accept, to: &output.buffer)
    case .text where explains:
      page(accept)
    case .text:
      if !isAlone {
        output.buffer.write(safe: accept.key, style: style)
        output.buffer.write(byte: UInt8(ascii: "\t"))
      }
      output.buffer.write(accept.value)
      output.buffer.write(byte: UInt8(ascii: "\n"))
    }
    judge(accept, isAlone: isAlone)
    try output.flushIfLarge()
  }

  /// Compares a value with the one that answers the key.
  mutating func check(_ given: String, against accept: AcceptKey) throws(Failure) {
    let finding = AcceptRules.judge(given, answering: accept)
    let mistakes = finding == nil ? [] : AcceptMistake.reproducing(given, key: accept.key)
    // A guess beside a proof would only raise doubt.
    let hint = finding == nil || !mistakes.isEmpty ? nil : AcceptShape.hint(for: given)
    switch common.effectiveFormat {
    case .jsonl:
      CalculationEvents.write(accept, given: given, mistakes: mistakes, to: &output.buffer)
      if let finding { CalculationEvents.write(finding, to: &output.buffer) }
      if let hint { CalculationEvents.write(hint, to: &output.buffer) }
    case .text:
      if explains {
        page(accept)
        output.buffer.write(byte: UInt8(ascii: "\n"))
      }
      CheckVerdict(given: given, expected: accept.value, finding: finding, mistakes: mistakes, hint: hint)
        .write(to: &output.buffer, style: style)
    }
    if finding != nil { status = .found }
    judge(accept, isAlone: true)
    try output.flushIfLarge()
  }

  /// Tells that one of the inputs cannot be read, and goes on.
  mutating func fail(_ failure: Failure) throws(Failure) {
    status = max(status, failure.status)
    if common.effectiveFormat == .jsonl {
      CalculationEvents.write(error: failure.message, status: failure.status.rawValue, to: &output.buffer)
    }
    failure.tell()
  }

  /// Writes what has gathered.
  mutating func flush() throws(Failure) {
    try output.flush()
  }

  /// Writes the rest.
  ///
  /// - Returns: the status to end with.
  consuming func finish(_ threshold: FailureThreshold) throws(Failure) -> ExitStatus {
    let isReached = threshold.isReached(errors: errors, warnings: warnings)
    let status = max(status, isReached ? .found : .done)
    try output.finish()
    return status
  }

  private mutating func page(_ accept: AcceptKey) {
    if pages > 0 { output.buffer.write(byte: UInt8(ascii: "\n")) }
    pages += 1
    AcceptExplanation(accept).write(to: &output.buffer, style: style)
  }

  private mutating func judge(_ accept: AcceptKey, isAlone: Bool) {
    for finding in KeyRules.judge(accept.key) {
      if finding.severity == .error { errors += 1 }
      if finding.severity == .warning { warnings += 1 }
      switch common.effectiveFormat {
      case .jsonl: CalculationEvents.write(finding, to: &output.buffer)
      case .text: common.complain(finding, about: isAlone ? nil : accept.key)
      }
    }
  }
}

extension OutputOptions {
  /// Tells a finding about what was typed on standard error.
  func complain(_ finding: Finding, about subject: String? = nil) {
    guard !quiet else { return }
    StandardError.write(ComplaintText.text(finding, about: subject, style: style(isTerminal: false)))
  }
}
