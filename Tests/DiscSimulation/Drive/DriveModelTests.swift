import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct DriveModelTests {
    private func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

    /// Reads a disc from start to end, 32 sectors at a time, and tells the rate at each quarter.
    private func rates(_ probe: inout DiscProbe, sectors: Int) -> [Double] {
        var marks = [probe.disc.clock.now]
        for start in stride(from: 0, to: sectors, by: 32) {
            _ = probe.read(start, 32, fromMedium: false)
            if (start + 32).isMultiple(of: sectors / 4) { marks.append(probe.disc.clock.now) }
        }
        return zip(marks, marks.dropFirst()).map { before, after in
            Double(sectors / 4 * Sector.size) / seconds(after - before)
        }
    }

    @Test func `a disc that turns at a constant rate is read faster and faster`() {
        var probe = DiscProbe(.cdROM, sectors: 32_000) { _ in }
        let rates = rates(&probe, sectors: 32_000)
        #expect(rates == rates.sorted() && rates[3] > rates[0] * 1.1, "\(rates)")
        // 48x at the rim is 21x to 24x where this disc lies, and some time goes by with commands.
        #expect(rates.allSatisfy { (2.7e6...3.7e6).contains($0) }, "\(rates)")
    }

    @Test func `the rate follows the speed the drive is told to keep to`() throws {
        var probe = DiscProbe(.cdROM, sectors: 32_000) { _ in }
        try probe.disc.setSpeed(4)
        let rates = rates(&probe, sectors: 32_000)
        #expect(rates.allSatisfy { (0.59e6...4 * 153_600).contains($0) }, "\(rates)")
    }

    @Test func `a failing read costs the patience of the drive once`() {
        for (profile, patience) in [(DiscProfile.cdROM, 2.0), (.dvdROM, 4.0), (.bdROM, 4.0)] {
            var probe = DiscProbe(profile) { $0.rules = [FaultRule(SectorRange(0, 1_000), .dead)] }
            _ = probe.read(0, 32)
            let time = seconds(probe.disc.clock.now)
            #expect((patience...patience + 0.1).contains(time), "\(time)")
        }
    }

    @Test func `a far seek costs more than a near one, and none costs nothing`() {
        var probe = DiscProbe(.dvdROM, sectors: 2_000_000) { $0.drive.cachedSectors = 0 }
        func time(_ lba: LBA, _ probe: inout DiscProbe) -> Double {
            let start = probe.disc.clock.now
            _ = probe.read(lba, fromMedium: false)
            return seconds(probe.disc.clock.now - start)
        }
        let none = time(0, &probe)
        let near = time(1_000, &probe)
        let far = time(1_900_000, &probe)
        #expect(none < 0.005 && (0.02..<0.04).contains(near) && (0.15..<0.23).contains(far))
    }

    @Test func `what was just read comes from the cache, unless the medium is asked for`() {
        var probe = DiscProbe(.dvdROM) { _ in }
        _ = probe.read(0, 32, fromMedium: false)
        _ = probe.read(32, 32, fromMedium: false)
        let start = probe.disc.clock.now
        _ = probe.read(16, 32, fromMedium: false)
        let cached = seconds(probe.disc.clock.now - start)
        _ = probe.read(16, 32, fromMedium: true)
        let fresh = seconds(probe.disc.clock.now - start) - cached
        #expect(cached < 0.002 && fresh > 0.03, "\(cached), \(fresh)")
    }

    @Test func `slow sectors cost their time once for each ECC block`() {
        func time(_ rules: [FaultRule]) -> Double {
            var probe = DiscProbe(.dvdROM) { $0.rules = rules }
            _ = probe.read(8, 32)
            return seconds(probe.disc.clock.now)
        }
        // Sectors 8 to 39 lie in the blocks at 0, 16 and 32; of two rules the slower counts.
        let slow = time([
            FaultRule(SectorRange(0, 40), .slow(seconds: 2)),
            FaultRule(SectorRange(0, 40), .slow(seconds: 1)),
        ])
        #expect(abs(slow - time([]) - 6) < 1e-9)
    }

    @Test(arguments: SimulatedPreset.allCases.filter { $0 != .cleanBD })
    func `the time of the clock is the sum of all commands, and runs repeat`(
        preset: SimulatedPreset
    ) throws {
        func run() -> ([SimulatedCommand], Duration, SimulatedStatistics) {
            let clock = VirtualClock()
            var disc = SimulatedDisc(preset.script(seed: 9), clock: clock)
            disc.log = []
            var bytes = [UInt8](repeating: 0, count: 32 * Sector.size)
            var span = bytes.mutableSpan
            for start in stride(from: 0, to: disc.sectorCount, by: 96) {
                try? disc.read(ReadRequest(SectorRange(start: start, count: 32)), into: &span)
            }
            return (disc.log ?? [], clock.now, disc.statistics)
        }
        let (log, time, statistics) = run()
        let again = run()
        #expect(log == again.0 && time == again.1 && statistics == again.2)
        #expect(log.reduce(.zero) { $0 + $1.duration } == time)
        #expect(log.count == statistics.commands)
        #expect(log.count { $0.answer != .good } == statistics.failures)
        let delivered = log.filter { $0.answer == .good }.reduce(0) {
            $0 + ($1.request?.range.count ?? 0)
        }
        #expect(delivered == statistics.sectorsDelivered)
    }
}
