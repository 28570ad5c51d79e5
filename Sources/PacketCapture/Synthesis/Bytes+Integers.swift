extension [UInt8] {
  /// Appends all bytes of an integer, most significant first unless told otherwise.
  mutating func append(_ value: some FixedWidthInteger & UnsignedInteger, bigEndian: Bool = true) {
    let width = type(of: value).bitWidth
    for shift in stride(from: 0, to: width, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> (bigEndian ? width - 8 - shift : shift)))
    }
  }
}
