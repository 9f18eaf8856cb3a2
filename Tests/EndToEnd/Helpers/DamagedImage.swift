import Foundation
import RescueCore
import Testing

@testable import DiscSimulation

/// An image that genisoimage made of a few files, and damage to it.
struct DamagedImage {
    static let control = "tricky \u{1B}[31m\u{7} name.txt"

    let folder: TemporaryFolder

    /// Makes a bootable image `disc.iso` of a few files.
    init(_ options: String...) throws {
        folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree/music/deep")
        try folder.makeFolder("tree/boot")
        try folder.write("tree/music/one.bin", Self.bytes(100_000, seed: 1))
        try folder.write("tree/music/two.bin", Self.bytes(200_000, seed: 2))
        try folder.write("tree/music/deep/three.bin", Self.bytes(50_000, seed: 3))
        try folder.write("tree/\(Self.control)", "tricky\n")
        try folder.write("tree/boot/loader.bin", Self.bytes(40_960, seed: 4))
        try folder.write("tree/empty", "")
        try link("tree/music/inside", to: "../boot/loader.bin")
        try link("tree/music/outside", to: "../../elsewhere")
        try link("tree/absolute", to: "/etc/hosts")
        let boot = ["-b", "boot/loader.bin", "-c", "boot/boot.cat", "-no-emul-boot"]
        let made = try Program.genisoimage.run(
            ["-quiet", "-V", "SAMPLE"] + (options.isEmpty ? ["-r"] : options) + boot
                + ["-boot-load-size", "4", "-o", "disc.iso", "tree"], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(name), withDestinationPath: target)
    }

    private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// How many sectors the image has.
    var sectorCount: Int { folder.bytes("disc.iso").count / Sector.size }

    /// The first sector of a file or a directory, as xorriso finds it.
    func lba(of path: String) throws -> LBA {
        let found = try FileListing.ofXorriso("disc.iso", reading: "any", in: folder)
        let file = try #require(found.first { $0.path == path })
        return try #require(file.starts.first)
    }

    /// The sector of the directory `/music`, as isoinfo finds it.
    func lbaOfMusic() throws -> LBA {
        let listing = try Program.isoinfo.run("-l", "-R", "-i", "disc.iso", in: folder)
        let line = listing.stdout.split(separator: "\n").first { $0.hasSuffix(" music ") }
        return try #require(line?.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
    }

    /// Makes the bytes of sectors zero, and tells nobody.
    func zero(_ ranges: SectorRange...) throws {
        var bytes = folder.bytes("disc.iso")
        for range in ranges {
            bytes.replaceSubrange(
                range.byteOffset..<range.byteOffset + range.byteCount,
                with: repeatElement(0, count: range.byteCount))
        }
        try folder.write("disc.iso", bytes)
    }

    /// Says in a map that sectors could not be read, and destroys their bytes.
    func damage(_ ranges: SectorRange...) throws {
        try damage(ranges)
    }

    /// Says in a map that sectors could not be read, and destroys their bytes.
    func damage(_ ranges: [SectorRange]) throws {
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        let image = try FileHandle(forUpdating: URL(filePath: folder.path("disc.iso")))
        defer { try? image.close() }
        for range in ranges {
            map.mark(range, as: .unreadable)
            try image.seek(toOffset: UInt64(range.byteOffset))
            try image.write(contentsOf: Data(repeating: 0x5A, count: range.byteCount))
        }
        let file = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", file.text())
    }

    /// Runs isorip beside the image.
    func isorip(_ arguments: String...) throws -> Consequences {
        try Program.isorip.run(arguments, in: folder)
    }

    /// The JSON lines of a command.
    func json(_ arguments: String...) throws -> [[String: Any]] {
        let end = try Program.isorip.run(arguments + ["--json"], in: folder)
        return try end.stdout.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }
}
