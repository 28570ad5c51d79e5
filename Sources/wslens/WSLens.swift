import ArgumentParser
import Glibc

/// The program: its subcommands, and how any failure becomes an exit status.
@main
struct WSLens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wslens",
    abstract: "Inspect WebSocket handshakes and frames",
    discussion: """
      Computes and checks handshake values, takes frames apart bit by bit, and reads captures: what was said on each \
      connection, and which side broke which rule of the protocol.
      """,
    version: version,
    subcommands: [
      Accept.self, ChallengeCommand.self, Decode.self, Encode.self, Pcap.self, Live.self, Validate.self, Explain.self,
      Schema.self,
    ])

  /// The version of the program and of its event schema.
  static let version = "0.1.0"

  static func main() {
    do {
      try refuseEmptyValues()
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.tell()
      ExitStatus.exit(failure.status)
    } catch let status as ExitStatus {
      ExitStatus.exit(status)
    } catch {
      exit(withError: error)
    }
  }

  /// Refuses `--option=` with nothing behind it: the parser would take the next argument for the value, which may be
  /// the file to be read, and be overwritten.
  private static func refuseEmptyValues() throws(Failure) {
    for argument in CommandLine.arguments.dropFirst().prefix(while: { $0 != "--" }) {
      guard argument.hasPrefix("--"), argument.hasSuffix("="),
        argument.dropFirst(2).dropLast().allSatisfy({ $0.isASCII && $0 != "=" })
      else { continue }
      throw Failure(.usage, "\(argument): there is no value behind the equals sign")
    }
  }
}
