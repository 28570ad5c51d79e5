/// Both directions of a connection, once whole and once in pieces: the events must be the same. So must what is counted
/// and found where no event of a frame or message is wanted.
///
/// The first byte of the input chooses the script, the second how the bytes are cut; the rest is what the peers send.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrameDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard input.count > 2 else { return 0 }
  let script = Script(choice: input[0], bytes: input.dropFirst(2))
  let whole = script.inspect(pieces: nil)
  let pieces = script.inspect(pieces: Cuts(seed: input[1]))
  precondition(whole == pieces, "the events depend on how the bytes are cut")
  let counted = script.inspect(pieces: Cuts(seed: input[1]), onlyCounting: true)
  precondition(whole.agrees(withCountsOf: counted), "what is counted depends on what is shown")
  return 0
}
