import PacketCapture

extension CaptureError {
  /// What went wrong, and what the user can do about it, in one line.
  var advice: String {
    guard let remedy else { return description }
    let file = name == "standard input" ? "" : " " + Self.quoted(name)
    switch remedy {
    case .decompress(let command):
      return "\(description); unpack it on the way in: \(command)\(file) | wslens pcap -"
    case .convert where file.isEmpty:
      return "\(description); editcap, which comes with Wireshark, writes it as pcapng"
    case .convert:
      return "\(description); editcap, which comes with Wireshark, writes it as pcapng: editcap\(file) capture.pcapng"
    case .readAsText:
      return "\(description); wslens decode reads bytes and conversations that are written as text"
    }
  }

  /// A name as a shell needs it.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b...0x2f, 0x3a, 0x40, 0x5f, 0x80...: true
      default: false
      }
    }
    guard !isPlain || name.hasPrefix("-") else { return name }
    let escaped = name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    return (name.hasPrefix("-") ? "./" : "") + "'\(escaped)'"
  }
}
