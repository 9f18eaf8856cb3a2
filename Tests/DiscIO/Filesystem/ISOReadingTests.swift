import DiscIO
import Foundation
import RescueCore
import Testing

/// The trees of images that other programs made, compared with what xorriso reads in them.
@Suite struct ISOReadingTests {
    /// A command line that makes an image of the folder `tree`.
    struct Recipe: CustomTestStringConvertible, Sendable {
        var program: String
        var options: [String]

        var testDescription: String { "\(program) \(options.joined(separator: " "))" }
    }

    private static let recipes = [
        Recipe(program: "genisoimage", options: ["-iso-level", "1"]),
        Recipe(program: "genisoimage", options: ["-iso-level", "2", "-r"]),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-joliet-long"]),
        Recipe(program: "genisoimage", options: ["-iso-level", "3", "-J", "-joliet-long"]),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-joliet-long", "-hfs"]),
        Recipe(program: "genisoimage", options: ["-r", "-iso-level", "4"]),
        Recipe(program: "xorrisofs", options: ["-r", "-J", "-joliet-long"]),
        Recipe(program: "xorrisofs", options: ["-iso-level", "2", "-J", "-joliet-long"]),
        Recipe(program: "xorrisofs", options: ["-r", "-iso-level", "3", "-hfsplus"]),
    ]

    @Test(arguments: recipes)
    func `every file lies where xorriso finds it`(recipe: Recipe) throws {
        let folder = try SampleTree.make()
        let made = try Program.named(recipe.program).run(
            recipe.options + ["-quiet", "-o", "disc.iso", "tree"], in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        try expectAgreement(on: folder.path("disc.iso"), in: folder)
    }

    /// Images out of packages; `ISO_IMAGES=one.iso:two.iso` in the environment adds others.
    private static let shipped =
        [
            "/usr/lib/ipxe/ipxe.iso", "/usr/lib/memtest86+/memtest86+x64.iso",
            "/usr/lib/memtest86+/memtest86+ia32.iso",
            "/usr/lib/grub-rescue/grub-rescue-cdrom.iso",
        ]
        + (ProcessInfo.processInfo.environment["ISO_IMAGES"] ?? "").split(separator: ":").map(
            String.init)

    @Test(arguments: shipped)
    func `every file of a disc that Debian ships lies where xorriso finds it`(
        image: String
    ) throws {
        try expectAgreement(on: image, in: TemporaryFolder())
    }

    @Test func `what is rescued of a file is what its extents say`() throws {
        let folder = try SampleTree.make()
        let made = try Program.xorriso.run(
            "-as", "mkisofs", "-quiet", "-r", "-J", "-o", "disc.iso", "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let image = folder.bytes("disc.iso")
        let tree = try #require(try read(folder.path("disc.iso")).trees.first)
        for entry in tree.indices.map({ tree[$0] }) where entry.kind == .file {
            let bytes = entry.extents.flatMap { extent in
                image[(extent.imageOffset ?? 0)...].prefix(extent.byteCount)
            }
            let isSame = bytes == folder.bytes("tree" + entry.pathText)
            #expect(isSame, "\(entry.pathText)")
        }
    }

    @Test func `links, times and names come from Rock Ridge`() throws {
        let folder = try SampleTree.make()
        let made = try Program.named("genisoimage").run(
            "-quiet", "-r", "-o", "disc.iso", "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let tree = try #require(try read(folder.path("disc.iso")).trees.first)
        #expect(tree.format == .rockRidge)
        for (path, target) in SampleTree.links {
            let link = try #require(tree.entry(at: path))
            #expect(link.kind == .symbolicLink)
            #expect(String(decoding: link.target, as: UTF8.self) == target)
        }
        #expect(tree.entry(at: "/numbers.txt")?.modified == SampleTree.time)
        let deep = try #require(tree.entry(at: SampleTree.deepest))
        #expect(deep.kind == .file)
        #expect(tree.notes.isEmpty)
    }

    @Test func `sessions are read from their own descriptors`() throws {
        let folder = try SampleTree.make()
        try folder.write("late.txt", "written later")
        let first = try Program.xorriso.run(
            "-outdev", "disc.iso", "-joliet", "on", "-add", "tree", "--", in: folder)
        #expect(first.status == 0, "\(first.stderr)")
        let last = try Program.xorriso.run(
            "-dev", "disc.iso", "-joliet", "on", "-map", "late.txt", "/late.txt", in: folder)
        #expect(last.status == 0, "\(last.stderr)")
        let toc = try Program.xorriso.run("-indev", "disc.iso", "-toc", in: folder).stdout
        let starts = toc.split(separator: "\n").filter { $0.contains("ISO session") }.compactMap {
            $0.split(separator: ",")[1].split(separator: " ").first.flatMap { Int($0) }
        }
        #expect(starts.count == 2)
        var sectors = try ImageSectors(ReadOnlyFile(folder.path("disc.iso")))
        let found = DiscFilesystems(from: &sectors, sessions: starts)
        #expect(found.trees.map(\.format) == [.rockRidge, .joliet, .rockRidge, .joliet])
        #expect(found.trees.map { $0.entry(at: "/late.txt") != nil } == [true, true, false, false])
    }

    private func read(_ image: String) throws -> DiscFilesystems {
        var sectors = try ImageSectors(ReadOnlyFile(image))
        return DiscFilesystems(from: &sectors)
    }

    private func expectAgreement(on image: String, in folder: TemporaryFolder) throws {
        let found = try read(image)
        #expect(found.notes.isEmpty && found.trees.allSatisfy(\.notes.isEmpty))
        #expect(!found.trees.isEmpty)
        for tree in found.trees {
            let mode =
                switch tree.format {
                case .joliet: "norock"
                case .iso9660: "ecma119"
                case .rockRidge, .udf: "any"
                }
            let theirs = try FileListing.ofXorriso(image, reading: mode, in: folder)
            // xorriso does not call the boot catalog a file.
            let catalog = found.bootImages.map { [$0.catalog] } ?? []
            let ours = FileListing.all(of: tree).filter { $0.starts != catalog || $0.size == 0 }
            #expect(!theirs.isEmpty)
            let difference = ours.symmetricDifference(theirs).map(\.description).sorted()
            #expect(difference == [], "\(tree.format)")
        }
    }
}
