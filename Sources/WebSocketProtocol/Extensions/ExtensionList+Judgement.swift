extension ExtensionList {
  /// What is wrong with a list that a server is said to have accepted: RS-12, RS-20, PMD, DFF-01, HY-15.
  ///
  /// - Parameter value: the value of the response's `Sec-WebSocket-Extensions`; what was offered is not known.
  /// - Returns: findings of the server; of one that breaks the grammar, the offset counts from the value's first byte.
  public static func judge(accepted value: String) -> [Finding] {
    let faults = ExtensionGrammar.faults(of: value).map { fault in
      Finding(.rs12, fault.message, sender: .server, offset: UInt64(fault.offset))
    }
    return faults + NegotiationRules.judge(accepted: ExtensionList([value]), offered: nil)
  }
}
