/// The fields of all events side by side, as tables that hold every event have them.
struct EventColumns {
  /// A column. What events differ in is `nil`.
  struct Column {
    var name: String
    var type: FieldType?
    var meaning: String?
  }

  /// The columns in the order in which their fields first appear.
  private(set) var columns: [Column] = []

  init(_ events: [EventKind]) {
    var places: [String: Int] = [:]
    for field in events.flatMap(\.fields) {
      if let place = places[field.name] {
        if columns[place].type != field.type { columns[place].type = nil }
        if columns[place].meaning != field.meaning { columns[place].meaning = nil }
      } else {
        places[field.name] = columns.count
        columns.append(Column(name: field.name, type: field.type, meaning: field.meaning))
      }
    }
  }

  /// True where the column of that name holds values of one type.
  func isUniform(_ name: String) -> Bool {
    columns.contains { $0.name == name && $0.type != nil }
  }
}

extension EventKind {
  /// The fields that are columns of the event's own table, where its kind need not be told.
  var columns: [EventField] { fields.filter { $0.name != "event" } }
}

extension OutputBuffer {
  /// Writes lines of a script, each with a line end.
  mutating func write(lines: [String]) {
    for line in lines {
      write(line)
      write(byte: UInt8(ascii: "\n"))
    }
  }

  /// Writes a statement for each kind of event, which makes a view of its columns out of the view of all events.
  ///
  /// - Parameters:
  ///   - beginning: how the statement begins, up to the view's name.
  ///   - name: the name of a view as the language has it.
  ///   - column: the expression that yields a field of its own type.
  mutating func write(
    viewsOf events: [EventKind], _ beginning: String, name: (String) -> String, column: (EventField) -> String
  ) {
    for event in events {
      write("\n-- \(event.meaning)\n\(beginning) \(name(event.table)) AS SELECT\n")
      write(items: event.columns.map { (column($0), $0.meaning) })
      write("FROM events WHERE event = '\(event.name)';\n")
    }
  }

  /// Writes the items of a list, a line each, with what each means in a comment.
  mutating func write(items: [(text: String, meaning: String)], indentation: String = "  ") {
    for (index, item) in items.enumerated() {
      write("\(indentation)\(item.text)\(index < items.count - 1 ? "," : "")  -- \(item.meaning)\n")
    }
  }
}
