import RescueCore
import Testing

/// UDF volumes that no program at hand writes, or none writes on purpose.
@Suite struct UDFTreeTests {
    private typealias Builder = UDFBuilder

    /// A volume in a plain partition with one file in its root.
    private func plain(
        size: Int, layout: UInt8 = 0, sectorCount: Int = 400, _ allocation: [UInt8]
    ) -> Builder {
        var builder = Builder(
            sectorCount: sectorCount, maps: [Builder.plainMap], fileSet: (0, 0))
        builder.fileSet(at: 300, root: (1, 0))
        let records = Builder.name("FILE", at: 2)
        builder.entry(at: 301, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 302, size: size, layout: layout, allocation)
        return builder
    }

    @Test func `short, long and embedded descriptors tell where a file lies`() throws {
        let short = plain(size: 3000, Builder.short(2048, 10) + Builder.short(952, 20))
        let long = plain(size: 3000, layout: 1, Builder.long(2048, 10) + Builder.long(952, 20))
        for builder in [short, long] {
            let file = try #require(builder.tree()?.entry(at: "/FILE"))
            #expect(file.extents.map(\.sectors) == [SectorRange(310, 311), SectorRange(320, 321)])
            #expect(file.size == 3000 && file.marks == [] && file.record == 302)
        }
        let embedded = plain(size: 5, layout: 3, Array("hello".utf8))
        let file = try #require(embedded.tree()?.entry(at: "/FILE"))
        #expect(file.extents == [FileExtent(imageOffset: 302 * 2048 + 176, byteCount: 5)])
    }

