import Foundation
import RescueCore

/// A simulated disc that is small enough to be ripped hundreds of times.
struct SmallDisc: CustomStringConvertible, Sendable {
    /// What it is like, for the name of a test.
    let description: String
    /// The profile, the size, the seed and so on, a line each.
    var head: [String]
    /// What is wrong with it, a line each.
    var faults: [String] = []

    /// The fault script, with the damage or without.
    func script(damaged: Bool = true) -> String {
        (head + (damaged ? faults : [])).joined(separator: "\n") + "\n"
    }

    /// An undamaged CD of 4 MB that takes 27 s at single speed.
    static let cleanCD = SmallDisc(
        description: "clean CD", head: ["disc CD-ROM", "size 2000", "label SMALL", "drive speed=1"])
}

extension SmallDisc {
    /// The arguments that rip the disc whose script lies in the folder.
    static func ripping(_ script: String = "disc.txt", _ more: String...) -> [String] {
        ["rip", "--simulate", script, "-o", "disc.iso"] + more
    }

    /// The bytes of the disc, as they would be without the damage.
    func truth() throws -> Data {
        let folder = try TemporaryFolder()
        try folder.write("disc.txt", script(damaged: false))
        let end = try Program.isorip.run(Self.ripping() + ["--quiet"], in: folder.url)
        guard end.status == 0 else { throw Unexpected(description: end.stderr) }
        return folder.data("disc.iso")
    }
}

/// A program did not do what the test depends on.
struct Unexpected: Error, CustomStringConvertible {
    var description: String
}

extension TemporaryFolder {
    /// The bytes of a file, as they come; none if there is no such file.
    func data(_ name: String) -> Data {
        FileManager.default.contents(atPath: path(name)) ?? Data()
    }

    /// The map beside an image; nil if there is none.
    func map(of image: String = "disc.iso") throws -> SectorMap? {
        let text = bytes(image + ".map")
        return text.isEmpty ? nil : try Mapfile(parsing: text).map
    }

    /// The first sector that the map counts as rescued and whose bytes are not the disc's.
    func firstFalseClaim(against truth: Data, image: String = "disc.iso") throws -> LBA? {
        guard let map = try map(of: image) else { return nil }
        let bytes = data(image)
        for run in map.runs where run.status == .rescued {
            let range = run.range.byteOffset..<run.range.byteOffset + run.range.byteCount
            guard range.upperBound <= bytes.count else { return run.range.start }
            if bytes[range] == truth[range] { continue }
            return (run.range.start..<run.range.end).first { lba in
                let sector = lba * Sector.size..<(lba + 1) * Sector.size
                return bytes[sector] != truth[sector]
            }
        }
        return nil
    }

    /// The record beside an image, as JSON.
    func record(of image: String = "disc.iso") throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: data(image + ".json"))
        return object as? [String: Any] ?? [:]
    }
}
