import Foundation
import RescueCore
import Testing

/// `isorip report` on discs of every kind: bridge, UDF alone, several sessions, UEFI.
@Suite struct ReportKindsTests {
    /// A file and how much of it is missing.
    private struct Loss: Hashable, CustomStringConvertible {
        var path: String
        var badBytes: Int

        var description: String { "\(path): \(badBytes)" }
    }

    private func losses(_ json: [String: Any]) -> Set<Loss> {
        let files = json["hurtFiles"] as? [[String: Any]] ?? []
        let losses = files.map {
            Loss(path: $0["path"] as? String ?? "", badBytes: $0["badBytes"] as? Int ?? -1)
        }
        // A file that is told twice would vanish in a set.
        return Set(losses).count == losses.count ? Set(losses) : [Loss(path: "twice", badBytes: 0)]
    }

    /// Ranges of sectors here and there.
    private func ranges(sectorCount: Int, seed: UInt64) -> [SectorRange] {
        var random = TestRandom(seed: seed)
        return (0..<6).map { _ in
            let start = Int.random(in: 40..<sectorCount, using: &random)
            return SectorRange(
                start, min(sectorCount, start + Int.random(in: 1...9, using: &random)))
        }
    }

    /// How many bytes of each file lie in lost sectors, by where another program finds the files.
    private func losses(_ files: Set<FileListing>, _ lost: [SectorRange]) -> Set<Loss> {
        let sectors = Set(lost.flatMap { Array($0.start..<$0.end) })
        return Set(
            files.compactMap { file in
                guard let start = file.starts.first, file.size > 0 else { return nil }
                let bad = (0..<file.size).count {
                    sectors.contains(start + $0 / Sector.size)
                }
                return bad == 0 ? nil : Loss(path: file.path, badBytes: bad)
            })
    }

    @Test(arguments: UInt64(0)..<6)
    func `of a bridge disc each hurt file is told once`(seed: UInt64) throws {
        let image = try DamagedImage("-r", "-J", "-udf")
        let files = try FileListing.ofXorriso("disc.iso", reading: "any", in: image.folder)
        let lost = ranges(sectorCount: image.sectorCount, seed: seed)
        try image.damage(lost)
        let json = try #require(try image.json("report", "disc.iso").first)
        let expected = losses(files, lost)
        #expect(losses(json) == expected, "seed \(seed)")
        let volumes = (json["volumes"] as? [[String: Any]] ?? []).map {
            $0["filesystem"] as? String
        }
        #expect(volumes == ["ISO 9660 with Rock Ridge", "Joliet", "UDF 1.02"])
        let text = try image.isorip("report", "disc.iso").stdout
        for loss in expected where loss.path != "/" + DamagedImage.control {
            let lines = text.split(separator: "\n").filter {
                $0.contains(loss.path) && $0.contains(" bytes are missing")
                    && !$0.contains(" at LBA ")
            }
            #expect(lines.count == 1, "\(loss)")
        }
    }

    @Test func `a directory that is lost in one tree of a bridge disc is known by another`() throws
    {
        let image = try DamagedImage("-r", "-J", "-udf")
        let listing = try Program.isoinfo.run("-l", "-R", "-i", "disc.iso", in: image.folder)
        let line = listing.stdout.split(separator: "\n").first { $0.hasSuffix(" music ") }
        let lba = try #require(line?.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
        let song = try image.lba(of: "/music/one.bin")
        try image.damage(SectorRange(start: lba, count: 1))
        let end = try image.isorip("report", "disc.iso")
        #expect(end.stdout.contains("; no file is affected, but this is: directory\n"))
        #expect(end.stdout.contains("/music: damaged; another tree names what is in it\n"))
        try image.damage(SectorRange(start: lba, count: 1), SectorRange(start: song, count: 1))
        let hurt = try image.isorip("report", "disc.iso").stdout
        #expect(hurt.contains("; 1 of 7 files is damaged\n"))
        #expect(hurt.contains("/music/one.bin (in a further tree, UDF): 2,048 of "))
        #expect(!hurt.contains("perhaps more"))
    }

