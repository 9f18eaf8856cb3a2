import RescueCore
import Testing

@Suite struct FileTreeTests {
    private func tree() throws -> FileTree {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.file("B;1", at: 40, size: 10),
                ISOBuilder.file("SUB", at: 21, size: 2048, flags: 2),
                ISOBuilder.file("A;1", at: 41, size: 20),
            ])
        builder.directory(
            at: 21,
            [ISOBuilder.file("A;1", at: 42, size: 30), ISOBuilder.file("A;1", at: 43, size: 40)])
        return try #require(builder.tree())
    }

    @Test(arguments: [
        ("/B", 10), ("B", 10), ("./B", 10), ("//SUB/./A", 30), ("/SUB/A/", 30), ("/A", 20),
    ])
    func `an entry is found by its path`(path: String, size: Int) throws {
        let tree = try tree()
        #expect(tree.entry(at: path)?.size == size)
        #expect(FileTreeIndex(tree).entry(at: path)?.size == size)
    }

    @Test(arguments: ["/C", "/B/A", "/SUB/B", "/b"])
    func `what is not there is not found`(path: String) throws {
        let tree = try tree()
        #expect(tree.entry(at: path) == nil)
        #expect(FileTreeIndex(tree).entry(at: path) == nil)
    }

    @Test func `the root is found by a slash`() throws {
        let tree = try tree()
        #expect(tree.entry(at: "/")?.index == FileTree.root)
        #expect(FileTreeIndex(tree).entry(at: "/")?.pathText == "/")
    }

    @Test func `names that are no UTF-8 stay two, and are found by their texts`() throws {
        let names: [[UInt8]] = [
            [0x74, 0xE9], [0x74, 0xEA], [0x74, 0xEF, 0xBF, 0xBD], Array("t\u{EFE9}".utf8),
        ]
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root,
            names.enumerated().map { ISOBuilder.record($1, at: 40 + $0, size: 1 + $0) })
        let tree = try #require(builder.tree())
        let texts = tree.indices.dropFirst().map { tree[$0].pathText }
        #expect(Set(texts).count == names.count)
        #expect(texts.map(\.losslessBytes) == names.map { [0x2F] + $0 })
        #expect(texts.map { tree.entry(at: $0)?.size } == [1, 2, 3, 4])
        let index = FileTreeIndex(tree)
        #expect(texts.map { index.entry(at: $0)?.size } == [1, 2, 3, 4])
    }

    @Test func `names in UCS-2 with half of a pair stay two`() throws {
        var builder = ISOBuilder(sectorCount: 64)
        builder.joliet(root: 30, [("placeholder", 40, 1)])
        let names: [[UInt8]] = [
            [0xD8, 0, 0, 0x61], [0xD8, 1, 0, 0x61], [0xD8, 0x3D, 0xDE, 0], [0xDE, 0],
        ]
        builder.directory(
            at: 30, names.enumerated().map { ISOBuilder.record($1, at: 40 + $0, size: 1) })
        let tree = try #require(builder.tree())
        #expect(tree.format == .joliet)
        #expect(Set(tree.indices.map { tree[$0].pathText }).count == names.count + 1)
        #expect(tree.entry(at: "/\u{1F600}") != nil)
    }

    @Test func `children come in the order of the disc, and name their parent`() throws {
        let tree = try tree()
        let names = tree.children(of: FileTree.root).map { tree[$0].pathText }
        #expect(names == ["/B", "/SUB", "/A"])
        let sub = try #require(tree.entry(at: "/SUB")).index
        #expect(tree.children(of: sub).map { tree[$0].parent } == [sub, sub])
    }
}
