import RescueCore
import Testing

@testable import DiscSimulation

/// A simulated disc keeps the contract of every source, whole and damaged.
@Suite struct SimulatedDiscContractTests {
    private static let sectorCount = 100

    @Test(arguments: [DiscProfile.cdROM, .dvdROM, .bdROM], [[], [70]])
    func `a simulated disc does what every source has to do`(
        profile: DiscProfile, dead: [LBA]
    ) {
        let script = FaultScript(
            profile: profile, content: .generated(sectorCount: Self.sectorCount),
            rules: dead.map { FaultRule(SectorRange(start: $0, count: 1), .dead) })
        var disc = SimulatedDisc(script)
        // The whole ECC block of a dead sector is lost.
        let block = profile.family.eccBlockSectors
        let lost = dead.flatMap { lba in
            let start = lba / block * block
            return start..<min(start + block, Self.sectorCount)
        }
        var contract = SectorSourceContract(
            sectorCount: Self.sectorCount, unreadable: Set(lost))
        contract.content = SimulatedRip.truth(of: script)
        contract.check(&disc)
    }
}
