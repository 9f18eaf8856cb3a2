import Foundation
import RescueCore
import Testing

/// Images that dvdisaster itself put error correction data behind.
@Suite struct DvdisasterTests {
    private let folder: TemporaryFolder
    /// How many sectors the image had before.
    private let plain: Int

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("tree")
        try folder.write("tree/a.bin", [UInt8](repeating: 9, count: 2_000_000))
        let made = try Program.genisoimage.run(
            "-quiet", "-R", "-o", "disc.iso", "tree", in: folder)
        guard made.status == 0 else { throw Unexpected(description: made.output) }
        plain = folder.bytes("disc.iso").count / Sector.size
    }

    /// Puts the data behind the image, on a medium of so many sectors.
    ///
    /// - Returns: How many sectors were added.
    private func augment(_ method: String, medium: Int = 2_500) throws -> Int {
        let made = try Program.dvdisaster.run(
            "--debug", "-i", folder.path("disc.iso"), "-m\(method)", "-n", "\(medium)", "-c",
            in: folder)
        guard made.status == 0 else { throw Unexpected(description: made.output) }
        return folder.bytes("disc.iso").count / Sector.size - plain
    }

    private func sizeLine() throws -> String {
        let end = try Program.isorip.run(["verify", "disc.iso", "--json"], in: folder.url)
        let object = try JSONSerialization.jsonObject(with: Data(end.stdout.utf8))
        let checks = (object as? [String: Any])?["checks"] as? [[String: Any]] ?? []
        let size = checks.first { $0["kind"] as? String == "size" }
        let passed = size?["passed"] as? Bool == true ? "ok" : "failed"
        return "\(passed): \(size?["detail"] as? String ?? "")"
    }

    @Test(arguments: ["RS02", "RS03"])
    func `the data are named, and missed where they were cut`(method: String) throws {
        let added = try augment(method)
        #expect(
            try sizeLine() == """
                ok: behind its filesystem of \(plain) sectors there are \(added) sectors of \
                ECC data by dvdisaster (\(method)): keep them, they repair damage
                """)
        let report = try Program.isorip.run(["report", "disc.iso"], in: folder.url)
        let count = added.formatted(.number.locale(Locale(identifier: "en_US")))
        #expect(
            report.stdout.contains("there are \(count) sectors of ECC data by dvdisaster"),
            "\(report.stdout)")
        try folder.write("disc.iso", folder.bytes("disc.iso") + [UInt8](repeating: 0, count: 4_096))
        #expect(try sizeLine().hasSuffix("damage, and 4096 bytes of padding or run-out"))
        try folder.write("disc.iso", Array(folder.bytes("disc.iso").dropLast(10 * Sector.size)))
        #expect(
            try sizeLine() == """
                failed: too short: with its ECC data by dvdisaster (\(method)) it has \
                \(plain + added) sectors, 16384 bytes are missing
                """)
    }

    @Test func `a copy of the header does as well, and a rip keeps all of it`() throws {
        let added = try augment("RS02")
        var bytes = folder.bytes("disc.iso")
        let header = plain * Sector.size
        bytes.replaceSubrange(
            header..<header + 2 * Sector.size,
            with: [UInt8](repeating: 0, count: 2 * Sector.size))
        try folder.write("disc.iso", bytes)
        #expect(try sizeLine().contains("\(added) sectors of ECC data by dvdisaster (RS02)"))
        let rip = try Program.isorip.run(["rip", "disc.iso", "-o", "copy.iso"], in: folder.url)
        #expect(rip.status == 0, "\(rip.output)")
        #expect(folder.bytes("copy.iso") == bytes)
        let record = try folder.record(of: "copy.iso")["volumeSums"] as? [String: Any]
        #expect(record?["sectorCount"] as? Int == plain)
    }
}
