import Testing

@testable import InferenceCore

@Suite struct LineScanTests {
  private static let comma = UInt8(ascii: ",")

  /// The same, a byte at a time.
  private static func position(behind count: Int, _ bytes: [UInt8], from start: Int) -> Int? {
    var missing = count
    for index in start..<bytes.count {
      let byte = bytes[index]
      if [10, 13, 34].contains(byte) || byte >= 0x80 { return nil }
      if byte == comma { missing -= 1 }
      if missing == 0 { return index + 1 }
    }
    return nil
  }

  private static func end(having count: Int, _ bytes: [UInt8], from start: Int) -> Int? {
    guard let feed = bytes[start...].firstIndex(of: 10) else { return nil }
    let line = bytes[start..<feed]
    let returns = line.filter { $0 == 13 }.count
    guard line.allSatisfy({ $0 != 34 && $0 < 0x80 }),
      returns == 0 || (returns == 1 && line.last == 13),
      line.filter({ $0 == comma }).count == count
    else { return nil }
    return feed
  }

  @Test func equalsAByteAtATime() {
    var generator = SplitMix(state: 11)
    var found = (positions: 0, ends: 0)
    for _ in 0..<20_000 {
      let odd: [UInt8] = [34, 0xC3, 13, 0x8A, 0x0B]
      let bytes = (0..<Int(generator.next() % 40)).map { _ -> UInt8 in
        switch generator.next() % 60 {
        case 0...9: Self.comma
        case 10: 10
        case 11 where generator.next() % 4 == 0: odd[Int(generator.next() % 5)]
        default: UInt8(ascii: "0") + UInt8(generator.next() % 10)
        }
      }
      let start = Int(generator.next() % UInt64(bytes.count + 1))
      let count = Int(generator.next() % 5)
      let position = LineScan.position(
        behind: count + 1,
        delimiters: Self.comma,
        in: bytes.span,
        from: start
      )
      #expect(position == Self.position(behind: count + 1, bytes, from: start), "\(bytes)")
      if position != nil { found.positions += 1 }
      // The end may be missed near the last byte, so there are more of them.
      let longer = bytes + [10, 48, 48, 48, 48, 48, 48, 48, 48, 48]
      for ending in [longer, bytes + [13] + longer.dropFirst(bytes.count)] {
        let end = LineScan.end(
          having: count,
          delimiters: Self.comma,
          in: ending.span,
          from: start
        )
        #expect(end == Self.end(having: count, ending, from: start), "\(ending)")
        if end != nil { found.ends += 1 }
      }
    }
    #expect(found.positions > 1000 && found.ends > 1000)
  }

  @Test func anEndNearTheLastByteIsNotSeen() {
    let bytes = Array("1,2\n".utf8)
    #expect(LineScan.end(having: 1, delimiters: Self.comma, in: bytes.span, from: 0) == nil)
  }
}
