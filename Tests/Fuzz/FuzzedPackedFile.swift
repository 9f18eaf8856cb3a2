import DiscIO
import RescueCore

/// A file that zisofs compressed, in a volume that says so.
struct FuzzedPackedFile: FuzzedInput {
    let samples: [[UInt8]]

    init() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree")
        try folder.write("tree/text", (0..<20_000).map { "\($0) " }.joined())
        try folder.write("tree/zeros", [UInt8](repeating: 0, count: 70_000))
        let made = try Program.mkzftree.run("tree", "packed", in: folder)
        guard made.status == 0 else { throw Unmade(description: made.stderr) }
        samples = ["text", "zeros"].map { folder.bytes("packed/\($0)") }
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        // Mostly the directory tells the size that the header does.
        let header = Array((input + [UInt8](repeating: 0, count: 16))[8..<12])
        let size = cut.isMultiple(of: 5) ? ISOBuilder.little32(cut) : header
        var volume = ISOBuilder(sectorCount: 40 + input.count / Sector.size + 1)
        let packing = ISOBuilder.field("ZF", Array("pz".utf8) + [4, 15] + size + size.reversed())
        volume.directory(
            at: ISOBuilder.root, systemUse: ISOBuilder.sharing,
            [ISOBuilder.file("F", at: 40, size: input.count, systemUse: packing)])
        volume.disc.put(input, at: 40)
        let bytes = volume.disc.bytes
        guard let entry = volume.tree()?.entry(at: "/F"), entry.isPacked else { return "no file" }
        let read = { (extent: FileExtent) -> [UInt8]? in
            extent.imageOffset.map { Array(bytes[$0..<$0 + extent.byteCount]) }
        }
        guard var file = PackedFile(entry, read: read) else { return nil }
        var count = 0
        while let block = file.nextBlock(read: read) {
            switch block {
            case .bytes(let bytes): count += bytes.count
            case .zeros(let zeros): count += zeros
            case .lost(let lost): count += lost
            }
        }
        return count == entry.size ? nil : "\(count) bytes in place of \(entry.size)"
    }

    private struct Unmade: Error {
        var description: String
    }
}
