/// Judges the extensions that a server accepted: DFF-01 and HY-15.
public enum ExtensionRules {
  /// What is wrong with the elements of a response, or worth knowing about them.
  ///
  /// - Parameters:
  ///   - accepted: what the response accepts.
  ///   - offered: what the request offers; its deflate-frame element binds the server, and is judged with it.
  public static func judge(_ accepted: ExtensionList, offered: ExtensionList? = nil) -> [Finding] {
    accepted.elements.flatMap { element -> [Finding] in
      let name = element.name.asciiLowercased
      if DeflateFrame.names.contains(name) {
        let offer = offered?.elements.first { $0.name.asciiLowercased == name }
        return (offer.map { judge($0, from: .client) } ?? []) + judge(element, from: .server)
      }
      if name == ExtensionAgreement.deflateStream {
        return [
          Finding(.hy15, "deflate-stream was accepted: the frames lie inside a compressed stream", sender: .server)
        ]
      }
      return []
    }
  }

  private static func judge(_ element: ExtensionList.Element, from sender: Sender) -> [Finding] {
    element.parameters.compactMap { parameter in
      let isGood =
        switch parameter.name {
        case "max_window_bits": ExtensionList.Parameter.windowBits(parameter) != nil
        case "no_context_takeover": parameter.value == nil
        default: false
        }
      guard !isGood else { return nil }
      let text = parameter.name + (parameter.value.map { "=" + $0 } ?? "")
      return Finding(.dff01, "\(element.name) has no parameter \(text)", sender: sender, evidence: element.text)
    }
  }
}
