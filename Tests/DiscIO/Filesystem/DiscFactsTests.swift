import DiscIO
import Foundation
import RescueCore
import Testing

/// What is told of a disc beside its files.
@Suite struct DiscFactsTests {
    private func read(_ image: String) throws -> DiscFilesystems {
        var sectors = try ImageSectors(ReadOnlyFile(image))
        return DiscFilesystems(from: &sectors)
    }

    private func make(_ program: String, _ options: [String]) throws -> DiscFilesystems {
        let folder = try SampleTree.make(files: 3)
        let made = try Program.named(program).run(
            options + ["-quiet", "-o", "disc.iso", "tree"], in: folder)
        #expect(made.status == 0, "\(made.stderr)")
        return try read(folder.path("disc.iso"))
    }

    @Test func `the volume is described as it was made`() throws {
        let found = try make(
            "genisoimage",
            ["-r", "-J", "-V", "My Disc", "-p", "Preparer", "-publisher", "Publisher", "-A", "App"])
        #expect(found.isoVolumes.map(\.kind) == [.primary, .joliet])
        for volume in found.isoVolumes {
            #expect(volume.label == "My Disc")
            #expect(volume.preparer.uppercased() == "PREPARER")
            #expect(volume.publisher.uppercased() == "PUBLISHER")
            #expect(volume.application.uppercased() == "APP")
            #expect(volume.blockSize == Sector.size && volume.sectorCount > 100)
            let age = Date.now.timeIntervalSince1970 - Double(volume.created ?? 0)
            #expect(abs(age) < 100)
        }
        #expect(found.bootImages == nil && !found.partitionTables.isHybrid)
        #expect(found.partitionTables.appleVolumes.isEmpty)
    }

    @Test func `descriptors that lead to one tree give one tree`() throws {
        let found = try make("genisoimage", ["-r", "-iso-level", "4"])
        #expect(found.isoVolumes.map(\.kind) == [.primary, .supplementary])
        #expect(found.trees.map(\.format) == [.rockRidge])
    }

    @Test func `an HFS volume on the same disc is recognised`() throws {
        let found = try make("genisoimage", ["-r", "-hfs"])
        #expect(found.partitionTables.appleVolumes.map(\.kind) == [.hfs])
    }

    @Test func `an HFS+ volume on the same disc is recognised`() throws {
        let found = try make("xorrisofs", ["-r", "-hfsplus"])
        #expect(found.partitionTables.appleVolumes.map(\.kind) == [.hfsPlus])
    }

    @Test func `boot images are told with their machines`() throws {
        let ipxe = try read("/usr/lib/ipxe/ipxe.iso")
        let images = try #require(ipxe.bootImages).images
        #expect(images.map(\.platform) == [.bios, .uefi])
        #expect(images.allSatisfy { $0.isBootable && $0.emulation == ElTorito.Emulation.none })
        let files = ["/isolinux.bin", "/efi.img"].compactMap {
            ipxe.trees[0].entry(at: $0)?.extents.first?.sectors.start
        }
        #expect(images.map(\.lba) == files)

        let memtest = try read("/usr/lib/memtest86+/memtest86+x64.iso")
        #expect(memtest.bootImages?.images.first?.emulation == .floppy1440)
    }

    @Test func `an image that starts from a stick, too, is recognised`() throws {
        let grub = try read("/usr/lib/grub-rescue/grub-rescue-cdrom.iso")
        #expect(grub.partitionTables.isHybrid)
        #expect(grub.partitionTables.partitions.map(\.isActive) == [true])
    }

    @Test func `a disc without any filesystem has no trees`() throws {
        var blank = MemorySectors(bytes: [UInt8](repeating: 0, count: 600 * Sector.size))
        let found = DiscFilesystems(from: &blank)
        #expect(found.trees.isEmpty && found.notes.isEmpty && found.structures.isEmpty)
        var lost = blank
        lost.missing = Set(0..<600)
        #expect(DiscFilesystems(from: &lost).trees.isEmpty)
    }

    @Test func `what the map says was not rescued is missing`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        let sectorsOfBytes = (UInt8(0)..<4).map { [UInt8](repeating: $0, count: Sector.size) }
        let bytes = Array(sectorsOfBytes.joined()) + [1, 2, 3]
        try folder.write("image", bytes)
        var map = SectorMap(sectorCount: 6)
        map.mark(SectorRange(0, 2), as: .rescued)
        map.mark(SectorRange(3, 6), as: .rescued)
        let sectors = try ImageSectors(ReadOnlyFile(folder.path("image")), map: map)
        #expect(sectors.sectorCount == 6)
        let found = (-1...6).map { sectors.sector(at: $0)?.first }
        #expect(found == [nil, 0, 1, nil, 3, nil, nil, nil])
        let whole = try ImageSectors(ReadOnlyFile(folder.path("image")))
        #expect(whole.sectorCount == 5)
        #expect((0..<5).map { whole.sector(at: $0)?.first } == [0, 1, 2, 3, nil])
    }
}
