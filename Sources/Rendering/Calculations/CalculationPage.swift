/// A page of labelled rows: what explanations and verdicts are made of.
///
/// A row is a label in the first thirteen columns and its text in the others. Colour marks what belongs together and
/// is never needed to read the page.
struct CalculationPage {
  /// Columns before the text of a row.
  static let margin = 13

  /// The finished lines, without line ends.
  private(set) var lines: [String] = []
  private let style: TextStyle

  init(style: TextStyle) {
    self.style = style
  }

  /// Columns for the text of a row.
  var room: Int { style.width - Self.margin }

  /// Adds a row that fits its line.
  ///
  /// - Parameters:
  ///   - remark: shown in the same line where there is room for it, else in the next.
  ///   - column: where the remark stands within the text, if the text is not longer.
  mutating func row(
    _ label: String, _ text: String, _ hue: TextStyle.Hue? = nil, remark: String = "", at column: Int = 0
  ) {
    let width = PayloadText.displayWidth(text)
    let gap = max(5, column - width)
    let line = Columns.left(label, Self.margin) + style.paint(text, hue)
    if remark.isEmpty {
      lines.append(line)
    } else if width + gap + remark.utf8.count <= room {
      lines.append(line + String(repeating: " ", count: gap) + remark)
    } else {
      lines.append(line)
      row("", remark)
    }
  }

  /// Adds a row of text without spaces to break at, in as many lines as it takes.
  mutating func unbroken(_ label: String, _ text: String, _ hue: TextStyle.Hue? = nil, remark: String = "") {
    var label = label
    var line = ""
    var width = 0
    for character in text {
      let columns = PayloadText.displayWidth(String(character))
      if width + columns > room {
        row(label, line, hue)
        label = ""
        line = ""
        width = 0
      }
      line.append(character)
      width += columns
    }
    row(label, line, hue, remark: remark)
  }

  /// Adds a row of words, in as many lines as it takes.
  mutating func words(_ label: String, _ text: String, _ hue: TextStyle.Hue? = nil) {
    for (index, line) in Columns.wrap(text, room).enumerated() {
      row(index == 0 ? label : "", line, hue)
    }
  }

  /// Adds a line that is no row.
  mutating func line(_ text: String) {
    lines.append(text)
  }

  /// Writes the page.
  func write(to output: inout OutputBuffer) {
    for line in lines {
      output.write(line)
      output.write(byte: UInt8(ascii: "\n"))
    }
  }
}
