import DiscIO
import Foundation
import RescueCore
import Testing

/// UDF volumes that other programs made.
@Suite struct UDFReadingTests {
    @Test func `a bridge disc names the same files by UDF and by Rock Ridge`() throws {
        let folder = try SampleTree.make()
        let made = try Program.named("genisoimage").run(
            "-quiet", "-udf", "-r", "-J", "-joliet-long", "-o", "disc.iso", "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let found = try read(folder.path("disc.iso"))
        #expect(found.trees.map(\.format) == [.rockRidge, .udf, .joliet])
        #expect(found.notes.isEmpty && found.trees.allSatisfy(\.notes.isEmpty))
        // genisoimage writes links as empty files into its UDF.
        let links = Set(SampleTree.links.keys)
        let udf = FileListing.all(of: found.trees[1]).filter { !links.contains($0.path) }
        #expect(udf == FileListing.all(of: found.trees[0]))
        #expect(found.trees[1].entry(at: "/numbers.txt")?.modified == SampleTree.time)
        #expect(found.filesOfItsOwn(tree: 1) == [] && found.filesOfItsOwn(tree: 2) == [])
        #expect(found.udfVolume?.label == "CDROM")
        #expect(found.udfVolume?.revision == 0x0102)
    }

    @Test(arguments: [
        ("hd", "1.02"), ("hd", "1.50"), ("hd", "2.01"), ("dvdram", "2.01"), ("cdrw", "2.01"),
        ("dvdrw", "2.01"), ("cdr", "1.50"), ("dvdr", "2.50"), ("bdr", "2.50"), ("bdr", "2.60"),
    ])
    func `an empty volume of any medium has its label and its root`(
        medium: String, revision: String
    ) throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.img", [UInt8](repeating: 0, count: 6000 * Sector.size))
        let made = try Program.mkudffs.run(
            "--blocksize=2048", "--media-type=\(medium)", "--udfrev=\(revision)",
            "--label=Prüfling", "disc.img", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        try trim(medium, "disc.img", in: folder)
        let found = try read(folder.path("disc.img"))
        #expect(found.udfVolume?.label == "Prüfling")
        let digits = revision.filter { $0 != "." }
        #expect(found.udfVolume?.revision == Int(digits, radix: 16))
        #expect(found.udfVolume?.isVirtual == ["dvdr", "cdr", "bdr"].contains(medium))
        #expect(found.trees.map(\.format) == [.udf])
        #expect(found.trees.first?.count == 1)
        #expect(found.notes.isEmpty && found.trees.allSatisfy(\.notes.isEmpty))
    }

    @Test func `with the first anchor and descriptors gone, the second ones are used`() throws {
        let folder = try SampleTree.make()
        let made = try Program.named("genisoimage").run(
            "-quiet", "-udf", "-o", "disc.iso", "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let whole = MemorySectors(bytes: folder.bytes("disc.iso"))
        var sectors = whole
        let complete = DiscFilesystems(from: &sectors).trees.first { $0.format == .udf }
        let files = FileListing.all(of: try #require(complete))
        let end = whole.sectorCount
        let anchors = [256, end - 257, end - 256, end - 1]
        for missing in [[256], Array(16..<48), Array(30..<38) + [256], anchors] {
            var hurt = whole
            hurt.missing = Set(missing)
            let tree = DiscFilesystems(from: &hurt).trees.first { $0.format == .udf }
            #expect(tree.map(FileListing.all) == files, "\(missing)")
        }
    }

    @Test func `each descriptor is found, whichever copies of anchor and sequence are lost`() throws
    {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.img", [UInt8](repeating: 0, count: 3000 * Sector.size))
        let made = try Program.mkudffs.run(
            "--blocksize=2048", "--media-type=hd", "--label=TWICE", "disc.img", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let whole = MemorySectors(bytes: folder.bytes("disc.img"))
        let anchors = [256, whole.sectorCount - 257, whole.sectorCount - 1].filter { lba in
            whole.sector(at: lba)?.first == 2
        }
        #expect(anchors.count >= 2)
        let anchor = try #require(whole.sector(at: 256))
        let sequences = [16, 24].map { offset in
            let number = { (at: Int) in (0..<4).reduce(0) { $0 | Int(anchor[at + $1]) << (8 * $1) }
            }
            return SectorRange(start: number(offset + 4), count: number(offset) / Sector.size)
        }
        var wrong: [String] = []
        for kept in anchors {
            for step in -1..<sequences[0].count {
                // Before the first step the whole sequence is lost, then each sector of it alone.
                for sequence in sequences {
                    var hurt = whole
                    hurt.missing = Set(anchors.filter { $0 != kept })
                    let lost = sequence.start + step
                    hurt.missing.formUnion(
                        step < 0 ? Array(sequence.start..<sequence.end) : [lost])
                    let found = DiscFilesystems(from: &hurt)
                    let isFound = found.udfVolume?.label == "TWICE" && found.trees.count == 1
                    if !isFound { wrong.append("\(kept) \(sequence) \(step)") }
                }
            }
        }
        #expect(wrong == [])
    }

    /// The last thing on a write-once disc is its allocation table.
    private func trim(_ medium: String, _ name: String, in folder: TemporaryFolder) throws {
        guard ["dvdr", "cdr", "bdr"].contains(medium) else { return }
        let bytes = folder.bytes(name)
        let last = bytes.lastIndex { $0 != 0 } ?? 0
        try folder.write(name, Array(bytes[..<((last / Sector.size + 1) * Sector.size)]))
    }

    private func read(_ image: String) throws -> DiscFilesystems {
        var sectors = try ImageSectors(ReadOnlyFile(image))
        return DiscFilesystems(from: &sectors)
    }
}
