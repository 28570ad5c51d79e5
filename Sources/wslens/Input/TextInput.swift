import Glibc
import PacketCapture
import Rendering

/// What someone gave to be read: the arguments, a file, or standard input.
struct TextInput {
  /// What messages call it.
  let name: String
  /// What events call it.
  var capture: String { name == "standard input" ? "-" : name }
  let bytes: [UInt8]

  /// - Parameters:
  ///   - arguments: what stands on the command line; `-` alone, or nothing, means standard input, and the name of a
  ///     file that file.
  ///   - file: a file to read instead; `-` is standard input.
  ///   - wanted: what the input should be, for the hint to someone at a terminal.
  /// - Throws: status 64 where nothing was given, 66 where the file cannot be read.
  init(arguments: [String], file: String?, wanted: String) throws(Failure) {
    if let file, file != "-" {
      name = file
      bytes = try Self.read(file)
    } else if file == nil, arguments.count == 1, arguments != ["-"], Self.isFile(arguments[0]) {
      name = arguments[0]
      bytes = try Self.read(arguments[0])
    } else if file == nil, arguments.count == 1, arguments[0].contains("/"), Self.isDirectory(arguments[0]) {
      throw Failure(.noInput, "\(arguments[0].safeForTerminal): this is a directory")
    } else if file == nil, !arguments.isEmpty, arguments != ["-"] {
      name = "arguments"
      bytes = Array(arguments.joined(separator: " ").utf8)
    } else {
      let isAnnounced = file == "-" || arguments == ["-"]
      guard isAnnounced || !StandardInput.isTerminal else {
        throw Failure(.usage, "nothing to read; give \(wanted), or pipe it to standard input")
      }
      name = "standard input"
      bytes = try StandardInput.readAll()
    }
  }

  private static func isFile(_ path: String) -> Bool { type(of: path) == S_IFREG }

  private static func isDirectory(_ path: String) -> Bool { type(of: path) == S_IFDIR }

  private static func type(of path: String) -> mode_t? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    do {
      return try ByteSource(path: path).readAll()
    } catch {
      throw Failure(error)
    }
  }
}
