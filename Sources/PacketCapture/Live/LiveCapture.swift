import CPcap

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The packets that pass an interface, from now on.
@safe public struct LiveCapture: PacketSource, ~Copyable {
  /// How to capture.
  public struct Settings: Hashable, Sendable {
    /// Also take what is addressed to others.
    public var isPromiscuous = false
    /// How many bytes of packets the system keeps until they are read.
    public var bufferSize = 16 << 20
    /// How many packets to read at most.
    public var packetLimit = UInt64.max

    /// What is usual.
    public init() {}
  }

  /// What the system counted.
  public struct Statistics: Hashable, Sendable {
    /// Packets that passed the filter.
    public var received: UInt64 = 0
    /// Packets there was no room for.
    public var dropped: UInt64 = 0
    /// Packets that the interface or its driver dropped.
    public var droppedByInterface: UInt64 = 0
  }

  /// The most bytes of a packet that are kept, as in every capture that sets no limit.
  public static let longestPacket: CInt = 262_144
  /// How long the system gathers packets before it hands them over, in milliseconds.
  private static let gathering: CInt = 50

  /// The interface's name.
  public let name: String
  /// What the packets begin with.
  public let linkType: LinkType
  private let handle: OpaquePointer
  private let descriptor: CInt
  /// What happens while no packet comes.
  public var standby = Standby.patient
  private let packetLimit: UInt64
  /// When the reading was told to end: what came before that is still read.
  private var end: CaptureTime?

  /// How many bytes of packets have been read.
  public private(set) var bytesRead: UInt64 = 0
  /// How many packets have been read.
  public private(set) var recordsRead: UInt64 = 0
  /// Nobody knows.
  public var byteCount: UInt64? { nil }
  /// A packet is there, or it is not.
  public var endsInsideRecord: Bool { false }

  /// Opens an interface.
  ///
  /// - Parameters:
  ///   - interface: its name.
  ///   - settings: how to capture.
  /// - Throws: `notFound`, `notPermitted`, `notReadable` or `unsupportedLink`.
  public init(interface: String, settings: Settings = Settings()) throws(CaptureError) {
    let handle = try unsafe Self.open(interface, settings)
    name = interface
    unsafe self.handle = handle
    packetLimit = settings.packetLimit
    linkType = unsafe Self.linkType(handle)
    descriptor = unsafe pcap_get_selectable_fd(handle)
  }

  deinit {
    unsafe pcap_close(handle)
  }

  /// Has the system hand over only what passes a filter.
  ///
  /// - Throws: what libpcap says about the expression.
  public func setFilter(_ expression: String) throws(PacketFilterError) {
    var network: UInt32 = 0
    var mask: UInt32 = 0
    var ignored = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    if unsafe pcap_lookupnet(name, &network, &mask, &ignored) != 0 { mask = PCAP_NETMASK_UNKNOWN }
    var program = unsafe bpf_program()
    guard unsafe pcap_compile(handle, &program, expression, 1, mask) == 0 else { throw filterError }
    defer { unsafe pcap_freecode(&program) }
    guard unsafe pcap_setfilter(handle, &program) == 0 else { throw filterError }
  }

  private var filterError: PacketFilterError {
    PacketFilterError(message: unsafe String(cString: pcap_geterr(handle)))
  }

  /// What the system counted so far.
  public var statistics: Statistics {
    var counts = pcap_stat()
    guard unsafe pcap_stats(handle, &counts) == 0 else { return Statistics() }
    return Statistics(
      received: UInt64(counts.ps_recv), dropped: UInt64(counts.ps_drop), droppedByInterface: UInt64(counts.ps_ifdrop))
  }

  /// Packets there was no room for, here or in the interface.
  public var droppedPackets: UInt64 {
    let statistics = statistics
    return statistics.dropped + statistics.droppedByInterface
  }

