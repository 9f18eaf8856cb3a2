import DiscIO
import Foundation
import RescueCore
import Testing

/// The sums of the first read, as a record keeps them.
@Suite struct ChunkSumsTests {
    @Test func `they come back from their text as they went`() throws {
        let sums = ChunkSums(chunkSectors: 3, sums: [0, 1, .max, 0x0123_4567_89AB_CDEF])
        let text = try JSONEncoder().encode(sums)
        #expect(try JSONDecoder().decode(ChunkSums.self, from: text) == sums)
        let object = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        #expect(
            object?["sums"] as? String
                == "00000000000000000000000000000001ffffffffffffffff0123456789abcdef")
    }

    @Test(arguments: [
        #"{"algorithm":"md5","chunkSectors":512,"sums":""}"#,
        #"{"algorithm":"sha256/64","chunkSectors":0,"sums":""}"#,
        #"{"algorithm":"sha256/64","chunkSectors":512,"sums":"0123"}"#,
        #"{"algorithm":"sha256/64","chunkSectors":512,"sums":"012345678901234x"}"#,
        #"{"algorithm":"sha256/64","chunkSectors":512}"#,
    ])
    func `what is none of them is refused`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ChunkSums.self, from: Data(text.utf8))
        }
    }

    @Test func `a sum is what sha256sum begins with`() {
        let bytes = [UInt8]("abc".utf8)
        #expect(ChunkSums.sum(of: bytes.span) == 0xBA78_16BF_8F01_CFEA)
    }

    @Test(arguments: [1, 2047, 2048, 4096, 5000])
    func `bytes that come in pieces have the sums of their chunks`(piece: Int) {
        let bytes = (0..<5 * Sector.size + 100).map { UInt8(truncatingIfNeeded: $0 * 7 / 5) }
        var summer = ChunkSummer(chunkSectors: 2)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            summer.update(bytes.span.extracting(start..<min(start + piece, bytes.count)))
        }
        let expected = stride(from: 0, to: bytes.count, by: 2 * Sector.size).map { start in
            ChunkSums.sum(
                of: bytes.span.extracting(start..<min(start + 2 * Sector.size, bytes.count)))
        }
        #expect(summer.finish().sums == expected)
        #expect(expected.count == 3)
    }

    @Test func `they cover an image when there is one for each chunk`() {
        let sums = ChunkSums(chunkSectors: 4, sums: [1, 2])
        #expect([4, 5, 8, 9].map(sums.cover) == [false, true, true, false])
    }
}
