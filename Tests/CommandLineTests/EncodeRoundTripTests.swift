import Inspection
import TestSupport
import Testing
import WebSocketProtocol

@testable import wslens

/// A frame or a message that is built, and what has to be read from its bytes.
struct BuiltMessage: CustomTestStringConvertible {
  var version: ProtocolVersion
  var sender: Sender
  var type: FrameType
  var payload: [UInt8]
  var sizes: [Int] = []
  var lengthBits: UInt8?
  var mask: [String] = []

  static let keys = ["--key", "dGhlIHNhbXBsZSBub25jZQ==", "--nonce", "H+cNj5elaybfGIQv1esl2w=="]

  /// What follows `encode`.
  var arguments: [String] {
    var arguments = plainArguments + mask
    if !sizes.isEmpty { arguments += ["--fragment", fragments] }
    if let lengthBits { arguments += ["--length-bits", String(lengthBits)] }
    return arguments
  }

  /// The same without mask, fragments and length form.
  var plainArguments: [String] { [type.name, "--sender", sender.rawValue] + agreement }

  private var fragments: String { sizes.map(String.init).joined(separator: ",") }

  /// Puts mask, fragments and length form into options that were parsed without them, which takes less time.
  func complete(_ frame: FrameOptions) -> FrameOptions {
    var frame = frame
    frame.mask = mask.isEmpty ? nil : MaskChoice(argument: mask[1])
    frame.seed = mask.last.flatMap(WholeNumber.init(argument:))
    frame.fragment = sizes.isEmpty ? [] : [FragmentSizes(argument: fragments)].compactMap(\.self)
    frame.lengthBits = lengthBits.map(String.init).flatMap(LengthForm.init)
    return frame
  }

  /// The options that `decode` needs, too.
  var agreement: [String] {
    ["--protocol-version", version.rawValue] + (version == .hybi04 ? Self.keys : [])
  }

  var testDescription: String { "\(arguments.joined(separator: " ")) of \(payload.count) bytes" }

  private var hasFlags: Bool { version.framing.hasFlags }

  /// What each frame carries.
  var parts: [[UInt8]] {
    guard hasFlags else { return [payload] }
    var rest = payload[...]
    var parts = sizes.map { size in
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
    if parts.isEmpty || !rest.isEmpty { parts.append(Array(rest)) }
    return parts
  }

  /// True where nothing of it breaks a rule.
  var isValid: Bool {
    if type == .continuation || type == .close && version == .hixie75 { return false }
    if type.isControl, parts.count > 1 || payload.count > 125 { return false }
    if hasFlags, lengthBits != nil, parts.contains(where: { shortest($0) != lengthBits }) { return false }
    guard version.framing.masksFrames else { return true }
    if sender == .server { return mask.isEmpty || mask.last == "none" }
    // A key that is all zero, or used twice in a row, is a finding from hybi-05 on.
    let isFixed = mask.last == "00c0ffee" && parts.count > 1 && version != .hybi04
    return mask.last != "none" && !(mask.last == "zero" && version != .hybi04) && !isFixed
  }

  /// True where the layout says how to read it: not for whole frames that are masked against the rules of old drafts.
  var isReadable: Bool {
    guard version.framing.masksWholeFrames else { return true }
    return sender == .client ? mask.last != "none" : mask.isEmpty || mask.last == "none"
  }

  private func shortest(_ part: [UInt8]) -> UInt8 { part.count < 126 ? 7 : part.count < 65536 ? 16 : 64 }

  /// True where the form asked for holds every length.
  var fits: Bool { !hasFlags || lengthBits == nil || parts.allSatisfy { shortest($0) <= lengthBits ?? 64 } }
}

extension SeededGenerator {
  /// A payload that the type may carry.
  mutating func payload(_ type: FrameType, _ version: ProtocolVersion, count: Int) -> [UInt8] {
    switch type {
    case .close where !version.framing.hasFlags || count < 2: return []
    case .close where version == .hybi05: return [UInt8(ascii: "C")] + bytes(count - 1)
    case .close: return [0x03, 0xe8] + text(count - 2)
    case .text: return text(count)
    default: return bytes(count)
    }
  }

  /// So many bytes of UTF-8.
  private mutating func text(_ count: Int) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < count {
      let character = Array(pick(["a", " ", "é", "漢", "😀", "again "]).utf8)
      text += text.count + character.count <= count ? character : [UInt8(ascii: "z")]
    }
    return text
  }
}

@Suite struct `what encode builds` {
  static let lengthForms: [UInt8?] = [nil, 7, 16, 64]
  static let masks = [
    [], ["--mask", "none"], ["--mask", "random", "--seed", "11"], ["--mask", "zero"], ["--mask", "00c0ffee"],
  ]

  /// Types that the version has.
  static func types(_ version: ProtocolVersion) -> [FrameType] {
    version.framing.hasFlags ? [.text, .binary, .close, .ping, .pong, .continuation] : [.text, .close]
  }

