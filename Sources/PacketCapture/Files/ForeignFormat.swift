/// A format that captures come in and that is not read here.
enum ForeignFormat: CaseIterable {
  // Compressed files.
  case zstd, lz4, xz, bzip2, compress, zip, sevenZip

  // Captures of other makers.
  case snoop, btsnoop, networkMonitor, sniffer, netXRay, lanalyzer, observer, visualNetworks, iptrace, fiveViews

  /// The format that begins with these bytes, of which there should be sixteen.
  init?(prefix: [UInt8]) {
    guard let format = Self.allCases.first(where: { $0.magics.contains { prefix.starts(with: $0) } }) else {
      return nil
    }
    self = format
  }

  /// What files of the format are called.
  var name: String {
    switch self {
    case .zstd: "zstd"
    case .lz4: "lz4"
    case .xz: "xz"
    case .bzip2: "bzip2"
    case .compress: "compress"
    case .zip: "zip"
    case .sevenZip: "7-Zip"
    case .snoop: "snoop"
    case .btsnoop: "btsnoop"
    case .networkMonitor: "Microsoft Network Monitor"
    case .sniffer: "Sniffer"
    case .netXRay: "NetXRay"
    case .lanalyzer: "LANalyzer"
    case .observer: "Observer"
    case .visualNetworks: "Visual Networks"
    case .iptrace: "iptrace"
    case .fiveViews: "5View"
    }
  }

  /// What is wrong with a file of the format, in words.
  var complaint: String {
    decompressor == nil ? "a capture in the format of \(name), which is not read here" : "compressed with \(name)"
  }

  /// What makes a file of the format readable.
  var remedy: CaptureError.Remedy { decompressor.map { .decompress($0) } ?? .convert }

  /// The command that writes a compressed file's content to standard output; nil for captures.
  var decompressor: String? {
    switch self {
    case .zstd: "zstd -dc"
    case .lz4: "lz4 -dc"
    case .xz: "xz -dc"
    case .bzip2: "bzip2 -dc"
    case .compress: "uncompress -c"
    case .zip: "unzip -p"
    case .sevenZip: "7z x -so"
    default: nil
    }
  }

  /// What files of the format may begin with.
  private var magics: [[UInt8]] {
    switch self {
    // Files of zstd and lz4 may begin with a frame that is to be skipped: its number ends in any digit.
    case .zstd: [[0x28, 0xb5, 0x2f, 0xfd]] + (0x50...0x5f).map { [$0, 0x2a, 0x4d, 0x18] }
    case .lz4: [[0x04, 0x22, 0x4d, 0x18], [0x02, 0x21, 0x4c, 0x18]]
    case .xz: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]]
    case .bzip2: [[0x42, 0x5a, 0x68]]
    case .compress: [[0x1f, 0x9d], [0x1f, 0xa0]]
    case .zip: [[0x50, 0x4b, 0x03, 0x04]]
    case .sevenZip: [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]]
    case .snoop: [Array("snoop\0\0\0".utf8)]
    case .btsnoop: [Array("btsnoop\0".utf8)]
    case .networkMonitor: [Array("RTSS".utf8), Array("GMBU".utf8)]
    case .sniffer: [Array("TRSNIFF data    \u{1a}".utf8.prefix(16))]
    case .netXRay: [Array("XCP\0".utf8), Array("VL\0\0".utf8)]
    case .lanalyzer: [[0x01, 0x10, 0x4c, 0x00], [0x07, 0x10, 0x4c, 0x00]]
    case .observer: [Array("ObserverPktBuffe".utf8)]
    case .visualNetworks: [[0x05, 0x56, 0x4e, 0x46]]
    case .iptrace: [Array("iptrace 1.0".utf8), Array("iptrace 2.0".utf8)]
    case .fiveViews: [[0xaa, 0xaa, 0xaa, 0xaa]]
    }
  }
}
