extension ExtensionAgreement {
  /// What may have been agreed on where no response tells it; it is in force once a frame has RSV1.
  ///
  /// A response to an offer of permessage-deflate can narrow windows and have them emptied. That binds the side that
  /// compresses: whatever it makes of it inflates to the same bytes with the widest windows, kept from message to message
  /// (RFC 7692 section 7.1). So these are assumed, whatever the offer asks for.
  ///
  /// - Parameter offered: what the request offers; `nil` where no request was seen either.
  /// - Returns: no extension where the request offers none that uses RSV1.
  public static func assumed(from offered: ExtensionList?) -> ExtensionAgreement {
    var agreement = ExtensionAgreement()
    guard let offered else {
      agreement.permessageDeflate = PermessageDeflate()
      return agreement
    }
    let names = offered.elements.map(\.name.asciiLowercased)
    if names.contains(PermessageDeflate.name) {
      agreement.permessageDeflate = PermessageDeflate()
    } else if names.contains(where: DeflateFrame.names.contains) {
      agreement.deflateFrame = DeflateFrame()
    }
    return agreement
  }
}
