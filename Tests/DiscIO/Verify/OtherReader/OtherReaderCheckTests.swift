import Foundation
import RescueCore
import Testing

@testable import DiscIO

/// What libiso9660 finds in images, compared with what we find: no difference where there is none.
@Suite struct OtherReaderCheckTests {
    /// A command line that makes an image of the folder `tree`.
    struct Recipe: CustomTestStringConvertible, Sendable {
        var program: String
        var options: [String]

        var testDescription: String { "\(program) \(options.joined(separator: " "))" }
    }

    private static let recipes = [
        Recipe(program: "genisoimage", options: ["-iso-level", "1"]),
        Recipe(program: "genisoimage", options: ["-iso-level", "4", "-r"]),
        // These move deep directories.
        Recipe(program: "genisoimage", options: ["-r"]),
        Recipe(program: "xorrisofs", options: ["-r", "-rr_reloc_dir", "/moved"]),
        Recipe(program: "genisoimage", options: ["-r", "-D"]),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-joliet-long", "-hfs"]),
        Recipe(program: "genisoimage", options: ["-udf", "-r", "-J", "-joliet-long"]),
        Recipe(program: "xorrisofs", options: ["-r"]),
        Recipe(program: "xorrisofs", options: ["-r", "-J", "-joliet-long"]),
        Recipe(program: "xorrisofs", options: ["--norock", "-J"]),
        Recipe(program: "xorrisofs", options: ["-r", "-hfsplus", "-iso-level", "3"]),
    ]

    /// Checks an image, all of which was rescued but for some sectors.
    private func check(
        _ image: String, missing: [SectorRange] = [], with program: ReaderProgram = .built
    ) throws -> ImageCheck? {
        let image = try ReadOnlyFile(image)
        var map = SectorMap(sectorCount: image.byteCount / Sector.size)
        map.mark(map.range, as: .rescued)
        for range in missing { map.mark(range, as: .unreadable) }
        return try OtherReaderCheck(program, image, map: map).run()
    }

