import RescueCore
import Testing

/// How a verification treats a drive in trouble: with the care of a rescue.
@Suite struct VerifyDriveTests {
    /// A drive that fails all reads from one on, and may be gone for a while.
    struct FailingSource: SectorSource, ~Copyable {
        let sectorCount: Int
        let clock: Clock
        var fault: ReadFault.Kind
        /// How long a failing read takes.
        var takes: Duration = .milliseconds(10)
        /// These reads fail, counted from 1.
        var failing: Range<Int>
        /// So often the device is looked for in vain.
        var absences = 0
        private(set) var reads = 0

        mutating func read(
            _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
        ) throws(ReadFault) {
            reads += 1
            if failing.contains(reads) {
                clock.time += takes
                throw ReadFault(fault, reading: request.range)
            }
            buffer.update(repeating: 0)
        }

        mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
            DiscIdentity(sectorCount: sectorCount)
        }

        mutating func reconnect() throws(ReadFault) {
            absences -= 1
            if absences >= 0 { throw ReadFault(.deviceGone, reading: SectorRange(0, 0)) }
        }
    }

    final class Clock: VerifyHost {
        var time = Duration.zero
        var events: [VerifyEvent] = []
        let isStopRequested = false

        func now() -> Duration { time }
        func pause(for duration: Duration) { time += duration }
        func report(_ event: VerifyEvent, _ progress: VerifyProgress) { events.append(event) }
    }

    private static let sectorCount = 4_000
    private let clock = Clock()

    /// Verifies an image of zeros with a disc of zeros; both are larger than the drive's cache.
    private func verify(
        _ fault: ReadFault.Kind, reads: Range<Int>, takes: Duration = .milliseconds(10),
        absences: Int = 0
    ) throws -> (end: VerifyEnd, result: VerifyResult) {
        let source = FailingSource(
            sectorCount: Self.sectorCount, clock: clock, fault: fault, takes: takes,
            failing: reads, absences: absences)
        var map = SectorMap(sectorCount: Self.sectorCount)
        map.mark(map.range, as: .rescued)
        let parties = VerifyParties(
            map: map, firstPass: nil, identity: DiscIdentity(sectorCount: Self.sectorCount)
        ) { _ in 0 }
        var policy = VerifyPolicy(eccBlockSectors: 16)
        policy.cacheSectors = 64
        let image = MemoryImage(
            bytes: [UInt8](repeating: 0, count: Self.sectorCount * Sector.size))
        var comparison = ChunkComparer(parties, image: image, policy: policy)
        var verifier = Verifier(source: source, parties, policy: policy, host: clock)
        let end = try verifier.run(comparing: &comparison)
        return (end, verifier.result)
    }

    @Test func `a drive that begins to hang ends it, and what it said then is forgotten`() throws {
        let (end, result) = try verify(.hardwareError, reads: 40..<Int.max)
        guard case .driveWedged = end else {
            Issue.record("\(end)")
            return
        }
        #expect(result.unreadable.isEmpty)
        // Two reads made the drive forget.
        #expect(result.identical <= 37 * 32 && result.identical >= 512)
        #expect(clock.events.count(where: { if case .drive = $0 { true } else { false } }) < 40)
    }

    @Test func `a drive that fails for long is looked at, and called wedged if nothing is read`()
        throws
    {
        let (end, result) = try verify(.mediumError, reads: 40..<Int.max, takes: .seconds(3))
        guard case .driveWedged = end else {
            Issue.record("\(end)")
            return
        }
        #expect(result.unreadable.isEmpty)
        let rests = clock.events.count { $0 == .drive(.resting(.seconds(30))) }
        #expect(rests == 2)
    }

    @Test func `a drive rests after failures that come fast, and then goes on`() throws {
        let (end, result) = try verify(.mediumError, reads: 40..<50, takes: .milliseconds(600))
        #expect(end == .complete)
        #expect(clock.events.contains(.drive(.resting(.seconds(5)))))
        #expect(!result.unreadable.isEmpty)
        #expect(result.identical + result.unreadable.reduce(0) { $0 + $1.count } == 4_000)
    }

    @Test func `a drive that went away is waited for, and the reading goes on`() throws {
        let (end, result) = try verify(.deviceGone, reads: 50..<51, absences: 5)
        #expect(end == .complete)
        #expect(result.identical == Self.sectorCount)
        let gone = ReadFault(.deviceGone, reading: SectorRange(1_504, 1_536))
        let told = clock.events.compactMap { if case .drive(let event) = $0 { event } else { nil } }
        #expect(
            told == [.fault(gone), .lost(gone, patience: .seconds(60))]
                + [DriveEvent](repeating: .waiting(gone), count: 6) + [.returned])
    }

    @Test func `a drive that stays away is given up after the time allowed`() throws {
        let (end, _) = try verify(.deviceGone, reads: 50..<Int.max, absences: 1_000)
        guard case .driveLost = end else {
            Issue.record("\(end)")
            return
        }
        #expect(clock.time == .seconds(60) + .milliseconds(10))
    }
}
