import Glibc

/// What someone gave to be read: the arguments, a file, or standard input.
struct TextInput {
  /// What messages call it.
  let name: String
  let bytes: [UInt8]

  /// - Parameters:
  ///   - arguments: what stands on the command line; `-` alone, or nothing, means standard input.
  ///   - file: a file to read instead; `-` is standard input.
  ///   - wanted: what the input should be, for the hint to someone at a terminal.
  /// - Throws: status 64 where nothing was given, 66 where the file cannot be read.
  init(arguments: [String], file: String?, wanted: String) throws(Failure) {
    if let file, file != "-" {
      name = file
      bytes = try Self.read(file)
    } else if file == nil, !arguments.isEmpty, arguments != ["-"] {
      name = "arguments"
      bytes = Array(arguments.joined(separator: " ").utf8)
    } else {
      let isAnnounced = file == "-" || arguments == ["-"]
      guard isAnnounced || isatty(STDIN_FILENO) == 0 else {
        throw Failure(.usage, "nothing to read; give \(wanted), or pipe it to standard input")
      }
      name = "standard input"
      bytes = try Self.read(STDIN_FILENO, name)
    }
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.noInput, "\(path): \(unsafe String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return try read(descriptor, path)
  }

  private static func read(_ descriptor: Int32, _ name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.noInput, "\(name): \(unsafe String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece.prefix(count))
    }
  }
}
