import CPcap

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The rights of the process, most of which are needed no longer once an interface is open.
public enum Privileges {
  /// What became of the rights.
  public enum Outcome: Hashable, Sendable {
    /// The process runs as this user now, who started it.
    case user(UInt32)
    /// The process runs as nobody now.
    case nobody
    /// The process still runs as root, who started it, but has no more rights than a file's owner.
    case confined
  }

  /// Gives up all rights but those of the user who started the program.
  ///
  /// Under sudo that is the user who called it. Where root did, the process goes on as nobody, unless it still has to
  /// write files as root.
  ///
  /// - Parameter writesFiles: files have yet to be written, and they are the starting user's.
  /// - Throws: `notPermitted` when the system keeps the process from giving them up.
  @discardableResult
  public static func drop(writesFiles: Bool) throws(CaptureError) -> Outcome {
    let outcome: Outcome
    if geteuid() != 0 || getuid() != 0 {
      // Started by a user, and raised by the file: set-user-id, or capabilities.
      try become(getuid(), getgid(), groupsOf: nil)
      outcome = .user(getuid())
    } else if let user = id("SUDO_UID"), let group = id("SUDO_GID"), user != 0 {
      try become(user, group, groupsOf: user)
      outcome = .user(user)
    } else if !writesFiles, let nobody = unsafe getpwnam("nobody") {
      let (user, group) = unsafe (nobody.pointee.pw_uid, nobody.pointee.pw_gid)
      try become(user, group, groupsOf: user)
      outcome = .nobody
    } else {
      outcome = .confined
    }
    #if os(Linux)
    // Root without these owns what is root's; a directory of somebody else's is still to be written to.
    let kept: UInt64 = outcome == .confined && writesFiles ? 1 << UInt64(CAP_DAC_OVERRIDE) : 0
    guard wslens_keep_capabilities(kept) == 0 else { throw failure }
    #endif
    return outcome
  }

  /// Becomes a user for good.
  /// - Parameter owner: the user whose further groups to be in; nil to keep those that there are.
  private static func become(_ user: uid_t, _ group: gid_t, groupsOf owner: uid_t?) throws(CaptureError) {
    if let owner {
      if let entry = unsafe getpwuid(owner) {
        guard unsafe initgroups(entry.pointee.pw_name, entry.pointee.pw_gid) == 0 else { throw failure }
      } else {
        guard setgroups(0, nil) == 0 else { throw failure }
      }
    }
    guard setgid(group) == 0, setuid(user) == 0 else { throw failure }
    // What was given up must not come back.
    guard user == 0 || setuid(0) != 0 else {
      throw CaptureError(.notPermitted, name: "privileges", message: "root's rights could not be given up")
    }
  }

  private static func id(_ variable: String) -> UInt32? {
    guard let text = unsafe getenv(variable) else { return nil }
    return unsafe UInt32(String(cString: text))
  }

  private static var failure: CaptureError {
    CaptureError(
      .notPermitted, name: "privileges", message: "cannot be given up: \(unsafe String(cString: strerror(errno)))")
  }
}
