import RescueCore
import Testing

@Suite struct RockRidgeTests {
    private typealias Builder = ISOBuilder

    private func read(_ systemUse: [UInt8], put: [(LBA, [UInt8])] = []) -> FileTree? {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root, systemUse: Builder.sharing,
            [Builder.file("PLAIN;1", at: 30, size: 1, systemUse: systemUse)])
        for (lba, bytes) in put { builder.disc.put(bytes, at: lba) }
        return builder.tree()
    }

    private func name(_ text: String, goesOn: Bool = false) -> [UInt8] {
        Builder.field("NM", [goesOn ? 1 : 0] + Array(text.utf8))
    }

    private func continuation(at lba: LBA, _ offset: Int, _ length: Int) -> [UInt8] {
        Builder.field(
            "CE", Builder.both32(lba) + Builder.both32(offset) + Builder.both32(length))
    }

    @Test func `a name goes on in further fields and areas`() {
        let area = name("part two, ", goesOn: true) + name("part three")
        let tree = read(
            name("part one, ", goesOn: true) + continuation(at: 40, 0, area.count),
            put: [(40, area)])
        #expect(tree?.paths == ["/part one, part two, part three"])
        #expect(tree?.format == .rockRidge)
        #expect(tree?.structures.map(\.range) == [SectorRange(40, 41)])
    }

    @Test(arguments: ["..", ".", "../../etc/passwd", "/etc/passwd", "a\0b", "/"])
    func `no name leads out of its directory`(text: String) throws {
        let tree = try #require(read(name(text)))
        let entry = tree[1]
        #expect(!entry.name.contains(0x2F) && !entry.name.contains(0))
        #expect(!entry.name.isEmpty && !entry.name.allSatisfy { $0 == 0x2E })
        #expect(entry.parent == FileTree.root)
    }

    @Test func `areas that lead to themselves end, and are noted`() {
        let loop = name("x", goesOn: true) + continuation(at: 40, 0, 2048)
        let tree = read(continuation(at: 40, 0, 2048), put: [(40, loop)])
        #expect(tree?.paths == ["/x"])
        #expect(tree?.problems == ["continuation repeated"])
    }

    @Test func `of a disc no more areas are read than it can have`() throws {
        let chain = 50
        var builder = Builder(sectorCount: 400, rootSectors: 200)
        for step in 0..<chain {
            builder.disc.put(continuation(at: 300 + step + 1, 0, 2048), at: 300 + step)
        }
        let files = (0..<3000).map {
            Builder.file("F\($0);1", at: 0, size: 0, systemUse: continuation(at: 300, 0, 2048))
        }
        builder.directory(
            at: Builder.root, sectors: 200, systemUse: Builder.sharing, files)
        var counted = CountedReads(disc: builder.disc)
        let filesystems = DiscFilesystems(from: &counted)
        #expect(filesystems.trees.first?.count == 3001)
        #expect(filesystems.trees.first?.problems.contains("continuation tooMuch") == true)
        #expect(counted.reads < 2 * 400 + 600)
    }

    @Test func `without names of its own it stands behind Joliet`() {
        for (field, formats): ([UInt8], [FileTree.Format]) in [
            (Builder.field("PX", Builder.both32(0o100644)), [.joliet, .rockRidge]),
            (name("own name"), [.rockRidge, .joliet]),
        ] {
            var builder = Builder(sectorCount: 64)
            builder.directory(
                at: Builder.root, systemUse: Builder.sharing,
                [Builder.file("PLAIN;1", at: 40, size: 1, systemUse: field)])
            builder.joliet(root: 30, [("A long name", 40, 1)])
            var sectors = builder.disc
            #expect(DiscFilesystems(from: &sectors).trees.map(\.format) == formats)
        }
    }

    @Test func `a lost area costs the name, and is noted`() {
        let tree = read(continuation(at: 4000, 0, 2048))
        #expect(tree?.paths == ["/PLAIN"])
        #expect(tree?.problems == ["continuation outside"])
        #expect(tree?[1].marks == .incomplete)
    }

    @Test func `an area that holds no fields is broken`() {
        #expect(read(continuation(at: 40, 0, 90))?.problems == ["continuation broken"])
    }

    @Test func `a directory that was moved is shown where it belongs`() throws {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root, systemUse: Builder.sharing,
            [
                Builder.file("MOVED", at: 30, size: 2048, flags: 2),
                Builder.file(
                    "HERE;1", at: 0, size: 0,
                    systemUse: name("here") + Builder.field("CL", Builder.both32(31))),
            ])
        builder.directory(
            at: 30,
            [
                Builder.file(
                    "HERE", at: 31, size: 2048, flags: 2,
                    systemUse: name("here") + Builder.field("RE", []))
            ])
        builder.directory(at: 31, [Builder.file("LEAF;1", at: 32, size: 3)])
        #expect(builder.tree()?.paths == ["/MOVED", "/here", "/here/LEAF"])
    }

    /// Components of links, and what they come to.
    private static let links: [([UInt8], String)] = [
        ([0, 3] + Array("abc".utf8), "abc"),
        ([8, 0, 0, 1, 0x61], "/a"),
        ([4, 0, 2, 0, 0, 1, 0x62], ".././b"),
        ([1, 2, 0x61, 0x62, 0, 1, 0x63], "abc"),
        ([0, 200] + Array("short".utf8), "short"),
        // As genisoimage writes the second of two slashes, and as others do.
        ([0, 1, 0x61, 8, 0, 0, 1, 0x62], "a//b"),
        ([0, 1, 0x61, 0, 0, 0, 1, 0x62], "a//b"),
        ([8, 0, 8, 0, 0, 1, 0x62], "//b"),
    ]

    @Test(arguments: links)
    func `a link is put together from its components`(
        components: [UInt8], target: String
    ) throws {
        let link = try #require(read(name("link") + Builder.field("SL", [0] + components)))[1]
        #expect(link.kind == .symbolicLink)
        #expect(String(decoding: link.target, as: UTF8.self) == target)
        #expect(link.size == 0 && link.extents.isEmpty)
    }

    @Test func `without the first field there is no Rock Ridge`() {
        var builder = Builder(sectorCount: 64)
        builder.directory(
            at: Builder.root, [Builder.file("PLAIN;1", at: 30, size: 1, systemUse: name("no"))])
        #expect(builder.tree()?.paths == ["/PLAIN"])
        #expect(builder.tree()?.format == .iso9660)
    }
}

/// A disc that counts how often it is asked.
private struct CountedReads: RescuedSectors {
    let disc: MemorySectors
    private(set) var reads = 0

    init(disc: MemorySectors) {
        self.disc = disc
    }

    var sectorCount: Int { disc.sectorCount }

    mutating func sector(at lba: LBA) -> [UInt8]? {
        reads += 1
        return disc.sector(at: lba)
    }
}
