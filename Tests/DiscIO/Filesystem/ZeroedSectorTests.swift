import Foundation
import RescueCore
import Testing

/// Images of which one sector is zero: no file may vanish without a word, and none may be missed in
/// an image that is sound.
@Suite struct ZeroedSectorTests {
    struct Recipe: CustomTestStringConvertible, Sendable {
        var program: String
        var options: [String]

        var testDescription: String { "\(program) \(options.joined(separator: " "))" }
    }

    private static let recipes = [
        Recipe(program: "genisoimage", options: ["-iso-level", "2"]),
        Recipe(program: "genisoimage", options: ["-r"]),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-joliet-long"]),
        Recipe(program: "genisoimage", options: ["-r", "-J", "-joliet-long", "-udf"]),
        Recipe(program: "genisoimage", options: ["-r", "-iso-level", "4"]),
        Recipe(program: "xorrisofs", options: ["-r"]),
        Recipe(program: "xorrisofs", options: ["-r", "-J", "-joliet-long"]),
    ]

    /// What is known of an image.
    private struct Knowledge {
        var paths: Set<String>
        var isHarmless: Bool
        var hasBlank: Bool
    }

    private static func knowledge(of image: [UInt8]) -> Knowledge {
        var sectors = MemorySectors(bytes: image)
        let found = DiscFilesystems(from: &sectors)
        var map = SectorMap(sectorCount: sectors.sectorCount)
        map.mark(map.range, as: .rescued)
        return Knowledge(
            paths: Set(
                found.trees.flatMap { tree in
                    tree.indices.map {
                        "\(tree.format) \(tree[$0].pathText) \(tree[$0].targetText)"
                    }
                }),
            isHarmless: FilesystemDamage(found, BadSectors(map)).isHarmless,
            hasBlank: found.trees.contains { tree in
                tree.notes.kept.contains { $0.problem == .blank }
            })
    }

    @Test(arguments: recipes)
    func `no file vanishes without a word`(recipe: Recipe) throws {
        let folder = try SampleTree.make(files: 60)
        let made = try Program.named(recipe.program).run(
            recipe.options + ["-quiet", "-o", "disc.iso", "tree"], in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let image = folder.bytes("disc.iso")
        let whole = Self.knowledge(of: image)
        #expect(whole.isHarmless && !whole.hasBlank)
        var silent: [LBA] = []
        var blank = 0
        for lba in 0..<image.count / Sector.size {
            var hurt = image
            let bytes = lba * Sector.size..<(lba + 1) * Sector.size
            hurt.replaceSubrange(bytes, with: repeatElement(0, count: Sector.size))
            let known = Self.knowledge(of: hurt)
            if known.paths.isSuperset(of: whole.paths) { continue }
            if known.isHarmless, !known.hasBlank { silent.append(lba) }
            blank += known.isHarmless && known.hasBlank ? 1 : 0
        }
        #expect(silent == [])
        // Where another tree has the names, it is known that they are lost.
        #expect(recipe.options.contains("-J") ? blank == 0 : blank <= 2)
    }
}
