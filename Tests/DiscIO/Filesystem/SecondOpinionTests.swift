import DiscIO
import RescueCore
import Testing

/// Our reading of ISO 9660 compared with that of libiso9660, which was written by others.
@Suite struct SecondOpinionTests {
    /// A command line that makes an image, and which of its trees to compare.
    struct Recipe: CustomTestStringConvertible, Sendable {
        var program: String
        var options: [String]
        var format: FileTree.Format

        var testDescription: String { "\(format): \(program) \(options.joined(separator: " "))" }
    }

    // Rock Ridge moves deep directories by default, which the library does not understand.
    private static let recipes = [
        Recipe(program: "genisoimage", options: ["-r", "-D"], format: .rockRidge),
        Recipe(
            program: "genisoimage", options: ["-r", "-D", "-iso-level", "3"], format: .rockRidge),
        Recipe(
            program: "genisoimage", options: ["-D", "-J", "-joliet-long"], format: .joliet),
        Recipe(program: "xorrisofs", options: ["-r", "-J", "-joliet-long"], format: .joliet),
        Recipe(program: "xorrisofs", options: ["-r"], format: .rockRidge),
    ]

    @Test(arguments: recipes)
    func `every file lies where libiso9660 finds it`(recipe: Recipe) throws {
        let folder = try SampleTree.make()
        let made = try Program.named(recipe.program).run(
            recipe.options + ["-quiet", "-V", "Opinion", "-o", "disc.iso", "tree"], in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        try expectAgreement(on: folder.path("disc.iso"), in: recipe.format)
    }

    @Test(arguments: [
        "/usr/lib/ipxe/ipxe.iso", "/usr/lib/memtest86+/memtest86+x64.iso",
        "/usr/lib/memtest86+/memtest86+ia32.iso", "/usr/lib/grub-rescue/grub-rescue-cdrom.iso",
    ])
    func `every file of a disc that Debian ships does, too`(image: String) throws {
        try expectAgreement(on: image, in: .rockRidge)
    }

    private func expectAgreement(on image: String, in format: FileTree.Format) throws {
        var sectors = try ImageSectors(ReadOnlyFile(image))
        let found = DiscFilesystems(from: &sectors)
        let tree = try #require(found.trees.first { $0.format == format })
        let links = Set(
            tree.indices.map { tree[$0] }.filter { $0.kind == .symbolicLink }.map(\.pathText))
        let listed = try #require(
            FileListing.ofLibiso9660(image, readingJoliet: format == .joliet))
        let theirs = listed.filter { !links.contains($0.path) }
        let ours = FileListing.all(of: tree)
        let difference = ours.symmetricDifference(theirs).map(\.description).sorted()
        #expect(difference == [])
        #expect(!theirs.isEmpty)
    }
}
