import Testing

@testable import DiscIO

/// What the other reader says, as bytes and back.
@Suite struct ReaderRecordTests {
    private static let records: [ReaderRecord] = [
        .opened, .file(24, size: 4_294_967_295, directory: 22, path: Array("/a b/c  d ".utf8)),
        .file(0, size: 0, directory: 0, path: [0x2F, 0xFF, 0x0A]),
        .unreadable(4_294_967_279, path: Array("/x".utf8)), .unreachable(7, path: []), .tooMuch,
        .refused, .end,
    ]

    @Test(arguments: [1, 2, 7, 1000])
    func `records come back whole, whatever the pieces`(piece: Int) {
        let bytes = Self.records.flatMap(\.bytes)
        var reader = ReaderRecords()
        var found: [ReaderRecord] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            found += reader.take(bytes[start..<min(start + piece, bytes.count)]) ?? []
        }
        #expect(found == Self.records)
    }

    @Test(arguments: [
        "", "opened ", "open", "file", "file 1 2 3", "file 1 2 /a", "file -1 2 3 /a",
        "file 1 99999999999 3 /a", "file 1 2 3x /a", "file  1 2 3 /a", "unreadable /a",
        "unreadable x /a", "end 3", "END",
    ])
    func `what makes no sense is no record`(text: String) {
        #expect(ReaderRecord(Array(text.utf8)[...]) == nil)
        var reader = ReaderRecords()
        #expect(reader.take((Array(text.utf8) + [0])[...]) == nil)
    }

    @Test func `a record without an end is given up in time`() {
        let piece = [UInt8](repeating: 0x61, count: 4096)[...]
        var reader = ReaderRecords()
        let whole = (0..<16).allSatisfy { _ in reader.take(piece) == [] }
        #expect(whole)
        #expect(reader.take(piece) == nil)
    }

    @Test(arguments: 0..<2000 as Range<UInt64>)
    func `changed listings are read without an accident`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        var bytes = Self.records.flatMap(\.bytes)
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        var reader = ReaderRecords()
        let found = reader.take(bytes[...]) ?? []
        #expect(found.count <= bytes.count, "\(seed)")
        let same = found.allSatisfy { ReaderRecord($0.bytes.dropLast()[...]) == $0 }
        #expect(same, "\(seed)")
    }
}
