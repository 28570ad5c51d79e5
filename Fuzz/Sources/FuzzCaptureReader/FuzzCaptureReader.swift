internal import PacketCapture

/// A capture of any bytes: nothing traps, and every stream is told in order and without overlap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCaptureReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do throws(CaptureError) {
    try read(input)
  } catch {
    precondition(!error.message.isEmpty, "an error says what is wrong")
  }
  return 0
}

private func read(_ input: [UInt8]) throws(CaptureError) {
  var position = 0
  let source = unsafe ByteSource { buffer in
    let length = min(buffer.count, input.count - position)
    unsafe buffer.copyBytes(from: input[position..<position + length])
    position += length
    return length
  }
  var capture = try CaptureFile(name: "input", reading: source)
  var streams = CaptureStreams(limits: limits(isTight: input.count % 2 == 1))
  var order = StreamOrder()
  while try capture.next({ record, packet in
    precondition(packet.count == record.capturedLength, "a record has the bytes it says")
    streams.take(record, packet) { event, bytes in order.take(event, bytes) }
  }) {}
  streams.finish { event, bytes in order.take(event, bytes) }
  precondition(order.isEmpty, "every connection is closed in the end")
}

/// The defaults, or limits so tight that small inputs reach them.
private func limits(isTight: Bool) -> CaptureStreams.Limits {
  var limits = CaptureStreams.Limits()
  if isTight {
    limits.connections = 4
    limits.remembered = 4
    limits.undecided = 2
    limits.waitingBytes = 64
    limits.waitingSegments = 4
    limits.fragmentBytes = 256
  }
  return limits
}
