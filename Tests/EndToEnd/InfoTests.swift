import Foundation
import RescueCore
import Testing

/// `isorip info`, from end to end.
@Suite struct InfoTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree/boot")
        try folder.write("tree/boot/loader", [UInt8](repeating: 0x90, count: 8192))
        try folder.write("tree/note.txt", "a note\n")
    }

    private func make(_ program: String, _ options: String...) throws {
        let made = try Program.named(program).run(
            ["-quiet", "-V", "SAMPLE"] + options + ["tree"], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    private func info(_ arguments: String...) throws -> String {
        let end = try Program.isorip.run(["info"] + arguments, in: folder)
        #expect(end.status == 0 && end.stderr == "", "\(end.stderr)")
        return end.stdout
    }

    @Test func `every volume of an image is named`() throws {
        try make("genisoimage", "-r", "-J", "-udf", "-hfs", "-hfs-volid", "Mac", "-o", "disc.iso")
        let text = try info("disc.iso")
        for line in [
            "Volume      SAMPLE (ISO 9660 with Rock Ridge)\n", "  SAMPLE (Joliet)\n",
            "  SAMPLE (UDF 1.02)\n", "  Mac (HFS)\n", "Boot        not bootable\n",
        ] {
            #expect(text.contains(line), "\(line)")
        }
        #expect(!text.contains("Start  "))
    }

    @Test func `what a BIOS starts from is told, with the commands for the image`() throws {
        try make(
            "genisoimage", "-r", "-b", "boot/loader", "-c", "boot/cat", "-no-emul-boot",
            "-boot-load-size", "4", "-o", "it's a disc.iso")
        let text = try info("it's a disc.iso")
        #expect(text.contains("Boot        BIOS, no emulation: image at LBA "))
        #expect(text.contains(", its first sector can be read\n"))
        let name = "'it'\\''s a disc.iso'"
        #expect(text.contains("Mount       udisksctl loop-setup -r -f \(name)\n"))
        #expect(text.contains("            mount -o loop,ro \(name) /mnt\n"))
        #expect(text.contains("Start       qemu-system-x86_64 -m 2G -cdrom \(name)\n"))
    }

    @Test func `a disc for UEFI alone is started with its firmware`() throws {
        try make(
            "xorrisofs", "-r", "-e", "boot/loader", "-no-emul-boot", "-append_partition", "2",
            "0xef", "tree/boot/loader", "-o", "disc.iso")
        let text = try info("disc.iso")
        #expect(text.contains("Boot        UEFI, no emulation: image at LBA "))
        #expect(text.contains("isohybrid (MBR): starts from a USB stick, too\n"))
        let command = "qemu-system-x86_64 -m 2G -bios /usr/share/ovmf/OVMF.fd -cdrom disc.iso\n"
        #expect(text.contains("Start       \(command)"))
        let report = try Program.isorip.run("report", "disc.iso", in: folder).stdout
        #expect(report.contains("UEFI, no emulation: /boot/loader at LBA "))
        #expect(report.contains("Start       \(command)"))
    }

    @Test func `what the map of an image lacks is not taken for what it is not`() throws {
        try make(
            "genisoimage", "-r", "-b", "boot/loader", "-c", "boot/cat", "-no-emul-boot",
            "-boot-load-size", "4", "-o", "disc.iso")
        let text = try info("disc.iso")
        let place = try #require(text.firstMatch(of: #/image at LBA (\d+)/#).flatMap { Int($0.1) })
        try lose(SectorRange(start: place, count: 1))
        let hurt = try info("disc.iso")
        #expect(hurt.contains("at LBA \(place), its first sector is unreadable\n"))
        #expect(hurt.contains("LBA \(place) cannot be read: "))
        try lose(SectorRange(17, 18))
        let lost = try info("disc.iso")
        #expect(lost.contains("Boot        not known: what would tell it is damaged\n"))
        try folder.write("disc.iso.map", "no map")
        let end = try Program.isorip.run("info", "disc.iso", in: folder)
        #expect(end.status == 0 && end.stdout == text)
        #expect(
            end.stderr.hasPrefix("disc.iso.map: ") && end.stderr.contains("left out of account"))
    }

    private func lose(_ range: SectorRange) throws {
        var map = SectorMap(sectorCount: folder.bytes("disc.iso").count / Sector.size)
        map.mark(map.range, as: .rescued)
        map.mark(range, as: .unreadable)
        let file = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", file.text())
    }

    @Test func `the image of a second session is mounted from there`() throws {
        let folder = try TwoSessions.make()
        let text = try Program.isorip.run("info", "disc.iso", in: folder).stdout
        #expect(text.contains("LATER (ISO 9660 with Rock Ridge, descriptor at LBA 2016)\n"))
        #expect(text.contains("EARLIER (ISO 9660 with Rock Ridge, descriptor at LBA 16)\n"))
        let command = "mount -t iso9660 -o loop,ro,sbsector=2000 disc.iso /mnt\n"
        #expect(text.contains("Mount       \(command)"))
        #expect(!text.contains("udisksctl"))
    }

    @Test func `of a damaged disc a few failing reads are enough`() throws {
        try folder.write("disc.txt", "disc CD-ROM\nsize 9000\nlabel HURT\ndead 0 9000\n")
        let text = try info("--simulate", "disc.txt")
        #expect(text.contains("Volume      no filesystem that can be read\n"))
        #expect(text.contains("Boot        not known: what would tell it is damaged\n"))
        #expect(text.contains("; after 5 failed reads no more were made\n"))
        try folder.write("disc.txt", "disc CD-ROM\nsize 9000\nlabel HURT\ndead 0 16\n")
        let named = try info("--simulate", "disc.txt")
        #expect(named.contains("Volume      HURT (ISO 9660)\n"))
        #expect(named.contains("LBA 0 cannot be read: "))
    }

    @Test func `a program gets the same`() throws {
        try make(
            "genisoimage", "-r", "-b", "boot/loader", "-c", "boot/cat", "-no-emul-boot",
            "-boot-load-size", "4", "-o", "disc.iso")
        let text = try info("disc.iso", "--json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let volumes = try #require(json["volumes"] as? [[String: Any]])
        #expect(volumes.map { $0["label"] as? String } == ["SAMPLE"])
        let boot = try #require(json["boot"] as? [String: Any])
        #expect(boot["isKnown"] as? Bool == true && boot["isHybrid"] as? Bool == false)
        let entry = try #require((boot["entries"] as? [[String: Any]])?.first)
        #expect(entry["platform"] as? String == "BIOS")
        #expect(entry["isStartReadable"] as? Bool == true)
        let commands = try #require(json["commands"] as? [String: Any])
        #expect((commands["mount"] as? [String])?.count == 2)
        #expect(commands["start"] as? String == "qemu-system-x86_64 -m 2G -cdrom disc.iso")
    }
}
