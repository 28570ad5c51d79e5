/// Every rule that wslens judges by: the one place where severity, section, text and remedy are written down.
public enum RuleCatalogue {
  /// The entry of a rule.
  public static func entry(for id: RuleID) -> Rule {
    // What frames can break is asked for most often, so it is looked up first.
    inFrames(id) ?? inHandshakes(id) ?? inOtherPlaces(id)
  }

  private static func inFrames(_ id: RuleID) -> Rule? {
    frame(id) ?? closing(id) ?? message(id) ?? deflate(id) ?? hazard(id)
  }

  private static func inHandshakes(_ id: RuleID) -> Rule? {
    http(id) ?? request(id) ?? response(id) ?? negotiation(id) ?? hixie75(id) ?? hixie76(id) ?? draft(id) ?? laterHTTP(
      id)
      ?? deflateFrame(id) ?? browser(id)
  }

  private static func inOtherPlaces(_ id: RuleID) -> Rule {
    guard let rule = input(id) else { preconditionFailure("the catalogue has no entry for \(id.rawValue)") }
    return rule
  }
}
