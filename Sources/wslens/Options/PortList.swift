import ArgumentParser

/// The value of `--port`: TCP ports, separated by commas.
struct PortList: OptionList, Hashable {
  var ports: Set<UInt16>

  init(reading text: String) throws(Misreading) {
    ports = Set(
      try text.items { item throws(Misreading) in
        guard let port = UInt64(numeral: item).flatMap(UInt16.init(exactly:)), port > 0 else {
          throw Misreading("'\(item)' is no port; a number from 1 to 65535 is expected")
        }
        return port
      })
  }

  mutating func append(_ other: PortList) { ports.formUnion(other.ports) }
}
