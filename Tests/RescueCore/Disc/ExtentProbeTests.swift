import DiscIO
import RescueCore
import Testing

@testable import DiscSimulation

/// What an image is to hold, found out through the real drive code.
@Suite struct ExtentProbeTests {
    /// The extent of a disc, and how many reads it took.
    private func survey(
        _ bus: SimulatedBus, volumeSectors: Int? = nil
    ) throws -> (extent: DiscExtent, reads: Int) {
        var drive = try bus.open()
        let volume = volumeSectors.flatMap { Self.volume(sectorCount: $0) }
        let extent = try ExtentProbe(drive.disc, volumeSectors: volume?.sectorCount)
            .extent(of: &drive)
        return (extent, bus.reads)
    }

    private static func volume(sectorCount: Int) -> VolumeDescriptor? {
        var sector = [UInt8](repeating: 0, count: Sector.size)
        sector[0] = 1
        sector.replaceSubrange(1..<6, with: "CD001".utf8)
        for place in 0..<4 {
            sector[80 + place] = UInt8(truncatingIfNeeded: sectorCount >> (8 * place))
        }
        return VolumeDescriptor(sector: sector)
    }

    @Test(arguments: [DiscProfile.dvdROM, .dvdPlusRDualLayer, .bdROM])
    func `a disc whose sources agree costs no read`(profile: DiscProfile) throws {
        let (extent, reads) = try survey(SimulatedBus(profile, sectorCount: 4_000, []))
        #expect(extent == DiscExtent(sectorCount: 4_000))
        #expect(reads == 0)
    }

    @Test(arguments: [(DiscProfile.cdROM, 0), (.cdR, 1)])
    func `a recorded CD costs one read, of its last sector`(profile: DiscProfile, cost: Int) throws
    {
        let (extent, reads) = try survey(SimulatedBus(profile, sectorCount: 4_000, []))
        #expect(extent == DiscExtent(sectorCount: 4_000))
        #expect(reads == cost)
    }

    @Test func `the run-out of a track that was written at once is no data`() throws {
        let (extent, _) = try survey(
            SimulatedBus(.cdR, sectorCount: 2_002, ["track data rest tao"]))
        #expect(extent.sectorCount == 2_000)
        #expect(extent.findings == [.runOut(SectorRange(2_000, 2_002))])
        #expect(extent.exclusions == [])
    }

    @Test func `two unreadable sectors at the end of a pressed disc are damage`() throws {
        let rules = [FaultRule(SectorRange(1_998, 2_000), .dead)]
        let (extent, _) = try survey(
            SimulatedBus(.cdROM, sectorCount: 2_000, [], rules: rules))
        #expect(extent == DiscExtent(sectorCount: 2_000))
    }

    @Test(arguments: [1, 3, 40])
    func `damage at the end of a recorded disc is not taken for run-out`(count: Int) throws {
        let rules = [FaultRule(SectorRange(2_000 - count, 2_000), .dead)]
        let (extent, _) = try survey(SimulatedBus(.cdR, sectorCount: 2_000, [], rules: rules))
        #expect(extent == DiscExtent(sectorCount: 2_000))
    }

    @Test func `an image ends with the last data track, whatever is behind it`() throws {
        let layout = ["track data 3000", "track audio 2500", "track audio rest"]
        let (extent, _) = try survey(SimulatedBus(.cdROM, sectorCount: 8_000, layout))
        #expect(extent == DiscExtent(sectorCount: 3_000))
    }

    @Test func `audio and the gap of sessions keep their place before the data`() throws {
        let layout = ["track audio 3000", "session", "track data rest"]
        let (extent, _) = try survey(SimulatedBus(.cdR, sectorCount: 20_000, layout))
        #expect(extent.sectorCount == 20_000)
        #expect(
            extent.exclusions == [
                .init(SectorRange(0, 3_000), .audio), .init(SectorRange(3_000, 14_400), .gap),
            ])
    }

    @Test func `run-out before a gap belongs to the gap`() throws {
        let layout = ["track data 2002 tao", "session", "track data 2002 tao"]
        let (extent, _) = try survey(SimulatedBus(.cdR, sectorCount: 20_000, layout))
        #expect(extent.sectorCount == 15_402)
        #expect(extent.exclusions == [.init(SectorRange(2_000, 13_402), .gap)])
        #expect(extent.findings == [.runOut(SectorRange(15_402, 15_404))])
    }

    @Test(arguments: [DiscProfile.cdROM, .dvdROM])
    func `a capacity of half the disc does not cut the image`(profile: DiscProfile) throws {
        let (extent, _) = try survey(
            SimulatedBus(profile, sectorCount: 4_000, ["claims 2000"]))
        #expect(extent.sectorCount == 4_000)
        guard case .readableEnd? = extent.findings.first else {
            Issue.record("\(extent.findings)")
            return
        }
    }

    @Test(arguments: [DiscProfile.cdROM, .dvdROM])
    func `a capacity of two sectors too many adds no damage`(profile: DiscProfile) throws {
        let (extent, _) = try survey(
            SimulatedBus(profile, sectorCount: 4_000, ["claims 4002"]))
        #expect(extent.sectorCount == 4_000)
        guard case .unreadableBehind? = extent.findings.first else {
            Issue.record("\(extent.findings)")
            return
        }
    }

    @Test func `a damaged end is still the end when the sectors before it are there`() throws {
        let rules = [FaultRule(SectorRange(3_990, 4_000), .dead)]
        let (extent, _) = try survey(
            SimulatedBus(.dvdROM, sectorCount: 4_000, ["claims 2000"], rules: rules))
        #expect(extent.sectorCount == 4_000)
    }

    @Test func `a volume larger than its disc is told`() throws {
        let (extent, _) = try survey(
            SimulatedBus(.dvdROM, sectorCount: 4_000, []), volumeSectors: 4_100)
        #expect(extent.sectorCount == 4_000)
        #expect(extent.findings == [.volumeCut(.init(.iso9660, sectorCount: 4_100))])
    }
}
