/// One field of an event: what it is called, what it holds, and when it is there.
public struct EventField: Hashable, Sendable {
  /// Its name in JSON, which is its column's name in SQL too.
  public let name: String
  /// What its values are.
  public let type: FieldType
  /// What it says, in one sentence without a full stop; units included.
  public let meaning: String
  /// True where every event of its kind has it.
  public let isAlwaysThere: Bool
  /// The only values it has; empty where there is no such list.
  public let values: [String]

  /// A field that may be absent, which means that its value is not known or does not apply.
  static func optional(_ name: String, _ type: FieldType, _ meaning: String, values: [String] = []) -> EventField {
    EventField(name: name, type: type, meaning: meaning, isAlwaysThere: false, values: values)
  }

  /// A field that every event of its kind has.
  static func always(_ name: String, _ type: FieldType, _ meaning: String, values: [String] = []) -> EventField {
    EventField(name: name, type: type, meaning: meaning, isAlwaysThere: true, values: values)
  }
}

/// What the values of a field are.
public enum FieldType: Hashable, Sendable {
  /// `true` or `false`.
  case boolean
  /// A whole number from 0 up that fits into 63 bits.
  case integer
  /// A whole number from 0 up that may need all 64 bits, since a peer claimed it.
  case claim
  /// A number with a fraction.
  case number
  /// Any text.
  case text
  /// Bytes: two lower-case hexadecimal digits each.
  case bytes
  /// A point in time as RFC 3339 has it, in UTC and with nanoseconds.
  case time
  /// Texts in a row.
  case texts
  /// Names with their values, in a row.
  case pairs
  /// Pairs of an offset and a length, in a row.
  case ranges
  /// Several values under names of their own.
  indirect case record([EventField])
}

/// A kind of event.
public struct EventKind: Hashable, Sendable {
  /// What its field `event` says.
  public let name: String
  /// What its table or view is called in SQL, where `end` and `check` are words of the language.
  public let table: String
  /// What it tells, in one sentence without a full stop.
  public let meaning: String
  /// Its fields in the order in which they are written.
  public let fields: [EventField]
}
