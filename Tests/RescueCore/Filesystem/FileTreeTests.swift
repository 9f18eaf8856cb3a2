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

    @Test func `children come in the order of the disc, and name their parent`() throws {
        let tree = try tree()
        let names = tree.children(of: FileTree.root).map { tree[$0].pathText }
        #expect(names == ["/B", "/SUB", "/A"])
        let sub = try #require(tree.entry(at: "/SUB")).index
        #expect(tree.children(of: sub).map { tree[$0].parent } == [sub, sub])
    }
}
