import RescueCore
import Testing

/// A metadata partition and its mirror: what is lost of one is taken from the other.
@Suite struct UDFMirrorTests {
    private typealias Builder = UDFBuilder

    private static let main = Builder.metadata
    private static let mirror = Builder.metadataMirror

    /// What a tree says of its files: path, size and the bytes, as far as they are on the disc.
    private static func files(_ builder: Builder) -> [String]? {
        builder.tree().map { tree in
            tree.indices.map { tree[$0] }.map { entry in
                let bytes = entry.extents.flatMap { extent in
                    builder.disc.bytes[(extent.imageOffset ?? 0)...].prefix(extent.byteCount)
                }
                return "\(entry.pathText) \(entry.kind) \(entry.size) \(bytes)"
            }
        }
    }

    private static func survey(_ builder: inout Builder) -> (FilesystemDamage, DiscFilesystems) {
        let filesystems = DiscFilesystems(from: &builder.disc)
        var map = SectorMap(sectorCount: builder.disc.sectorCount)
        map.mark(map.range, as: .rescued)
        for lba in builder.disc.missing { map.mark(SectorRange(lba, lba + 1), as: .unreadable) }
        return (FilesystemDamage(filesystems, BadSectors(map)), filesystems)
    }

    @Test func `whichever copy of each block is lost, all files are found`() throws {
        var builder = Builder.metadataVolume()
        let whole = try #require(Self.files(builder))
        #expect(whole.count == 43)
        var wrong: [Int] = []
        // Each bit of the number says which copy of a block is lost.
        for pattern in 0..<1 << Self.main.count {
            builder.disc.missing = Set(
                Self.main.indices.map { pattern >> $0 & 1 == 0 ? Self.main[$0] : Self.mirror[$0] })
            let (damage, filesystems) = Self.survey(&builder)
            let isWhole =
                Self.files(builder) == whole && damage.files.isEmpty && damage.directories.isEmpty
                && filesystems.trees[0].notes.isEmpty && damage.unused.isEmpty
            if !isWhole { wrong.append(pattern) }
        }
        #expect(wrong == [])
    }

    @Test(arguments: [[310], [311], [310] + main, [311] + mirror])
    func `the file entries of metadata file and mirror stand in for each other`(
        missing: [LBA]
    ) throws {
        var builder = Builder.metadataVolume()
        let whole = try #require(Self.files(builder))
        builder.disc.missing = Set(missing)
        #expect(Self.files(builder) == whole)
        let (damage, _) = Self.survey(&builder)
        #expect(damage.files.isEmpty && damage.directories.isEmpty)
        #expect(!damage.structures.isEmpty)
    }

    @Test func `what both copies lost is lost`() throws {
        var builder = Builder.metadataVolume()
        builder.disc.missing = [Self.main[6], Self.mirror[6]]
        let (file, _) = Self.survey(&builder)
        #expect(file.files.map(\.isRecordMissing) == [true])
        builder.disc.missing = [Self.main[4], Self.mirror[4], Self.main[3]]
        let (directory, filesystems) = Self.survey(&builder)
        let hurt = try #require(directory.directories.first)
        #expect(filesystems.trees[0][hurt.entry].pathText == "/DIR" && hurt.badBytes > 0)
        #expect(filesystems.trees[0].entry(at: "/DIR/A NAME TO FILL A BLOCK 0") != nil)
        #expect(filesystems.trees[0].entry(at: "/DIR/BIG") == nil)
    }

    @Test func `damage to a file is damage still`() {
        var builder = Builder.metadataVolume()
        builder.disc.missing = Set(Self.main + [360])
        let (damage, _) = Self.survey(&builder)
        #expect(damage.files.map(\.badBytes) == [2048])
    }

    @Test func `a broken file entry is taken from the mirror`() throws {
        var builder = Builder.metadataVolume()
        let whole = try #require(Self.files(builder))
        builder.disc.put([0xFF], at: Self.main[6], 100)
        #expect(Self.files(builder) == whole)
    }

    @Test func `a mirror that is the metadata file itself is no copy`() throws {
        var builder = Builder.metadataVolume()
        builder.entry(
            at: 311, type: 251, size: 7 * 2048,
            Builder.short(2048, 30) + Builder.short(6 * 2048, 50))
        builder.disc.missing = [Self.main[6]]
        let (damage, _) = Self.survey(&builder)
        #expect(damage.files.map(\.isRecordMissing) == [true])
        #expect(damage.structures.isEmpty)
    }
}
