import DiscIO
import RescueCore
import Testing

/// What is learnt of a disc by a few sectors, compared with what a whole reading finds.
@Suite struct DiscVolumesTests {
    /// How to make an image, and how many reads a look at it may cost.
    struct Recipe: CustomTestStringConvertible, Sendable {
        var program: String
        var options: [String]
        var reads: Int

        var testDescription: String { "\(program) \(options.joined(separator: " "))" }
    }

    private static let recipes = [
        Recipe(program: "genisoimage", options: ["-iso-level", "1"], reads: 5),
        Recipe(program: "genisoimage", options: ["-r", "-J"], reads: 6),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-udf"], reads: 20),
        Recipe(program: "genisoimage", options: ["-r", "-hfs"], reads: 8),
        Recipe(program: "xorrisofs", options: ["-r", "-hfsplus"], reads: 9),
        Recipe(
            program: "xorrisofs",
            options: ["-r", "-e", "numbers.txt", "-no-emul-boot", "-boot-load-size", "full"],
            reads: 8),
    ]

    @Test(arguments: recipes)
    func `a few sectors tell what all of them tell`(recipe: Recipe) throws {
        let folder = try SampleTree.make(files: 3)
        let made = try Program.named(recipe.program).run(
            recipe.options + ["-V", "Look", "-quiet", "-o", "disc.iso", "tree"], in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        try expectAgreement(on: folder.path("disc.iso"), reads: recipe.reads)
    }

    @Test(arguments: [
        ("/usr/lib/ipxe/ipxe.iso", 8), ("/usr/lib/memtest86+/memtest86+x64.iso", 8),
        ("/usr/lib/grub-rescue/grub-rescue-cdrom.iso", 8),
    ])
    func `a few sectors tell of a disc that Debian ships, too`(image: String, reads: Int) throws {
        try expectAgreement(on: image, reads: reads)
    }

    @Test func `a UDF volume without ISO 9660 is found by its anchor`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.img", [UInt8](repeating: 0, count: 6000 * Sector.size))
        let made = try Program.mkudffs.run(
            "--blocksize=2048", "--media-type=hd", "--udfrev=2.01", "--label=Prüfling", "disc.img",
            in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        try expectAgreement(on: folder.path("disc.img"), reads: 20)
    }

    private func expectAgreement(
        on image: String, reads: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var drive = BudgetedSectors(try ImageSource(image), eccBlockSectors: 1)
        let few = DiscVolumes(from: &drive)
        var sectors = try ImageSectors(ReadOnlyFile(image))
        let whole = DiscFilesystems(from: &sectors)
        #expect(few.isoVolumes == whole.isoVolumes, sourceLocation: sourceLocation)
        #expect(few.udfVolume == whole.udfVolume, sourceLocation: sourceLocation)
        #expect(few.bootImages == whole.bootImages, sourceLocation: sourceLocation)
        #expect(few.partitionTables == whole.partitionTables, sourceLocation: sourceLocation)
        let hasRockRidge = whole.trees.contains { $0.format == .rockRidge }
        #expect(few.hasRockRidge == hasRockRidge, sourceLocation: sourceLocation)
        #expect(few.notes.isEmpty && !(few.isoVolumes.isEmpty && few.udfVolume == nil))
        let readCount = drive.readCount
        #expect(readCount <= reads, sourceLocation: sourceLocation)
    }
}