    @Test func `a UDF disc is told of as any other`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("disc.iso", UDFBuilder.metadataVolume().disc.bytes)
        let whole = try report(folder)
        #expect(whole.text.contains("Volume      HANDMADE (UDF 2.50)\n"))
        #expect(whole.text.contains("mount -o loop,ro disc.iso /mnt\n"))
        try lose([SectorRange(361, 362)], in: folder)
        let hurt = try report(folder)
        #expect(
            hurt.text.contains("/DIR/BIG: 952 of 3,000 bytes are missing (bytes 2,048-2,999)\n"))
        #expect(losses(hurt.json) == [Loss(path: "/DIR/BIG", badBytes: 952)])
        let metadata = UDFBuilder.metadata.map { SectorRange(start: $0, count: 1) }
        try lose(metadata, in: folder)
        let spared = try report(folder)
        #expect(spared.json["verdict"] as? String == "damaged" && losses(spared.json) == [])
        #expect(spared.text.contains("; no file is affected, but this is: "))
        try lose(
            metadata + UDFBuilder.metadataMirror.map { SectorRange(start: $0, count: 1) },
            in: folder)
        #expect(try report(folder).json["verdict"] as? String == "unknown")
    }

    @Test func `hurt files of all sessions are told, with the session`() throws {
        let folder = try TwoSessions.make()
        let files = try ["first", "second"].flatMap { name in
            try TwoSessions.files(of: name, in: folder)
        }
        let lost = files.compactMap { $0.starts.first.map { SectorRange(start: $0, count: 1) } }
        try lose(lost, in: folder)
        let (text, json) = try report(folder)
        #expect(losses(json) == losses(Set(files), lost))
        #expect(json["sessions"] as? [Int] == [0, TwoSessions.second])
        #expect(text.contains("LATER (ISO 9660 with Rock Ridge, descriptor at LBA 2016)\n"))
        #expect(text.contains("EARLIER (ISO 9660 with Rock Ridge, descriptor at LBA 16)\n"))
        let commands = json["commands"] as? [String: Any]
        #expect(
            commands?["mount"] as? [String]
                == ["mount -t iso9660 -o loop,ro,sbsector=2000 disc.iso /mnt"])
    }

    @Test func `what UEFI starts from is told, whole and hurt`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree/boot")
        try folder.write("tree/boot/efi.img", [UInt8](repeating: 0x90, count: 20_000))
        let made = try Program.xorriso.run(
            "-as", "mkisofs", "-quiet", "-r", "-e", "boot/efi.img", "-no-emul-boot", "-o",
            "disc.iso",
            "tree", in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        let (text, json) = try report(folder)
        let entry = try #require(bootEntries(json).first)
        #expect(entry["platform"] as? String == "UEFI" && entry["badBytes"] as? Int == 0)
        let lba = try #require(entry["lba"] as? Int)
        #expect(text.contains("UEFI, no emulation: /boot/efi.img at LBA \(lba), readable\n"))
        try lose([SectorRange(start: lba + 9, count: 1)], in: folder)
        let hurt = try report(folder)
        #expect(bootEntries(hurt.json).first?["badBytes"] as? Int == 20_000 - 9 * 2048)
        #expect(hurt.text.contains("at LBA \(lba), damaged, 1,568 bytes are missing\n"))
    }

    private func bootEntries(_ json: [String: Any]) -> [[String: Any]] {
        (json["boot"] as? [String: Any])?["entries"] as? [[String: Any]] ?? []
    }

    private func report(_ folder: TemporaryFolder) throws -> (text: String, json: [String: Any]) {
        let text = try Program.isorip.run("report", "disc.iso", in: folder).stdout
        let json = try Program.isorip.run("report", "disc.iso", "--json", in: folder).stdout
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return (text, object ?? [:])
    }

    private func lose(_ ranges: [SectorRange], in folder: TemporaryFolder) throws {
        var map = SectorMap(sectorCount: folder.bytes("disc.iso").count / Sector.size)
        map.mark(map.range, as: .rescued)
        for range in ranges { map.mark(range, as: .unreadable) }
        let file = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", file.text())
    }
}
