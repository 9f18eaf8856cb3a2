import RescueCore
import Testing

/// What a primary descriptor says, by the one reader that there is.
@Suite struct VolumeDescriptorTests {
    private func volume(_ builder: ISOBuilder) throws -> (VolumeDescriptor, ISOVolume) {
        var sectors = builder.disc
        let sector = try #require(sectors.sector(at: 16))
        let found = DiscFilesystems(from: &sectors)
        return (
            try #require(VolumeDescriptor(sector: sector)), try #require(found.isoVolumes.first)
        )
    }

    @Test(arguments: [512, 1024, 2048])
    func `the size is counted in sectors, whatever the blocks are`(blockSize: Int) throws {
        var builder = ISOBuilder(sectorCount: 64, blockSize: blockSize)
        builder.directory(at: ISOBuilder.root, [])
        let (descriptor, volume) = try volume(builder)
        #expect(descriptor.sectorCount == 64 && volume.sectorCount == 64)
        #expect(descriptor.label == "HANDMADE" && volume.label == "HANDMADE")
    }

    @Test func `of a number in both orders the little end counts, unless it is zero`() throws {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(at: ISOBuilder.root, [])
        builder.disc.put([0, 0, 0, 99], at: 16, 84)
        #expect(try volume(builder).0.sectorCount == 64)
        #expect(try volume(builder).1.sectorCount == 64)
        builder.disc.put([0, 0, 0, 0], at: 16, 80)
        #expect(try volume(builder).0.sectorCount == 99)
        #expect(try volume(builder).1.sectorCount == 99)
    }

    @Test func `marks of CD-ROM XA and of Video CD are seen`() throws {
        var builder = ISOBuilder(sectorCount: 64)
        builder.directory(at: ISOBuilder.root, [])
        #expect(try !volume(builder).0.isXA && !volume(builder).0.isVideoCD)
        builder.disc.put(Array("CD-XA001".utf8), at: 16, 1024)
        builder.disc.put(Array("CD-RTOS CD-BRIDGE".utf8), at: 16, 8)
        #expect(try volume(builder).0.isXA && volume(builder).0.isVideoCD)
    }
}
