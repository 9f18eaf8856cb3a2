import RescueCore
import Testing

/// Trees with what no program writes on purpose.
@Suite struct ISOTreeTests {
    private typealias Builder = ISOBuilder

    @Test func `a file of several extents is one file`() throws {
        var builder = Builder(sectorCount: 64)
        let most = 0xFFFF_F800
        builder.directory(
            at: Builder.root,
            [
                Builder.file("BIG.BIN;1", at: 100, size: most, flags: 0x80),
                Builder.file("BIG.BIN;1", at: 5_000_000, size: most, flags: 0x80),
                Builder.file("BIG.BIN;1", at: 9_000_000, size: 17),
                Builder.file("SMALL;1", at: 30, size: 5),
            ])
        let tree = try #require(builder.tree())
        #expect(tree.paths == ["/BIG.BIN", "/SMALL"])
        let big = try #require(tree.entry(at: "/BIG.BIN"))
        #expect(big.size == 2 * most + 17)
        #expect(big.extents.map(\.sectors.start) == [100, 5_000_000, 9_000_000])
        #expect(tree.problems == [])
    }

    @Test func `a file whose last extent is not told is incomplete`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root,
            [
                Builder.file("A;1", at: 30, size: 2048, flags: 0x80),
                Builder.file("B;1", at: 31, size: 5),
            ])
        let tree = try #require(builder.tree())
        #expect(tree.entry(at: "/A")?.marks == [.incomplete, .broken])
        #expect(tree.entry(at: "/B")?.marks == [])
        #expect(tree.problems == ["file incomplete"])
    }

    @Test func `hidden, associated and interleaved files are marked as such`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root,
            [
                Builder.file("A;1", at: 30, size: 2048, flags: 4),
                Builder.file("A;1", at: 31, size: 5),
                Builder.file("H;1", at: 32, size: 5, flags: 1),
                Builder.record(Array("I;1".utf8), at: 33, size: 9000, interleave: 2),
            ])
        let tree = try #require(builder.tree())
        #expect(tree.paths == ["/A", "/A", "/H", "/I"])
        #expect(
            tree.indices.dropFirst().map { tree[$0].marks }
                == [.associated, [], .hidden, .interleaved])
        #expect(tree.problems == ["file interleaved"])
    }

    @Test func `directories that lead to themselves end`() throws {
        var builder = Builder(sectorCount: 64, rootSectors: 2)
        builder.directory(
            at: Builder.root, sectors: 2,
            [
                Builder.file("LOOP", at: Builder.root, size: 4096, flags: 2),
                Builder.file("INSIDE", at: Builder.root + 1, size: 2048, flags: 2),
            ])
        let tree = try #require(builder.tree())
        #expect(tree.paths == ["/INSIDE", "/LOOP"])
        #expect(
            tree.problems == ["directory blank", "directory repeated", "directory repeated"])
    }

    @Test func `records that do not fit end their sector, not the directory`() throws {
        var builder = Builder(sectorCount: 64, rootSectors: 3)
        let files = (0..<120).map { Builder.file("FILE\($0);1", at: 40, size: $0) }
        builder.directory(at: Builder.root, sectors: 3, files)
        let whole = try #require(builder.tree())
        #expect(whole.count == 121)
        for (wrong, offset): (UInt8, Int) in [(33, 0), (1, 0), (200, 32)] {
            var hurt = builder
            hurt.disc.put([wrong], at: Builder.root + 1, offset)
            let tree = try #require(hurt.tree())
            #expect(tree.problems == ["directory broken"])
            #expect(tree.entry(at: "/FILE119") != nil && tree.count < 121)
            #expect(tree[FileTree.root].marks == [.incomplete, .broken])
        }
    }

    @Test func `a directory that lies too deep is told, and all above it is read`() throws {
        let deepest = 4096
        var builder = Builder(sectorCount: deepest + 100)
        for depth in 0...deepest {
            builder.directory(
                at: Builder.root + depth,
                [Builder.file("D", at: Builder.root + depth + 1, size: 2048, flags: 2)])
        }
        let tree = try #require(builder.tree())
        #expect(tree.count == deepest + 1)
        #expect(tree.problems == ["tree tooMuch"])
        #expect(tree[deepest].marks == .incomplete)
    }

    @Test func `a root record of another length is that of the root`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(at: Builder.root, [Builder.file("A;1", at: 30, size: 5)])
        builder.disc.put([68], at: 16, 156)
        #expect(builder.tree()?.paths == ["/A"])
    }

    @Test func `a missing sector of a directory costs the names in it`() throws {
        var builder = Builder(sectorCount: 64, rootSectors: 3)
        let files = (0..<120).map { Builder.file("FILE\($0);1", at: 40, size: $0) }
        builder.directory(at: Builder.root, sectors: 3, files)
        builder.disc.missing = [Builder.root + 1]
        let tree = try #require(builder.tree())
        #expect(tree.problems == ["directory missing"])
        #expect(tree.notes.kept.first?.lba == Builder.root + 1)
        #expect(tree.entry(at: "/FILE0") != nil && tree.entry(at: "/FILE119") != nil)
    }

    @Test func `what is no directory is not read as one`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root,
            [
                Builder.file("DATA", at: 30, size: 2048, flags: 2),
                Builder.file("FAR", at: 0xFFFF_FFFF, size: 0xFFFF_FFFF, flags: 2),
                Builder.file("HUGE", at: 31, size: 0xFFFF_FFFF, flags: 2),
            ])
        builder.disc.put([UInt8](repeating: 0x41, count: Sector.size), at: 30)
        let tree = try #require(builder.tree())
        #expect(tree.paths == ["/DATA", "/FAR", "/HUGE"])
        #expect(
            tree.problems == [
                "directory broken", "directory outside", "directory outside", "directory broken",
            ])
    }

    @Test func `directories below a lost one are found by the path table`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root, [Builder.file("A", at: 30, size: 2048, flags: 2)])
        builder.directory(at: 30, [Builder.file("B", at: 31, size: 2048, flags: 2)])
        builder.directory(at: 31, [Builder.file("C", at: 32, size: 2048, flags: 2)])
        builder.directory(at: 32, [Builder.file("LEAF;1", at: 33, size: 3)])
        builder.pathTable(at: 18, [("", 20, 1), ("A", 30, 1), ("B", 31, 2), ("C", 32, 3)])
        #expect(builder.tree()?.paths == ["/A", "/A/B", "/A/B/C", "/A/B/C/LEAF"])
        builder.disc.missing = [30]
        let tree = try #require(builder.tree())
        #expect(tree.paths == ["/A", "/A/B", "/A/B/C", "/A/B/C/LEAF"])
        #expect(tree.entry(at: "/A/B")?.marks == .orphaned)
        builder.disc.missing = [Builder.root, 31]
        #expect(builder.tree()?.paths == ["/A", "/A/B", "/A/B/C", "/A/B/C/LEAF"])
        builder.disc.missing = [18, 30]
        #expect(builder.tree()?.problems == ["directory missing", "pathTable missing"])
    }

    @Test func `small logical blocks put files into the middle of a sector`() throws {
        var builder = Builder(sectorCount: 64, blockSize: 512)
        builder.directory(at: Builder.root, [Builder.file("A;1", at: 123, size: 700)])
        let file = try #require(builder.tree()?.entry(at: "/A"))
        #expect(file.extents.map(\.imageOffset) == [123 * 512])
        #expect(file.extents.first?.sectors == SectorRange(30, 32))
    }

    @Test func `versions and empty extensions are no part of a name`() throws {
        var builder = Builder(sectorCount: 64)
        let names = ["A.;1", "B.TXT;12", "C", "D;X", ".", ";1"]
        builder.directory(
            at: Builder.root, names.map { Builder.file($0, at: 30, size: 1) })
        #expect(builder.tree()?.paths == ["/A", "/B.TXT", "/C", "/D;X", "/_", "/_"])
    }
}
