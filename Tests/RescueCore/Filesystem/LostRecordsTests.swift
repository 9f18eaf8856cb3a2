import RescueCore
import Testing

/// Directories with sectors that hold no records, and descriptors that are none.
@Suite struct LostRecordsTests {
    private typealias Builder = ISOBuilder

    /// A root directory of four sectors, the last of which may have no records.
    private func builder(isLastBlank: Bool = false) -> ISOBuilder {
        var builder = Builder(sectorCount: 300, rootSectors: 4)
        let files = (0..<(isLastBlank ? 120 : 170)).map {
            Builder.file("FILE\($0);1", at: 40 + $0, size: 1 + $0)
        }
        builder.directory(at: Builder.root, sectors: 4, files)
        return builder
    }

    private func zeroing(_ lba: LBA, of builder: ISOBuilder) -> ISOBuilder {
        var builder = builder
        builder.disc.put([UInt8](repeating: 0, count: Sector.size), at: lba)
        return builder
    }

    private func survey(_ builder: ISOBuilder) -> (FilesystemDamage, DiscFilesystems) {
        var sectors = builder.disc
        var map = SectorMap(sectorCount: sectors.sectorCount)
        map.mark(map.range, as: .rescued)
        let filesystems = DiscFilesystems(from: &sectors)
        return (FilesystemDamage(filesystems, BadSectors(map)), filesystems)
    }

    @Test(arguments: [Builder.root + 1, Builder.root + 2])
    func `a sector without records before one with some is broken`(lba: LBA) throws {
        #expect(survey(builder()).0.isHarmless)
        let (damage, filesystems) = survey(zeroing(lba, of: builder()))
        let tree = try #require(filesystems.trees.first)
        #expect(tree.problems == ["directory broken"])
        #expect(tree.notes.kept.first?.lba == lba)
        #expect(tree[FileTree.root].marks == [.incomplete, .broken])
        #expect(tree.entry(at: "/FILE0") != nil && tree.entry(at: "/FILE169") != nil)
        #expect(damage.directories.map(\.isBroken) == [true] && !damage.knowsAllNames)
        #expect(damage.mayHideFiles(of: filesystems))
    }

    @Test func `last sectors without records are noted, and no damage`() throws {
        let (damage, filesystems) = survey(builder(isLastBlank: true))
        let tree = try #require(filesystems.trees.first)
        #expect(tree.problems == ["directory blank"])
        #expect(tree.count == 121 && tree[FileTree.root].marks == .blank)
        #expect(damage.isHarmless && damage.knowsAllNames)
    }

    @Test func `last sectors are lost if the path table has directories that they named`() throws {
        var builder = builder(isLastBlank: true)
        builder.directory(at: 250, [Builder.file("INSIDE;1", at: 251, size: 3)])
        builder.pathTable(at: 18, [("", Builder.root, 1), ("SUB", 250, 1)])
        let (damage, filesystems) = survey(builder)
        #expect(filesystems.trees.first?.entry(at: "/SUB/INSIDE") != nil)
        #expect(damage.directories.map(\.entry) == [FileTree.root])
    }

    @Test func `last sectors are lost if another tree has files that they named`() throws {
        var whole = builder(isLastBlank: true)
        whole.joliet(root: 30, [("A file", 40, 1), ("Another file", 41, 2)])
        #expect(survey(whole).0.isHarmless)
        var builder = builder(isLastBlank: true)
        builder.joliet(root: 30, [("A file", 40, 1), ("Another file", 299, 7)])
        let (damage, filesystems) = survey(builder)
        #expect(filesystems.trees.map(\.format) == [.joliet, .iso9660])
        #expect(damage.directories.map(\.tree) == [1])
        #expect(damage.knowsAllNames && !damage.isHarmless)
    }

    @Test func `a descriptor that is none is broken if another one follows`() {
        var whole = builder()
        whole.joliet(root: 30, [("A file", 40, 1)])
        #expect(survey(whole).1.notes.isEmpty)
        let (twin, filesystems) = survey(zeroing(16, of: whole))
        #expect(filesystems.trees.map(\.format) == [.joliet])
        #expect(twin.structures.map(\.structure.range) == [SectorRange(16, 17)])
        let (alone, lost) = survey(zeroing(16, of: builder()))
        #expect(lost.trees.isEmpty && !alone.isHarmless && alone.mayHideFiles(of: lost))
    }

    @Test func `a root that is none is broken`() {
        let (damage, _) = survey(zeroing(Builder.root, of: builder()))
        #expect(damage.directories.map(\.isBroken) == [true])
        var empty = builder()
        empty.disc.put([UInt8](repeating: 0, count: 8), at: 16, 156 + 10)
        #expect(self.survey(empty).0.directories.map(\.isBroken) == [true])
    }

    @Test func `a sector that the map has, and that cannot be read, is no silence`() {
        var builder = builder()
        builder.disc.missing = [17]
        #expect(!survey(builder).0.isHarmless)
    }
}
