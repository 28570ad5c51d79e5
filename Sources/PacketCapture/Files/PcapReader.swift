import CPcap

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads the classic pcap format through libpcap: both byte orders, both precisions, the modified format.
@safe struct PcapReader: ~Copyable {
  /// The length of the header every pcap file begins with.
  static let headerLength = 24
  /// How much is read from the source at a time.
  private static let bufferSize = 1 << 18

  private let name: String
  private let source: ByteSource
  private let handle: OpaquePointer
  private let buffer: UnsafeMutablePointer<CChar>
  let linkType: LinkType
  /// The stream reads the file itself, not the source.
  private let readsDirectly: Bool
  private var number: UInt64 = 0

  /// Whether a file's first four bytes are those of a pcap file, in either byte order.
  static func begins(with bytes: [UInt8]) -> Bool {
    guard bytes.count == 4 else { return false }
    let magic = bytes.span.big32(0)
    // Microseconds, nanoseconds, and the variants of Kuznetzov, Navtel and an early tcpdump.
    let known: [UInt32] = [0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34, 0xa12b_3c4d, 0xa1b2_34cd]
    return known.contains(magic) || known.contains(magic.byteSwapped)
  }

  /// True where a file's header says that packets were cut to less than the largest of IP.
  private static func claimsShortSnapLength(_ header: [UInt8]) -> Bool {
    guard header.count == headerLength else { return false }
    let isBigEndian = header[0] == 0xa1
    let length = isBigEndian ? header.span.big32(16) : header.span.big32(16).byteSwapped
    return (1..<65_535).contains(length)
  }

  init(name: String, source: ByteSource) throws(CaptureError) {
    self.name = name
    self.source = source
    unsafe buffer = .allocate(capacity: Self.bufferSize)
    // libpcap cuts records at the snap length that the file claims. Where that is short it may be wrong, and is taken
    // away. Other regular files libpcap reads itself: that is faster than through a stream that calls back.
    let isShort = Self.claimsShortSnapLength(source.peek(Self.headerLength))
    if isShort { source.amend(from: 16, with: [0, 0, 0, 0]) }
    let direct = isShort ? nil : unsafe source.openFile()
    readsDirectly = unsafe direct != nil
    guard let stream = unsafe direct ?? source.openStream() else {
      unsafe buffer.deallocate()
      throw CaptureError(.notReadable, name: name, message: "out of memory")
    }
    #if canImport(Glibc)
    unsafe __fsetlocking(stream, CInt(FSETLOCKING_BYCALLER))
    #endif
    unsafe setvbuf(stream, buffer, _IOFBF, Self.bufferSize)
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard
      let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
        stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
    else {
      unsafe fclose(stream)
      unsafe buffer.deallocate()
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw CaptureError(.damaged, name: name, offset: 0, message: String(decoding: text, as: UTF8.self))
    }
    unsafe self.handle = handle
    linkType = LinkType(rawValue: UInt32(bitPattern: unsafe pcap_datalink(handle)))
  }

  /// How many bytes of the file have been read, with what is read ahead.
  var bytesRead: UInt64 {
    guard readsDirectly else { return source.bytesRead }
    return UInt64(max(0, unsafe ftello(pcap_file(handle))))
  }

  deinit {
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  mutating func next(_ body: (PacketRecord, Span<UInt8>) -> Void) throws(CaptureError) -> ReadOutcome {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?
    let result = unsafe pcap_next_ex(handle, &header, &bytes)
    guard result == 1, let header = unsafe header, let bytes = unsafe bytes else {
      return result == PCAP_ERROR_BREAK ? .end : try outcomeOfError()
    }
    number += 1
    let capturedLength = Int(unsafe header.pointee.caplen)
    let record = PacketRecord(
      number: number,
      // In this precision libpcap's microseconds are nanoseconds.
      time: CaptureTime(
        seconds: Int64(unsafe header.pointee.ts.tv_sec), nanoseconds: Int64(unsafe header.pointee.ts.tv_usec)),
      capturedLength: capturedLength, originalLength: max(capturedLength, Int(unsafe header.pointee.len)),
      linkType: linkType)
    body(record, unsafe UnsafeBufferPointer(start: bytes, count: capturedLength).span)
    return .record
  }

  private func outcomeOfError() throws(CaptureError) -> ReadOutcome {
    let message = unsafe String(cString: pcap_geterr(handle))
    if source.failed {
      throw CaptureError(.notReadable, name: name, offset: source.bytesRead, message: "reading failed")
    }
    if message.hasPrefix("truncated dump file") { return .endInsideRecord }
    throw CaptureError(.damaged, name: name, message: "damaged behind packet \(number): \(message)")
  }
}

extension ByteSource {
  /// A C stream over the file that this source reads from its beginning, if it is a regular one.
  fileprivate func openFile() -> UnsafeMutablePointer<FILE>? {
    guard let descriptor = rewoundDescriptor() else { return nil }
    guard let stream = unsafe fdopen(descriptor, "rb") else {
      close(descriptor)
      return nil
    }
    return unsafe stream
  }

  /// A C stream that reads from this source, which it keeps alive until it is closed.
  fileprivate func openStream() -> UnsafeMutablePointer<FILE>? {
    let cookie = unsafe Unmanaged.passRetained(self).toOpaque()
    #if canImport(Glibc)
    let functions = unsafe cookie_io_functions_t(
      read: { cookie, buffer, size in
        guard let cookie = unsafe cookie else { return -1 }
        let source = unsafe Unmanaged<ByteSource>.fromOpaque(cookie).takeUnretainedValue()
        return unsafe source.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
      },
      write: nil, seek: nil,
      close: { cookie in
        if let cookie = unsafe cookie { unsafe Unmanaged<ByteSource>.fromOpaque(cookie).release() }
        return 0
      })
    let stream = unsafe fopencookie(cookie, "rb", functions)
    #else
    let stream = unsafe funopen(
      cookie,
      { cookie, buffer, size in
        guard let cookie = unsafe cookie else { return -1 }
        let source = unsafe Unmanaged<ByteSource>.fromOpaque(cookie).takeUnretainedValue()
        return CInt(unsafe source.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(size))))
      },
      nil, nil,
      { cookie in
        if let cookie = unsafe cookie { unsafe Unmanaged<ByteSource>.fromOpaque(cookie).release() }
        return 0
      })
    #endif
    if unsafe stream == nil { unsafe Unmanaged<ByteSource>.fromOpaque(cookie).release() }
    return unsafe stream
  }
}
