import Foundation
import RescueCore
import Testing

/// Files that zisofs compressed, from end to end: what comes out is what a system shows.
@Suite struct ZisofsTests {
    /// Who made the image.
    enum Maker: String, CaseIterable, Sendable {
        case mkzftree, xorriso, xorrisoZisofs2, xorrisoZ2
    }

    private let folder: TemporaryFolder
    private static let names = ["lines.txt", "zeros.bin", "noise.bin", "small", "sub/long.txt"]

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree/sub")
        try folder.write("tree/lines.txt", (0..<60_000).map { "\($0)\n" }.joined())
        try folder.write("tree/zeros.bin", [UInt8](repeating: 0, count: 300_001))
        var random = TestRandom(seed: 3)
        let noise = (0..<90_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        try folder.write("tree/noise.bin", noise)
        try folder.write("tree/small", "hi\n")
        // Several sectors of pointers are as likely to be read wrongly as one block.
        try folder.write("tree/sub/long.txt", String(repeating: "isorip ", count: 400_000))
        let sums = try Program.named("md5sum").run(
            Self.names, in: URL(filePath: folder.path("tree")))
        try folder.write("tree/md5sum.txt", sums.stdout)
    }

    private func make(_ maker: Maker) throws {
        let end: Consequences
        switch maker {
        case .mkzftree:
            let packed = try Program.mkzftree.run("tree", "packed", in: folder)
            try #require(packed.status == 0, "\(packed.stderr)")
            end = try Program.genisoimage.run(
                "-quiet", "-z", "-r", "-J", "-o", "disc.iso", "packed", in: folder)
        case .xorriso: end = try xorriso("off:susp_z2=off")
        case .xorrisoZisofs2: end = try xorriso("on:susp_z2=off")
        case .xorrisoZ2: end = try xorriso("on:susp_z2=on")
        }
        try #require(end.status == 0, "\(end.stderr)")
    }

    private func xorriso(_ version: String) throws -> Consequences {
        try Program.xorriso.run(
            "-outdev", "disc.iso", "-joliet", "on", "-zisofs", "version_2=\(version)", "-map",
            "tree", "/", "-set_filter_r", "--zisofs", "/", "--", in: folder)
    }

    private func isorip(_ arguments: String...) throws -> Consequences {
        try Program.isorip.run(arguments, in: folder)
    }

    @Test(arguments: Maker.allCases)
    func `a reader's bytes are listed, extracted and verified`(maker: Maker) throws {
        try make(maker)
        let listed = try isorip("ls", "disc.iso")
        let lines = listed.stdout.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.count == Self.names.count + 1, "\(listed.stdout)")
        for name in Self.names {
            let line = try #require(lines.first { $0.last == "/\(name)" })
            #expect(line[1] == "\(folder.bytes("tree/\(name)").count)", "\(name)")
        }
        let taken = try isorip("extract", "disc.iso", "/", "-o", "out")
        #expect(taken.status == 0, "\(taken.stderr)")
        for name in Self.names + ["md5sum.txt"] {
            #expect(folder.bytes("out/\(name)") == folder.bytes("tree/\(name)"), "\(name)")
        }
        let verified = try isorip("verify", "disc.iso")
        #expect(verified.status == 0, "\(verified.output)")
        let count = Self.names.count
        #expect(verified.stdout.contains("\(count) files of md5sum.txt are right\n"))
    }

    @Test func `a list of the compressed bytes is as good`() throws {
        try make(.mkzftree)
        let sums = try Program.named("md5sum").run(
            ["lines.txt", "small"], in: URL(filePath: folder.path("packed")))
        try folder.write("packed/md5sum.txt", sums.stdout)
        let made = try Program.genisoimage.run(
            "-quiet", "-z", "-r", "-o", "disc.iso", "packed", in: folder)
        #expect(made.status == 0)
        let verified = try isorip("verify", "disc.iso")
        #expect(verified.stdout.contains("2 files of md5sum.txt are right\n"))
    }

    @Test func `a changed byte of a stream is found, and told where it costs a block`() throws {
        try make(.xorriso)
        var bytes = folder.bytes("disc.iso")
        let start = try #require(Self.place(of: "lines.txt", in: folder))
        // The third block, which begins where the third pointer says.
        let pointer = start + 16 + 2 * 4
        let block = (0..<4).reduce(0) { $0 + Int(bytes[pointer + $1]) << (8 * $1) }
        bytes[start + block + 40] ^= 0xFF
        try folder.write("disc.iso", bytes)
        let verified = try isorip("verify", "disc.iso")
        #expect(verified.status == 3)
        #expect(verified.stdout.contains("1 of 5 files of md5sum.txt are not: lines.txt\n"))
        let refused = try isorip("extract", "disc.iso", "/lines.txt", "-o", "out")
        #expect(refused.status == 2)
        let loss = "32,768 of 348,890 bytes cannot be unpacked"
        let what = "/lines.txt: not copied: it is compressed (zisofs), and \(loss)"
        #expect(refused.stderr.contains(what), "\(refused.stderr)")
        let taken = try isorip("extract", "disc.iso", "/lines.txt", "-o", "out", "--damaged")
        #expect(taken.status == 2)
        var expected = folder.bytes("tree/lines.txt")
        expected.replaceSubrange(65_536..<98_304, with: [UInt8](repeating: 0, count: 32_768))
        #expect(folder.bytes("out/lines.txt.damaged") == expected)
    }

    @Test func `a lost header leaves nothing to unpack by, and that is said`() throws {
        try make(.xorriso)
        let start = try #require(Self.place(of: "lines.txt", in: folder))
        let bytes = folder.bytes("disc.iso")
        var map = SectorMap(sectorCount: bytes.count / Sector.size)
        map.mark(map.range, as: .rescued)
        map.mark(SectorRange(start: start / Sector.size, count: 1), as: .unreadable)
        let file = Mapfile(map: map, activity: .finished, position: 0)
        try folder.write("disc.iso.map", file.text())
        let end = try isorip("extract", "disc.iso", "/lines.txt", "-o", "out", "--damaged")
        #expect(end.status == 2)
        #expect(end.stderr.contains("(zisofs), and its header is missing or damaged"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("out/lines.txt")))
    }

    /// Where a file's compressed bytes begin, by its size in the header.
    private static func place(of name: String, in folder: TemporaryFolder) -> Int? {
        let size = folder.bytes("tree/\(name)").count
        let header =
            [0x37, 0xE4, 0x53, 0x96, 0xC9, 0xDB, 0xD6, 0x07] + ISOBuilder.little32(size)
        return folder.data("disc.iso").range(of: Data(header))?.lowerBound
    }
}
