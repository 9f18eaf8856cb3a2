import RescueCore
import Testing

@Suite struct PathSelectionTests {
    /// The paths that a path or a pattern leads to on a small disc.
    private func found(_ pattern: String) -> [String] {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.file("A1.TXT;1", at: 40, size: 10),
                ISOBuilder.file("SUB", at: 21, size: 2048, flags: 2),
                ISOBuilder.file("X*.TXT;1", at: 41, size: 20),
            ])
        builder.directory(
            at: 21,
            [
                ISOBuilder.file("A2.TXT;1", at: 42, size: 30),
                ISOBuilder.file("B.BIN;1", at: 43, size: 40),
            ])
        var sectors = builder.disc
        let filesystems = DiscFilesystems(from: &sectors)
        return PathSelection.all(pattern, in: filesystems).flatMap { selection in
            selection.entries.map { filesystems.trees[selection.tree][$0].pathText }
        }.sorted()
    }

    @Test(arguments: [
        ("*.TXT", ["/A1.TXT", "/SUB/A2.TXT", "/X*.TXT"]),
        ("/*.TXT", ["/A1.TXT", "/X*.TXT"]),
        ("A?.TXT", ["/A1.TXT", "/SUB/A2.TXT"]),
        ("/S*/*", ["/SUB/A2.TXT", "/SUB/B.BIN"]),
        ("S*", ["/SUB", "/SUB/A2.TXT", "/SUB/B.BIN"]),
        ("./*/[AC]*", ["/SUB/A2.TXT"]),
    ])
    func `a pattern stands for files and for directories with what is in them`(
        pattern: String, paths: [String]
    ) {
        #expect(found(pattern) == paths)
    }

    @Test func `a mark that combines with a slash is a character of its own`() {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(
            at: ISOBuilder.root, [ISOBuilder.file("SUB", at: 21, size: 2048, flags: 2)])
        builder.directory(at: 21, [ISOBuilder.file("\u{301}x;1", at: 42, size: 30)])
        var sectors = builder.disc
        let filesystems = DiscFilesystems(from: &sectors)
        #expect(PathSelection.all("/S*/\u{301}*", in: filesystems).map(\.entries) == [[2]])
    }

    @Test func `a name that is there stands for itself alone`() {
        #expect(found("X*.TXT") == ["/X*.TXT"])
        #expect(found("SUB/B.BIN") == ["/SUB/B.BIN"])
    }

    @Test(arguments: ["*.JPG", "B.BIN", "/SUB/*/*", "/*/A1.TXT"])
    func `a pattern may stand for nothing`(pattern: String) {
        #expect(found(pattern) == [])
    }
}