  /// Waits for the next packet.
  ///
  /// - Returns: false once enough was read, or the reading was told to end and all before that moment is read.
  /// - Throws: `interrupted` when the interface is down or gone.
  public mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    guard recordsRead < packetLimit else { return false }
    var idleTurns = 0
    while true {
      if end == nil, standby.isOver() { end = .now }
      var header: UnsafeMutablePointer<pcap_pkthdr>?
      var bytes: UnsafePointer<UInt8>?
      errno = 0
      switch unsafe pcap_next_ex(handle, &header, &bytes) {
      case 1:
        guard let header = unsafe header, let bytes = unsafe bytes else { return false }
        let record = unsafe record(header.pointee)
        if let end, record.time > end { return false }
        recordsRead += 1
        bytesRead += UInt64(record.capturedLength)
        body(record, unsafe UnsafeBufferPointer(start: bytes, count: record.capturedLength).span)
        return true
      case 0 where end != nil:
        // What the system still gathers was captured before the end.
        guard idleTurns < 2 else { return false }
        idleTurns += 1
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        unsafe poll(&wanted, 1, Self.gathering + 10)
      case 0:
        _ = standby.wait(descriptor)
      case PCAP_ERROR where errno == EAGAIN || errno == EINTR:
        // Some of libpcap's modules call it an error that nothing is there.
        _ = standby.wait(descriptor)
      default:
        throw CaptureError(.interrupted, name: name, message: unsafe String(cString: pcap_geterr(handle)))
      }
    }
  }

  private func record(_ header: pcap_pkthdr) -> PacketRecord {
    let capturedLength = Int(header.caplen)
    let unit: Int64 = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000
    return PacketRecord(
      number: recordsRead + 1,
      time: CaptureTime(seconds: Int64(header.ts.tv_sec), nanoseconds: Int64(header.ts.tv_usec) * unit),
      capturedLength: capturedLength, originalLength: max(capturedLength, Int(header.len)), linkType: linkType)
  }

  // MARK: Opening

  private static func open(_ interface: String, _ settings: Settings) throws(CaptureError) -> OpaquePointer {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = unsafe pcap_create(interface, &message) else {
      throw CaptureError(.notReadable, name: interface, message: text(message))
    }
    unsafe pcap_set_snaplen(handle, longestPacket)
    unsafe pcap_set_promisc(handle, settings.isPromiscuous ? 1 : 0)
    unsafe pcap_set_timeout(handle, gathering)
    unsafe pcap_set_buffer_size(handle, CInt(clamping: settings.bufferSize))
    // Where there are no nanoseconds, microseconds remain.
    unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
    let result = unsafe pcap_activate(handle)
    guard result >= 0, unsafe pcap_setnonblock(handle, 1, &message) == 0 else {
      let words = result < 0 ? unsafe String(cString: pcap_geterr(handle)) : text(message)
      let general = unsafe String(cString: pcap_statustostr(result))
      unsafe pcap_close(handle)
      throw failure(interface, result, words.isEmpty ? general : words)
    }
    // Asked before there is a capture: from there on, its end closes the handle.
    let linkType = unsafe linkType(handle)
    guard linkType.isSupported, unsafe pcap_get_selectable_fd(handle) >= 0 else {
      unsafe pcap_close(handle)
      if linkType.isSupported { throw CaptureError(.notReadable, name: interface, message: "cannot be waited for") }
      throw .unsupportedLinks([linkType], name: interface)
    }
    return unsafe handle
  }

  private static func linkType(_ handle: OpaquePointer) -> LinkType {
    LinkType(rawValue: UInt32(bitPattern: unsafe pcap_datalink(handle)))
  }

  private static func failure(_ interface: String, _ result: CInt, _ words: String) -> CaptureError {
    let kind: CaptureError.Kind =
      switch result {
      case PCAP_ERROR_NO_SUCH_DEVICE: .notFound
      case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: .notPermitted
      default: .notReadable
      }
    return CaptureError(kind, name: interface, message: words)
  }

  /// The text in a buffer for messages.
  static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension CaptureTime {
  /// This moment, by the clock that captures use.
  public static var now: CaptureTime {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return CaptureTime(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}