  private func expectComesBack(
    _ message: BuiltMessage, _ command: Encode, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let wishes = message.complete(command.frame)
    let frames = try FrameBuilder(command.type.kind, wishes).frames(carrying: message.payload)
    #expect(frames.count == message.parts.count, "\(message)", sourceLocation: sourceLocation)
    var options = InspectionOptions()
    options.wantsFrames = true
    options.payloadLimit = 1 << 20
    var inspector = ByteStreamInspector(options: wishes.inspection(options), sender: message.sender)
    for frame in frames { inspector.take(frame.span) }
    inspector.finish()
    let totals = inspector.summary.totals
    if message.isValid {
      #expect(totals.errors + totals.warnings == 0, "\(message.testDescription)", sourceLocation: sourceLocation)
    }
    guard message.isReadable else { return }
    var found: [(header: FrameHeader, payload: [UInt8])] = []
    for event in inspector.queue.events {
      if case .frame(let frame) = event.kind {
        found.append((frame.header, Array(inspector.queue.bytes[frame.payload.range])))
      }
    }
    let isSame = found.map(\.payload) == message.parts
    #expect(isSame, "\(message.testDescription)", sourceLocation: sourceLocation)
    let types = [message.type] + found.dropFirst().map { _ in .continuation }
    #expect(found.map(\.header.type) == types, "\(message.testDescription)", sourceLocation: sourceLocation)
    let finals = found.indices.map { $0 == found.count - 1 }
    #expect(found.map(\.header.isFinal) == finals, "\(message.testDescription)", sourceLocation: sourceLocation)
    if let form = message.lengthBits, message.version.framing.hasFlags {
      #expect(found.allSatisfy { $0.header.lengthEncoding.rawValue == form }, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `comes back, whatever the type, the fragments, the length form, the mask and the side`(
    version: ProtocolVersion
  ) throws {
    var generator = SeededGenerator(state: UInt64(version.rawValue.utf8.reduce(0) { $0 * 31 + Int($1) }))
    for type in Self.types(version) {
      for sender in [Sender.client, .server] {
        let plain = BuiltMessage(version: version, sender: sender, type: type, payload: [])
        let command = try Encode.parse(plain.plainArguments)
        for form in Self.lengthForms {
          for mask in Self.masks {
            let count = generator.pick([0, 1, 5, 124, 125, 126, 300])
            let payload = generator.payload(type, version, count: count)
            let half = payload.count / 2
            for sizes in [[], [half], [half / 2, 0, half - half / 2]] {
              let message = BuiltMessage(
                version: version, sender: sender, type: type, payload: payload, sizes: sizes, lengthBits: form,
                mask: mask)
              if message.fits { try expectComesBack(message, command) }
            }
          }
        }
      }
    }
  }

  @Test(arguments: ProtocolVersion.allCases, [0, 125, 126, 65535, 65536])
  func `comes back at every border of the length forms`(version: ProtocolVersion, count: Int) throws {
    var generator = SeededGenerator(state: UInt64(count))
    for sender in [Sender.client, .server] {
      for type in Self.types(version) where !type.isControl && type != .continuation {
        let payload = generator.payload(type, version, count: count)
        let message = BuiltMessage(version: version, sender: sender, type: type, payload: payload)
        try expectComesBack(message, try Encode.parse(message.arguments))
      }
    }
  }

  // MARK: Through the program

  static let piped: [BuiltMessage] = ProtocolVersion.allCases.flatMap { version in
    [Sender.client, .server].map { sender in
      var generator = SeededGenerator(state: UInt64(version.rawValue.utf8.count))
      let type = version.framing.hasFlags && sender == .server ? FrameType.binary : .text
      return BuiltMessage(
        version: version, sender: sender, type: type, payload: generator.payload(type, version, count: 200),
        sizes: version.framing.hasFlags ? [70, 10] : [])
    }
  }

  @Test(arguments: piped)
  func `decode reads what encode writes`(message: BuiltMessage) throws {
    let written = try CommandRun(
      ["encode", message.type.name, "-"] + message.arguments.dropFirst(), input: message.payload)
    #expect(written.complaints == "")
    let options = ["--json", "--payload", "full", "--sender", message.sender.rawValue] + message.agreement
    let read = try CommandRun(["decode"] + options, input: written.output)
    let frames = try read.events("frame")
    #expect(frames.map { $0["payload_hex"]?.text } == message.parts.map(hex))
    #expect(frames.first?["type"] == .string(message.type.name))
    #expect(try read.events("finding") == [])
    #expect(try read.events("message").map { $0["length"]?.integer } == [UInt64(message.payload.count)])
  }

  @Test(arguments: piped)
  func `pcap reads the capture that encode writes`(message: BuiltMessage) throws {
    let written = try CommandRun(
      ["encode", message.type.name, "-", "--to", "pcap"] + message.arguments.dropFirst(), input: message.payload)
    #expect(written.complaints == "")
    let read = try CommandRun(
      ["pcap", "-", "--json", "--show", "frames", "--payload", "full"], input: written.output)
    // On the wire, some drafts cannot be told from their neighbours.
    let labels: [ProtocolVersion: ProtocolVersion] = [
      .hybi01: .hybi03, .hybi02: .hybi03, .hybi09: .hybi08, .hybi10: .hybi08, .hybi11: .hybi08, .hybi12: .hybi08,
    ]
    let label = (labels[message.version] ?? message.version).rawValue
    #expect(try read.events("handshake").map { $0["version"] } == [.string(label)])
    #expect(try read.events("handshake").map { $0["accepted"] } == [.bool(true)])
    #expect(try read.events("frame").map { $0["payload_hex"]?.text } == message.parts.map(hex))
    #expect(try read.events("frame").map { $0["sender"]?.text } == message.parts.map { _ in message.sender.rawValue })
    #expect(try read.events("finding").filter { $0["severity"] != .string("note") } == [])
  }

  @Test func `a pipe from encode to decode is all it takes`() throws {
    let run = try CommandRun(shell: #""$WSLENS" encode text Hello --fragment 3,2 | "$WSLENS" decode --show messages"#)
    #expect(run.text.contains("\"Hello\""))
    #expect(run.text.contains("findings: none"))
  }
}