    @Test func `descriptors go on in further sectors, and holes lie nowhere`() throws {
        var builder = plain(
            size: 10_000, Builder.short(4096, 10) + Builder.short(2048, 50, kind: 3))
        builder.descriptors(at: 350, Builder.short(4096, 0, kind: 2) + Builder.short(1808, 30))
        let tree = try #require(builder.tree())
        let file = try #require(tree.entry(at: "/FILE"))
        #expect(
            file.extents == [
                FileExtent(imageOffset: 310 * 2048, byteCount: 4096),
                FileExtent(imageOffset: nil, byteCount: 4096),
                FileExtent(imageOffset: 330 * 2048, byteCount: 1808),
            ])
        #expect(tree.structures.map(\.range) == [SectorRange(350, 351)])
        #expect(tree.problems == [])
        builder.disc.missing = [350]
        #expect(builder.tree()?.problems == ["file incomplete"])
        #expect(builder.tree()?.notes.kept.first?.lba == 350)
    }

    @Test func `descriptors that lead to themselves end`() {
        var builder = plain(size: 1 << 40, Builder.short(2048, 50, kind: 3))
        builder.descriptors(
            at: 350, Builder.short(2048, 10) + Builder.short(2048, 50, kind: 3))
        #expect(builder.tree()?.problems == ["file incomplete"])
    }

    @Test func `a file whose place is not known is missing as a whole`() throws {
        var builder = plain(size: 5000, Builder.short(2048, 10) + Builder.short(2952, 5000))
        let filesystems = DiscFilesystems(from: &builder.disc)
        var map = SectorMap(sectorCount: 400)
        map.mark(map.range, as: .rescued)
        let damage = FilesystemDamage(filesystems, BadSectors(map))
        #expect(damage.files.map(\.badBytes) == [2952])
    }

    @Test func `a lost file entry is told with the file`() throws {
        var builder = plain(size: 5, layout: 3, Array("hello".utf8))
        builder.disc.missing = [302]
        let filesystems = DiscFilesystems(from: &builder.disc)
        var map = SectorMap(sectorCount: 400)
        map.mark(map.range, as: .rescued)
        map.mark(SectorRange(302, 303), as: .unreadable)
        let damage = FilesystemDamage(filesystems, BadSectors(map))
        #expect(damage.files.map(\.isRecordMissing) == [true])
        #expect(filesystems.trees.first?.problems == ["fileEntry missing"])
        #expect(damage.unused == [])
    }

    @Test func `of chained entries the last one counts`() throws {
        var builder = plain(size: 3, layout: 3, Array("old".utf8))
        builder.entry(at: 302, size: 3, layout: 3, strategy: 4096, Array("old".utf8))
        var link = Builder.Structure(tag: 259)
        link.put(Builder.long(2048, 40), 36)
        builder.disc.put(link.sealed, at: 303)
        builder.entry(at: 340, size: 6, layout: 3, strategy: 4096, Array("newest".utf8))
        let file = try #require(builder.tree()?.entry(at: "/FILE"))
        #expect(file.size == 6 && file.record == 340)
    }

    @Test func `a metadata partition is a file, and its mirror stands in for it`() throws {
        let locations = [10, 11, 0xFFFF_FFFF].flatMap { Builder.little($0, 4) }
        var builder = Builder(
            sectorCount: 400,
            maps: [Builder.plainMap, Builder.map("Metadata", locations)], fileSet: (0, 1))
        // Block 0 of the metadata lies at block 30 of the partition, block 1 and 2 at 50 and 51.
        let pieces = Builder.short(2048, 30) + Builder.short(4096, 50)
        builder.entry(at: 310, type: 250, size: 6144, pieces)
        builder.entry(at: 311, type: 251, size: 6144, pieces)
        builder.fileSet(at: 330, root: (1, 1))
        let records = Builder.name("FILE", at: 2, in: 1)
        builder.entry(at: 350, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 351, size: 100, layout: 1, Builder.long(100, 60, 0))
        for missing: Set<LBA> in [[], [310]] {
            builder.disc.missing = missing
            let file = try #require(builder.tree()?.entry(at: "/FILE"))
            #expect(file.extents.map(\.sectors) == [SectorRange(360, 361)])
            #expect(file.record == 351)
        }
    }

    @Test func `packets that were moved are found where they are`() throws {
        let content = Builder.little(16, 2) + [1, 0] + Builder.little(2048, 4)
        var builder = Builder(
            sectorCount: 600,
            maps: [Builder.map("Sparable", content + Builder.little(290, 4))], fileSet: (0, 0))
        var table = Builder.Structure(tag: 0)
        table.put([0] + Array("*UDF Sparing Table".utf8), 16)
        table.put([2, 0], 48)
        // The packet of the blocks 32 to 47 lies at sector 280; another entry is free.
        table.put([32, 500, 0xFFFF_FFFF, 280].flatMap { Builder.little($0, 4) }, 56)
        builder.disc.put(table.sealed, at: 290)
        builder.fileSet(at: 300, root: (1, 0))
        let records = Builder.name("FILE", at: 2)
        builder.entry(at: 301, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 302, size: 24 * 2048, Builder.short(24 * 2048, 28))
        let file = try #require(builder.tree()?.entry(at: "/FILE"))
        #expect(
            file.extents.map(\.sectors) == [
                SectorRange(328, 332), SectorRange(500, 516), SectorRange(348, 352),
            ])
    }

    @Test(arguments: [true, false])
    func `a write-once disc is read through its last table`(isNew: Bool) throws {
        var builder = Builder(
            sectorCount: 400, maps: [Builder.plainMap, Builder.map("Virtual")], fileSet: (0, 1))
        builder.fileSet(at: 310, root: (1, 1))
        let records = Builder.name("FILE", at: 2, in: 1)
        builder.entry(at: 320, type: 4, size: records.count, layout: 3, records)
        builder.entry(at: 330, size: 100, layout: 1, Builder.long(100, 60, 0))
        let table = [10, 20, 30].flatMap { Builder.little($0, 4) }
        let header = Builder.little(152, 2) + [UInt8](repeating: 0, count: 150)
        let trailer = [0] + Array("*UDF Virtual Alloc Tbl".utf8) + [UInt8](repeating: 0, count: 13)
        let bytes = isNew ? header + table : table + trailer
        // Behind the table come two sectors that cannot be read, as on a disc written by tracks.
        builder.entry(at: 397, type: isNew ? 248 : 0, size: bytes.count, layout: 3, bytes)
        builder.disc.missing = [398, 399]
        let file = try #require(builder.tree()?.entry(at: "/FILE"))
        #expect(file.extents.map(\.sectors) == [SectorRange(360, 361)] && file.record == 330)
    }

    @Test func `directories are picked up behind a hole`() throws {
        var builder = Builder(
            sectorCount: 400, maps: [Builder.plainMap], fileSet: (0, 0))
        builder.fileSet(at: 300, root: (1, 0))
        let records = (0..<200).flatMap { Builder.name("FILE NUMBER \($0)", at: 2) }
        builder.entry(at: 301, type: 4, size: records.count, Builder.short(records.count, 40))
        builder.entry(at: 302, size: 0, [])
        builder.disc.put(records, at: 340)
        #expect(builder.tree()?.count == 201)
        #expect(builder.tree()?.problems == [])
        builder.disc.missing = [342]
        let tree = try #require(builder.tree())
        #expect(tree.problems == ["directory missing"])
        #expect(tree.count > 150 && tree.count < 170)
        #expect(tree.entry(at: "/FILE NUMBER 199") != nil)
        builder.disc.missing = []
        builder.disc.put([7], at: 342, 100)
        #expect(builder.tree().map { $0.count >= 199 && !$0.problems.isEmpty } == true)
    }

    @Test func `a directory in itself is read once`() {
        var builder = plain(size: 0, [])
        let records = Builder.name("LOOP", at: 1)
        builder.entry(at: 301, type: 4, size: records.count, layout: 3, records)
        #expect(builder.tree()?.paths == ["/LOOP"])
        #expect(builder.tree()?.problems == ["directory repeated"])
    }
}
