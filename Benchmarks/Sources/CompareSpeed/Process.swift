#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What one run of a program cost.
struct Run {
  /// From start to end, in seconds.
  var wall: Double
  /// Processor time of the program, its own and the system's, in seconds.
  var processor: Double
  /// The most memory it held, in bytes. The system counts this program's own there until the other one is loaded, so
  /// figures below some 8 MiB say nothing.
  var peakMemory: Int
  /// The exit status; 128 and the signal where a signal ended it.
  var status: Int
}

/// Trouble with starting a program.
struct StartError: Error, CustomStringConvertible {
  let description: String
}

/// Runs a program to its end, its output thrown away.
func runProgram(_ command: [String]) throws(StartError) -> Run {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

  var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
  defer { unsafe arguments.forEach { unsafe free($0) } }
  var identifier: pid_t = 0
  let start = now()
  let code = unsafe posix_spawnp(&identifier, command[0], &actions, nil, &arguments, environ)
  guard code == 0 else {
    throw StartError(description: "\(command[0]): \(unsafe String(cString: strerror(code)))")
  }
  var status: CInt = 0
  var usage = rusage()
  while unsafe wait4(identifier, &status, 0, &usage) < 0 && errno == EINTR {}
  let signal = Int(status & 0x7F)
  return Run(
    wall: now() - start, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
    peakMemory: Int(usage.ru_maxrss) * bytesPerUnit,
    status: signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal)
}

/// Whether a program of this name can be started.
func isInstalled(_ name: String) -> Bool {
  (try? runProgram([name, "--version"])) != nil
}

private func now() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func seconds(_ time: timeval) -> Double {
  Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

/// `ru_maxrss` counts kibibytes on Linux and bytes on Darwin.
private var bytesPerUnit: Int {
  #if canImport(Glibc)
  1024
  #else
  1
  #endif
}
