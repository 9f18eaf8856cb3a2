import DiscIO
import Foundation
import RescueCore
import Testing

/// The size of an image against that of its filesystems, and sums at that size.
@Suite struct SizeTruthTests {
    fileprivate let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A volume of so many sectors, and other bytes behind it.
    private func image(volume: Int, sectors: Int) -> [UInt8] {
        var bytes = ISOBuilder(sectorCount: volume).disc.bytes
        bytes += (0..<(sectors - volume) * Sector.size).map { UInt8(truncatingIfNeeded: $0) }
        return bytes
    }

    @Test(arguments: [1, 2048, 5000, 1 << 18])
    func `the sums of the volume are those of its bytes, in pieces of any size`(piece: Int) {
        let bytes = image(volume: 40, sectors: 55)
        var sums = RunningVolumeSums()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            sums.update(bytes.span.extracting(start..<min(start + piece, bytes.count)))
        }
        let (whole, volume) = sums.finish()
        var expected = RunningSums()
        expected.update(bytes.span.extracting(..<(40 * Sector.size)))
        #expect(volume == VolumeSums(sectorCount: 40, sums: expected.finish()))
        var all = RunningSums()
        all.update(bytes.span)
        #expect(whole == all.finish())
    }

    @Test(arguments: [512, 1024, 2048])
    func `a volume counts blocks of its own size`(blockSize: Int) throws {
        let volume = ISOBuilder(sectorCount: 40, blockSize: blockSize).disc.bytes
        var sums = RunningVolumeSums()
        sums.update((volume + [UInt8](repeating: 7, count: 15 * Sector.size)).span)
        #expect(sums.finish().volume?.sectorCount == 40)
        try folder.write("disc.iso", volume)
        try folder.write("SUMS", "\(String(repeating: "0", count: 32))  disc.iso\n")
        let end = try Program.isorip.run(
            ["verify", "disc.iso", "--checksums", "SUMS"], in: folder.url)
        #expect(end.stdout.contains("ok      size: as long as its filesystem, 40 sectors\n"))
    }

    @Test func `a volume as long as its image has no sums of its own`() {
        var sums = RunningVolumeSums()
        sums.update(image(volume: 40, sectors: 40).span)
        #expect(sums.finish().volume == nil)
        var none = RunningVolumeSums()
        none.update([UInt8](repeating: 7, count: 40 * Sector.size).span)
        #expect(none.finish().volume == nil)
    }

    @Test func `a longer copy of a published image is found in its list`() throws {
        try folder.write("disc.iso", image(volume: 40, sectors: 40))
        let programs = [("sha256sum", "SHA-256"), ("md5sum", "MD5"), ("sha512sum", "SHA-512")]
        for (program, name) in programs {
            let list = try Program.named(program).run(["disc.iso"], in: folder.url).stdout
            try folder.write("SUMS-\(name)", list)
        }
        try folder.write("disc.iso", image(volume: 40, sectors: 55))
        for (_, name) in programs {
            let end = try Program.isorip.run(
                ["verify", "disc.iso", "--checksums", "SUMS-\(name)"], in: folder.url)
            #expect(end.status == 0, "\(end.output)")
            let what = "\(name) of its filesystem, the first 40 sectors, is the listed one"
            #expect(end.stdout.contains("ok      list of checksums: \(what)\n"))
        }
        let rip = ["rip", "disc.iso", "-o", "copy.iso", "--no-verify"]
        #expect(try Program.isorip.run(rip, in: folder.url).status == 0)
        let record = try JSONSerialization.jsonObject(with: Data(folder.bytes("copy.iso.json")))
        let sums = (record as? [String: Any])?["volumeSums"] as? [String: Any]
        #expect(sums?["sectorCount"] as? Int == 40)
        let sha256 = (sums?["sums"] as? [String: String])?["sha256"] ?? "none"
        #expect(folder.text("SUMS-SHA-256").hasPrefix(sha256))
    }

    @Test func `a longer copy of a listed disc is found in a DAT file`() throws {
        try folder.write("disc.iso", image(volume: 40, sectors: 40))
        let sum = try Program.named("sha1sum").run(["disc.iso"], in: folder.url).stdout
        try folder.write(
            "list.dat",
            """
            <datafile><game name="A Disc"><rom name="a.iso" size="\(40 * Sector.size)" \
            sha1="\(sum.prefix(40))"/></game></datafile>
            """)
        let verify = ["verify", "disc.iso", "--dat", "list.dat"]
        let exact = try Program.isorip.run(verify, in: folder.url)
        #expect(exact.stdout.contains("ok      DAT file: A Disc: a.iso (size, SHA-1)\n"))
        try folder.write("disc.iso", image(volume: 40, sectors: 55))
        let longer = try Program.isorip.run(verify, in: folder.url)
        #expect(longer.status == 0, "\(longer.output)")
        let what = "a.iso (size, SHA-1) is its filesystem, the first 40 sectors"
        #expect(longer.stdout.contains("ok      DAT file: A Disc: \(what)\n"))
    }

    @Test(arguments: [1, 4])
    func `an image that ends before its UDF partition is short, if that is read-only`(
        access: UInt8
    ) throws {
        var disc = UDFBuilder(sectorCount: 700, maps: [], fileSet: (0, 0)).disc
        disc.setAccess(access)
        try folder.write("disc.iso", disc.bytes)
        try folder.write("SUMS", "\(String(repeating: "0", count: 32))  disc.iso\n")
        let verify = ["verify", "disc.iso", "--checksums", "SUMS"]
        let whole = try Program.isorip.run(verify, in: folder.url)
        #expect(whole.stdout.contains("ok      size: as long as its filesystem, 700 sectors\n"))
        try folder.write("disc.iso", Array(disc.bytes[..<(600 * Sector.size)]))
        let cut = try Program.isorip.run(verify, in: folder.url)
        #expect(
            cut.stdout.contains(
                access == 1
                    ? "FAILED  size: too short: its UDF partition ends after 700 sectors, 204800 bytes"
                    : "ok      size: its UDF partition ends after 700 sectors, the image after 600")
        )
    }
}

extension SizeTruthTests {
    @Test(arguments: [1, 2, 4] as [UInt8], [false, true])
    func `only what has to be on the disc is missed in a report`(
        access: UInt8, isVirtual: Bool
    ) throws {
        let maps = isVirtual ? [UDFBuilder.map("Virtual")] : [UDFBuilder.plainMap]
        var disc = UDFBuilder(sectorCount: 700, maps: maps, fileSet: (0, 0)).disc
        disc.setAccess(access)
        try folder.write("disc.iso", Array(disc.bytes[..<(600 * Sector.size)]))
        try folder.write("SUMS", "\(String(repeating: "0", count: 32))  disc.iso\n")
        let report = try Program.isorip.run("report", "disc.iso", in: folder)
        let verify = try Program.isorip.run(
            ["verify", "disc.iso", "--checksums", "SUMS"], in: folder.url)
        let isWanted = access == 1 && !isVirtual
        #expect(report.stdout.contains("it was cut off") == isWanted, "\(report.output)")
        #expect(verify.stdout.contains("FAILED  size: too short") == isWanted)
    }
}

extension MemorySectors {
    /// Sets the access type of the partition descriptor of a `UDFBuilder` (3/10.5.7), and its sums.
    fileprivate mutating func setAccess(_ type: UInt8) {
        var bytes = Array(self.bytes[32 * Sector.size..<33 * Sector.size])
        bytes[184] = type
        UDFBuilder.seal(&bytes)
        put(bytes, at: 32)
    }
}
