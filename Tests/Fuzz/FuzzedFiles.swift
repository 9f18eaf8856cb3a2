import DiscIO
import RescueCore

/// The record beside an image, what is computed from it, and a verification by it.
struct FuzzedRecord: FuzzedInput {
    private let folder: TemporaryFolder
    private let image: String

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        image = try folder.write("disc.iso", ISOBuilder(sectorCount: 60).disc.bytes)
    }

    var samples: [[UInt8]] {
        ["disc.iso.json", "damaged-rip.iso.json"].map { name in
            Array(((try? Repository.text(of: "Tests/Golden/\(name)")) ?? "").utf8)
        }
    }

    func flaw(reading input: [UInt8], cut: Int) throws -> String? {
        try folder.write("disc.iso.json", input)
        guard let image = try? StoredImage(image), let record = image.record else { return nil }
        let text = RecordFile.text(of: record)
        guard (try? RecordFile.record(from: text)) == record else { return "written otherwise" }
        let count = record.disc.sectorCount
        _ = SpeedProfile(sectorCount: count, continuing: record.speeds)
        let ranges = record.disc.formTwo + record.sectorsToReread
        guard ranges.allSatisfy({ $0.end <= count }) else { return "a sector behind the end" }
        let checks = try ImageCheckup(of: image).run() ?? []
        let ends = checks.flatMap(\.ranges).map(\.end)
        return ends.allSatisfy { $0 <= max(count, 60) } ? nil : "a sector that cannot be"
    }
}

/// A cue sheet or a cdrdao TOC file, as the program opens it: by libcdio as well, if it gets so far.
struct FuzzedSheet: FuzzedInput {
    let name: String
    private let folder: TemporaryFolder

    init(_ name: String) throws {
        self.name = name
        folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.bin", [UInt8](repeating: 0, count: 600 * 2352))
    }

    var samples: [[UInt8]] {
        let cue = """
            REM a sheet
            FILE "disc.bin" BINARY
              TRACK 01 MODE1/2352
                INDEX 01 00:00:00
              TRACK 02 AUDIO
                PREGAP 00:02:00
                INDEX 00 00:02:00
                INDEX 01 00:04:00
              TRACK 03 MODE2/2352
                INDEX 01 00:06:74
            """
        let first = "FILE disc.bin BINARY\nTRACK 1 MODE2/2352\nINDEX 1 0:0:0\n"
        let toc = "CD_ROM\n// x\nTRACK MODE1_RAW\nNO COPY\nDATAFILE \"disc.bin\"\n"
        return (name.hasSuffix("cue") ? [cue, first] : [toc]).map { Array($0.utf8) }
    }

    func flaw(reading input: [UInt8], cut: Int) throws -> String? {
        let path = try folder.write(name, input)
        do throws(ImageError) {
            let image = try CdioImage(path)
            let isInside = image.disc.tracks.allSatisfy { $0.range.end <= image.sectorCount }
            return isInside ? nil : "a track behind the end"
        } catch {
            return error.description.isEmpty ? "no reason" : nil
        }
    }
}

/// The sectors of an image that checksums and headers of other programs stand in.
///
/// All of a small image is checked, as `verify` does it: isomd5sum, libisofs, dvdisaster, lists.
struct FuzzedImage: FuzzedInput {
    private let folder: TemporaryFolder
    private let image: [UInt8]
    /// Where an input is put: the sector behind the volume descriptors, or another one.
    private let places: [LBA]

    static let md5 = String(repeating: "0", count: 32)

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        image = ISOBuilder(sectorCount: 120).disc.bytes + [UInt8](repeating: 0, count: 80 * 2048)
        places = [18, 48, 120]
    }

    var samples: [[UInt8]] {
        let header =
            Array("*dvdisaster*RS02".utf8) + [UInt8](repeating: 0, count: 52)
            + ISOBuilder.little32(120) + [UInt8](repeating: 0, count: 56)
            + ISOBuilder.little32(80)
        return [
            Self.tag("libisofs_sb_checksum_tag_v1", "next=19"),
            Self.tag("libisofs_rlsb32_checksum_tag_v1", "session_start=32"), header,
        ]
    }

    /// A tag that is sealed as libisofs seals it.
    private static func tag(_ kind: String, _ more: String) -> [UInt8] {
        sealed(Array("\(kind) pos=18 range_start=0 range_size=18 \(more) md5=\(md5)".utf8))
    }

    private static func sealed(_ text: [UInt8]) -> [UInt8] {
        var sums = RunningSums()
        sums.update(text.span)
        return text + Array(" self=\(sums.finish().md5)\n".utf8)
    }

    func flaw(reading input: [UInt8], cut: Int) throws -> String? {
        var disc = MemorySectors(bytes: image)
        // Half of the inputs get the seal that a tag needs to be believed.
        let text = cut.isMultiple(of: 2) ? Self.resealed(input) : input
        disc.put(Array(text.prefix(Sector.size)), at: places[cut % places.count])
        let path = try folder.write("disc.iso", disc.bytes)
        let checks = try ImageCheckup(of: StoredImage(path)).run() ?? []
        let ends = checks.flatMap(\.ranges).map(\.end)
        return ends.allSatisfy { $0 <= SectorRange.mostSectors } ? nil : "a sector that cannot be"
    }

    private static func resealed(_ input: [UInt8]) -> [UInt8] {
        let seal = Array(" self=".utf8)
        let end = input.indices.first { input[$0...].starts(with: seal) }
        return end.map { sealed(Array(input[..<$0])) } ?? input
    }
}

/// The application use field of a volume descriptor, where isomd5sum puts its text.
struct FuzzedDescriptor: FuzzedInput {
    private let folder: TemporaryFolder
    private let image: [UInt8]

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        image = ISOBuilder(sectorCount: 60).disc.bytes
    }

    var samples: [[UInt8]] {
        let digits = String(repeating: "0", count: 60)
        return [
            Array(
                """
                ISO MD5SUM = \(FuzzedImage.md5);SKIPSECTORS = 15;RHLISOSTATUS=0;\
                FRAGMENT SUMS = \(digits);FRAGMENT COUNT = 20;THIS IS NOT THE SAME AS RUNNING MD5SUM
                """.utf8)
        ]
    }

    func flaw(reading input: [UInt8], cut: Int) throws -> String? {
        var disc = MemorySectors(bytes: image)
        disc.put(Array(input.prefix(512)), at: 16, 883)
        disc.put([0, 0, UInt8(cut % 3), UInt8(cut % 251)], at: 16, 84)
        let path = try folder.write("disc.iso", disc.bytes)
        let checks = try ImageCheckup(of: StoredImage(path)).run() ?? []
        return checks.isEmpty ? "no size" : nil
    }
}
