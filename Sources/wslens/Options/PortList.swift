import ArgumentParser

/// The value of `--port`: TCP ports, separated by commas.
struct PortList: ExpressibleByArgument, Hashable {
  var ports: Set<UInt16>

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { UInt64(numeral: $0) }
    let ports = numbers.compactMap { $0.flatMap(UInt16.init(exactly:)) }.filter { $0 > 0 }
    guard !ports.isEmpty, ports.count == numbers.count else { return nil }
    self.ports = Set(ports)
  }
}
