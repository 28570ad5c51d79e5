import CPcap

/// A capture filter in libpcap's language, such as `tcp port 8080 and host 192.0.2.1`.
///
/// What it compiles to depends on what packets begin with: there is one program for each link type that comes up.
public struct PacketFilter: ~Copyable {
  /// The expression, as it was given.
  public let expression: String
  private var programs: [FilterProgram] = []

  /// - Throws: what libpcap says about an expression that has no meaning for any of the usual link types.
  public init(_ expression: String) throws(PacketFilterError) {
    self.expression = expression
    // A few words have a meaning on some links only; Ethernet knows most.
    let usual: [LinkType] = [.ethernet, LinkType(rawValue: 127), .null, LinkType(rawValue: 117), LinkType(rawValue: 9)]
    var complaint: PacketFilterError?
    for linkType in usual {
      do throws(PacketFilterError) {
        programs = [try FilterProgram(expression, linkType)]
        return
      } catch {
        complaint = complaint ?? error
      }
    }
    if let complaint { throw complaint }
  }

  /// True for a packet that the expression describes.
  ///
  /// - Throws: what libpcap says where the expression has no meaning for the packet's link type.
  @inline(__always)
  mutating func passes(_ record: PacketRecord, _ packet: Span<UInt8>) throws(PacketFilterError) -> Bool {
    if let program = programs.last, program.linkType == record.linkType { return program.passes(record, packet) }
    return try prepare(record.linkType).passes(record, packet)
  }

  /// The program for a link type, which becomes the last: the next packet is likely to need it again.
  @inline(never)
  private mutating func prepare(_ linkType: LinkType) throws(PacketFilterError) -> FilterProgram {
    let program: FilterProgram
    if let place = programs.firstIndex(where: { $0.linkType == linkType }) {
      program = programs.remove(at: place)
    } else {
      program = try FilterProgram(expression, linkType)
    }
    programs.append(program)
    return program
  }
}

/// What is wrong with a capture filter.
public struct PacketFilterError: Error, Hashable, Sendable {
  /// What libpcap says.
  public var message: String
}

/// A filter, compiled for one link type.
@safe final class FilterProgram {
  let linkType: LinkType
  private var program = unsafe bpf_program()

  init(_ expression: String, _ linkType: LinkType) throws(PacketFilterError) {
    self.linkType = linkType
    guard let handle = unsafe pcap_open_dead(linkType.numberInLibpcap, LiveCapture.longestPacket) else {
      throw PacketFilterError(message: "out of memory")
    }
    defer { unsafe pcap_close(handle) }
    guard unsafe pcap_compile(handle, &program, expression, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
      throw PacketFilterError(message: unsafe String(cString: pcap_geterr(handle)))
    }
  }

  deinit {
    unsafe pcap_freecode(&program)
  }

  func passes(_ record: PacketRecord, _ packet: Span<UInt8>) -> Bool {
    unsafe packet.withUnsafeBufferPointer { bytes in
      unsafe bpf_filter(
        program.bf_insns, bytes.baseAddress, UInt32(clamping: record.originalLength), UInt32(clamping: bytes.count))
        != 0
    }
  }
}

extension LinkType {
  /// The number libpcap itself uses: a file's numbers differ for a few.
  var numberInLibpcap: CInt {
    switch self {
    case .rawInFiles: CInt(LinkType.raw.rawValue)
    case LinkType(rawValue: 100): 11  // ATM_RFC1483
    case LinkType(rawValue: 106): 19  // ATM_CLIP
    default: CInt(clamping: rawValue)
    }
  }

  /// The number that files use, where libpcap's own differs.
  public var numberInFiles: UInt32 {
    switch self {
    case .raw, .rawOpenBSD: LinkType.rawInFiles.rawValue
    case LinkType(rawValue: 11): 100
    case LinkType(rawValue: 19): 106
    default: rawValue
    }
  }
}
