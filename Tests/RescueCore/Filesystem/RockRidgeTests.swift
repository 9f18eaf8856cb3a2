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

    @Test func `areas that lead to themselves end`() {
        let loop = name("x", goesOn: true) + continuation(at: 40, 0, 2048)
        let tree = read(continuation(at: 40, 0, 2048), put: [(40, loop)])
        #expect(tree?.count == 2)
    }

    @Test func `a lost area costs the name, and is noted`() {
        let tree = read(continuation(at: 4000, 0, 2048))
        #expect(tree?.paths == ["/PLAIN"])
        #expect(tree?.problems == ["continuation missing"])
        #expect(tree?[1].marks == .incomplete)
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
