import Glibc
import Inspection
import WebSocketProtocol

/// A directory in which each message becomes a file.
///
/// Names are made of numbers and of what the message is, never of what the capture holds; no file is ever replaced, and
/// no link followed.
final class MessageFiles {
  private let directory: Int32
  private let path: String
  private let inputs: Int
  private let savesControl: Bool
  private var input = 0
  /// How many files were written.
  private(set) var count: UInt64 = 0
  /// How many of them lack something.
  private(set) var incomplete: UInt64 = 0

  /// - Parameters:
  ///   - path: a directory that is empty, or is made.
  ///   - inputs: how many inputs there are whose messages have to be told apart.
  ///   - savesControl: pings, pongs and closes are saved too.
  /// - Throws: status 73 where it cannot be made or used.
  init(in path: String, inputs: Int, savesControl: Bool) throws(Failure) {
    self.path = path
    self.inputs = inputs
    self.savesControl = savesControl
    if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
      throw Failure(.cannotCreate, "cannot create \(path): \(unsafe String(cString: strerror(errno)))")
    }
    directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else {
      throw Failure(.cannotCreate, "cannot save messages in \(path): \(unsafe String(cString: strerror(errno)))")
    }
    guard try isEmpty() else {
      throw Failure(
        .cannotCreate, "\(path) is not empty: --save-messages overwrites nothing, name an empty or a new directory")
    }
  }

  deinit { close(directory) }

  private func isEmpty() throws(Failure) -> Bool {
    guard let listing = unsafe opendir(path) else {
      throw Failure(.cannotCreate, "cannot look into \(path): \(unsafe String(cString: strerror(errno)))")
    }
    defer { unsafe closedir(listing) }
    // Every directory holds itself and its parent.
    var entries = 0
    while entries <= 2, unsafe readdir(listing) != nil { entries += 1 }
    return entries <= 2
  }

  /// Another input begins.
  func begin() {
    input += 1
  }

  /// Saves the messages among some events.
  ///
  /// - Throws: status 73 where a file cannot be created, 74 where it cannot be written.
  func save(_ queue: EventQueue) throws(Failure) {
    for event in queue.events {
      guard case .message(let message) = event.kind, savesControl || !message.type.isControl else { continue }
      let bytes = queue.bytes[message.content.range]
      try write(bytes, as: name(of: message, event.connection, bytes))
      count += 1
      if !message.isHeld { incomplete += 1 }
    }
  }

  /// `CONNECTION-MESSAGE-SENDER-TYPE.EXTENSION`, with the input's number before it where there are several.
  private func name(of message: MessageEvent, _ connection: Int, _ bytes: ArraySlice<UInt8>) -> String {
    let kind = PayloadKind(bytes, isCut: !message.isHeld)
    let prefix = inputs > 1 ? "\(Self.padded(UInt64(input), 2))-" : ""
    return prefix + "\(Self.padded(UInt64(connection), 4))-\(Self.padded(message.message, 6))-"
      + "\(message.sender.rawValue)-\(message.type.name).\(kind.rawValue)\(message.isHeld ? "" : ".part")"
  }

  private static func padded(_ number: UInt64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private func write(_ bytes: ArraySlice<UInt8>, as name: String) throws(Failure) {
    do throws(WholeFile.Refusal) {
      try WholeFile.write(bytes, as: name, in: directory)
    } catch {
      switch error {
      case .notCreated(let number):
        throw Failure(.cannotCreate, "cannot create \(path)/\(name): \(unsafe String(cString: strerror(number)))")
      case .notWritten(let number):
        throw Failure(.cannotWrite, "cannot write \(path)/\(name): \(unsafe String(cString: strerror(number)))")
      }
    }
  }

  /// What was saved, in a sentence.
  var account: String {
    let files = "\(count) \(count == 1 ? "message" : "messages") saved in \(path)"
    guard incomplete > 0 else { return files }
    return files + "; \(incomplete) of them \(incomplete == 1 ? "is" : "are") incomplete and named .part"
  }
}
