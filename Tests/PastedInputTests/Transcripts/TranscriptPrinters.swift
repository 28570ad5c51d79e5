import TestSupport

/// What tools make of a head, written here independently of the parsers.
enum TranscriptPrinters {
  static func curlTrace(_ lines: [String]) -> String {
    let head = SampleHandshake.head(lines)
    var text = "=> Send header, \(head.utf8.count) bytes (0x\(String(head.utf8.count, radix: 16)))\n"
    var offset = 0
    for line in lines + [""] {
      var rest = Substring(line)
      repeat {
        text += "\(offsetText(offset)): \(rest.prefix(64))\n"
        offset += min(64, rest.count)
        rest = rest.dropFirst(64)
      } while !rest.isEmpty
      offset += 2
    }
    return text
  }

  static func curlTraceDigits(_ lines: [String]) -> String {
    let head = Array(SampleHandshake.head(lines).utf8)
    let text = "=> Send header, \(head.count) bytes (0x\(String(head.count, radix: 16)))\n"
    return text + Printers.curl(head)
  }

  static func ngrep(_ lines: [String], width: Int = 75) -> String {
    let text = lines.joined(separator: "..") + "...."
    var rest = Substring(text)
    var rows = "T 192.0.2.1:40000 -> 192.0.2.2:80 [AP] #4\n"
    while !rest.isEmpty {
      let row = String(rest.prefix(width))
      rows += "  " + row + String(repeating: " ", count: width - row.count) + "\n"
      rest = rest.dropFirst(width)
    }
    return rows + "\n"
  }

  static func ngrepLines(_ lines: [String]) -> String {
    "T 192.0.2.1:40000 -> 192.0.2.2:80 [AP]\n" + (lines + [""]).map { $0 + ".\n" }.joined() + "\n\n"
  }

  static func tcpdump(_ lines: [String]) -> String {
    let length = SampleHandshake.head(lines).utf8.count
    return "12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:9, win 64, length \(length)\n"
      + "E..[U.@.@............K.\"=...........@.O.....\n7...i..." + SampleHandshake.head(lines, end: "\n") + "\n"
  }

  static func archive(_ lines: [String]) -> String {
    let parts = lines[0].split(separator: " ").map(String.init)
    let headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return "{\"name\":\"\(line[..<colon])\",\"value\":\"\(line[colon...].dropFirst(2))\"}"
    }
    return "{\"log\":{\"entries\":[{\"request\":{\"method\":\"\(parts[0])\",\"url\":\"ws://example.com\(parts[1])\","
      + "\"httpVersion\":\"\(parts[2])\",\"headers\":[\(headers.joined(separator: ","))]}}]}}"
  }

  private static func offsetText(_ value: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}

extension SeededGenerator {
  /// The lines of a request with some fields of random names and values.
  mutating func request() -> [String] {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let marks = Array("abcdefghijKLMNOP0123456789 ,;=/+()-_?&*#@!$%~^|<>{}")
    var lines = SampleHandshake.request
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      let name = (0..<Int.random(in: 1...20, using: &self)).map { _ in pick(letters) }
      var value = ""
      for _ in 0..<Int.random(in: 0...150, using: &self) {
        let mark = pick(marks)
        if mark != " " || value.last != " " { value.append(mark) }
      }
      let text = value.trimming { $0 == " " }
      lines.append("X-\(String(name)): \(text.isEmpty ? "v" : text)")
    }
    return lines
  }
}

extension String {
  fileprivate func trimming(_ isLeftOut: (Character) -> Bool) -> String {
    var text = drop(while: isLeftOut)
    while let last = text.last, isLeftOut(last) { text = text.dropLast() }
    return String(text)
  }
}
