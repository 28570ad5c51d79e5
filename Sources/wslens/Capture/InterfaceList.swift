import PacketCapture
import Rendering

/// The interfaces of this machine, for people.
enum InterfaceList {
  /// The names of those that are up, as the end of a sentence.
  static var names: String {
    let all = (try? NetworkInterface.all())?.filter(\.isUp) ?? []
    let names = all.map { $0.name.safeForTerminal }.joined(separator: ", ")
    return all.isEmpty ? "the system names none" : "up are " + names
  }

  /// Writes them, one a line: name, state, and addresses or a description.
  ///
  /// - Throws: status 66 where the system does not tell, 73 and 74 where they cannot be written.
  static func write(_ common: OutputOptions) throws(Failure) {
    let all: [NetworkInterface]
    do throws(CaptureError) {
      all = try NetworkInterface.all()
    } catch {
      throw Failure(error)
    }
    let output = try common.open()
    let width = all.map(\.name.count).max() ?? 0
    for interface in all {
      let state = interface.isUp ? interface.isLoopback ? "up, loopback" : "up" : "down"
      let addresses = interface.addresses.map(\.description).joined(separator: ", ")
      let detail = addresses.isEmpty ? interface.description ?? "" : addresses
      let line = "\(interface.name.padded(width))  \(state.padded(12))  \(detail)".safeForTerminal
      output.buffer.write(line.dropLastSpaces + "\n")
    }
    try output.finish()
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  fileprivate var dropLastSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
