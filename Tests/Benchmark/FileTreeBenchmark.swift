import RescueCore
import Testing

/// What a disc of a million files costs; only printed, never judged.
@Suite(.enabled(if: Benchmark.isWanted)) struct FileTreeBenchmark {
    @Test(arguments: [100_000, 1_000_000])
    func `a tree, and 10,000 damaged ranges on it`(fileCount: Int) {
        var disc = Self.disc(fileCount: fileCount)
        let (filesystems, read) = Benchmark.measure { DiscFilesystems(from: &disc) }
        let sectorCount = Self.firstFile + fileCount * 4
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        for number in 0..<10_000 {
            let start = Self.firstFile + number * (sectorCount - Self.firstFile) / 10_000
            map.mark(SectorRange(start: start, count: 3), as: .unreadable)
        }
        let (damage, searched) = Benchmark.measure {
            FilesystemDamage(filesystems, BadSectors(map))
        }
        let (index, indexed) = Benchmark.measure { FileTreeIndex(filesystems.trees[0]) }
        #expect(filesystems.trees[0].count == fileCount + 1001)
        #expect(!damage.files.isEmpty)
        #expect(index.entry(at: "/directory 7/a file with number 7.txt") != nil)
        print("\(fileCount) files read in \(read), hurt ones found in \(searched),")
        print("  indexed by path in \(indexed)")
    }

    static let firstFile = 1_000_000

    /// A thousand directories, with Rock Ridge.
    static func disc(fileCount: Int) -> MemorySectors {
        typealias Builder = ISOBuilder
        let perDirectory = fileCount / 1000
        let sectors = perDirectory * 100 / 1900 + 2
        var builder = Builder(sectorCount: 100 + 1000 * sectors, rootSectors: 60)
        let directories = (0..<1000).map { 100 + $0 * sectors }
        builder.directory(
            at: Builder.root, sectors: 60, systemUse: Builder.sharing,
            directories.enumerated().map { number, lba in
                Builder.file(
                    "D\(number)", at: lba, size: sectors * Sector.size, flags: 2,
                    systemUse: name("directory \(number)"))
            })
        for (number, lba) in directories.enumerated() {
            builder.directory(
                at: lba, sectors: sectors,
                (0..<perDirectory).map { file in
                    Builder.file(
                        "F\(file).TXT;1", at: firstFile + (number * perDirectory + file) * 4,
                        size: 6000, systemUse: name("a file with number \(file).txt"))
                })
        }
        return builder.disc
    }

    private static func name(_ text: String) -> [UInt8] {
        ISOBuilder.field("NM", [0] + Array(text.utf8))
    }
}