    private func make(_ recipe: Recipe, adding files: [String] = []) throws -> TemporaryFolder {
        let folder = try SampleTree.make()
        for file in files {
            let directory = "tree" + (file as NSString).deletingLastPathComponent
            try folder.makeFolder(directory)
            try folder.write("tree" + file, "in \(file)")
        }
        let made = try Program.named(recipe.program).run(
            recipe.options + ["-quiet", "-o", "disc.iso", "tree"], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        return folder
    }

    @Test(arguments: recipes)
    func `it finds the same files`(recipe: Recipe) throws {
        let folder = try make(recipe)
        let check = try #require(try check(folder.path("disc.iso")))
        #expect(check.outcome == .ok, "\(check.detail)")
        #expect(check.detail.hasPrefix("libiso9660 finds the same 15"), "\(check.detail)")
    }

    @Test(arguments: [
        "/usr/lib/ipxe/ipxe.iso", "/usr/lib/memtest86+/memtest86+x64.iso",
        "/usr/lib/memtest86+/memtest86+ia32.iso", "/usr/lib/grub-rescue/grub-rescue-cdrom.iso",
    ])
    func `so it does on discs that Debian ships`(image: String) throws {
        let check = try #require(try check(image))
        #expect(check.outcome == .ok, "\(check.detail)")
    }

    @Test func `names that it cuts, so that it takes directories for each other, are none`() throws
    {
        let name = "/" + String(repeating: "名前", count: 11)
        let recipe = Recipe(program: "xorrisofs", options: ["-J", "-joliet-long"])
        let folder = try make(recipe, adding: (0..<5).map { "\(name)\($0)/file\($0).txt" })
        let check = try #require(try check(folder.path("disc.iso")))
        #expect(check.outcome == .ok, "\(check.detail)")
        #expect(check.detail.hasSuffix(", 4 not compared"), "\(check.detail)")
    }

    @Test func `a file of several extents, and one in compressed form, are none`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("tree/sub")
        try folder.write("tree/sub/lines.txt", (0..<60_000).map { "\($0)\n" }.joined())
        let large = try FileHandle(
            forWritingTo: URL(filePath: try folder.write("tree/large", "x")))
        try large.truncate(atOffset: 4_300_000_000)
        let made = try Program.xorriso.run(
            "-outdev", "disc.iso", "-compliance", "iso_9660_level=3", "-map", "tree/sub", "/",
            "-set_filter_r", "--zisofs", "/", "--", in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        let packed = try #require(try check(folder.path("disc.iso")))
        #expect(packed.outcome == .ok && packed.detail.hasSuffix("1 file"), "\(packed.detail)")
        let volume = Self.twoExtents()
        try folder.write("two.iso", volume.disc.bytes)
        let split = try #require(try check(folder.path("two.iso")))
        #expect(split.outcome == .ok, "\(split.detail)")
        #expect(split.detail.hasSuffix("same 1 file, 1 not compared"), "\(split.detail)")
    }

    private static func twoExtents() -> ISOBuilder {
        var builder = ISOBuilder(sectorCount: 40)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.file("A.BIN;1", at: 22, size: 4096, flags: 0x80),
                ISOBuilder.file("A.BIN;1", at: 30, size: 100),
                ISOBuilder.file("B.BIN;1", at: 25, size: 10),
            ])
        return builder
    }

    @Test func `where there is no ISO 9660 it is not asked`() throws {
        let folder = try TemporaryFolder()
        try folder.write("disc.iso", [UInt8](repeating: 0, count: 3200 * Sector.size))
        #expect(try check(folder.path("disc.iso")) == nil)
        let made = try Program.mkudffs.run("--blocksize=2048", "disc.iso", in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        #expect(try check(folder.path("disc.iso")) == nil)
    }

    @Test func `a session that begins elsewhere is not what it reads`() throws {
        let folder = try TwoSessions.make()
        #expect(try check(folder.path("second.iso")) == nil)
        let check = try #require(try check(folder.path("disc.iso")))
        #expect(check.outcome == .ok && check.detail.hasSuffix(" 3 files"), "\(check.detail)")
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `what missing sectors hurt is no difference`(seed: UInt64) throws {
        let recipe = Self.recipes[Int(seed) % Self.recipes.count]
        let folder = try make(recipe)
        var random = TestRandom(seed: seed)
        var bytes = folder.bytes("disc.iso")
        let whole = SectorRange(18, bytes.count / Sector.size)
        // What was not rescued is zero, or what some program fills such sectors with.
        let missing = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            SectorRange(
                start: Int.random(in: whole.start..<min(400, whole.end), using: &random),
                count: Int.random(in: 1...8, using: &random)
            ).clamped(to: whole)
        }
        let filling = UInt8.random(in: 0...1, using: &random) * 0x55
        for range in missing {
            for place in range.byteOffset..<range.byteOffset + range.byteCount {
                bytes[place] = filling
            }
        }
        try folder.write("disc.iso", bytes)
        guard let check = try check(folder.path("disc.iso"), missing: missing) else { return }
        #expect(check.outcome == .ok, "\(seed) \(recipe) \(missing): \(check.detail)")
    }

    @Test func `a file that lies elsewhere for it is told`() throws {
        let folder = try TemporaryFolder()
        // An attribute record lies before the file, which libiso9660 takes for its beginning.
        var builder = ISOBuilder(sectorCount: 40)
        var record = ISOBuilder.file("A.BIN;1", at: 25, size: 100)
        record[1] = 1
        builder.directory(at: ISOBuilder.root, [record])
        try folder.write("disc.iso", builder.disc.bytes)
        let check = try #require(try check(folder.path("disc.iso")))
        #expect(check.outcome == .remark)
        #expect(check.passed)
        let place = "/A.BIN is at LBA 25 with 100 bytes, not at LBA 26 with 100"
        #expect(check.detail.hasSuffix("finds 0 of 1 file: \(place)"), "\(check.detail)")
    }
}
