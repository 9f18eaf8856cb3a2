import DiscIO
import RescueCore
import SystemPackage
import Testing

/// Whatever fails, and whenever the power is lost: the map on disk never leads the image on disk.
@Suite struct ImageWriterFaultTests {
    static let kinds: [@Sendable (Int) -> SimulatedFileSystem.Trouble] = [
        { .once(at: $0) }, { .always(from: $0) }, { .powerLoss(at: $0) },
    ]

    @Test(arguments: 0..<3, [true, false])
    func `any call may fail, once or for ever, or be the last one`(
        kind: Int, punchesHoles: Bool
    ) throws {
        let calls = try Self.callsOfWholeRip(punchesHoles: punchesHoles)
        #expect(calls > 100)
        for call in 0..<calls {
            let system = SimulatedFileSystem(
                trouble: Self.kinds[kind](call),
                error: call.isMultiple(of: 2) ? .ioError : .noSpace,
                punchesHoles: punchesHoles, seed: UInt64(call))
            let rip = TestRip(seed: 7)
            _ = try? rip.run(on: system, carryingOn: kind == 0)
            let survivor = SimulatedFileSystem(afterPowerLossOf: system, seed: UInt64(call))
            try rip.checkMapBehindImage(on: survivor, "call \(call)")
            try rip.run(on: survivor, carryingOn: false)
            try rip.checkResult(on: survivor, "call \(call)")
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `a rip that loses power again and again ends with the same image`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        var system = SimulatedFileSystem(seed: seed)
        let rip = TestRip(seed: seed)
        for _ in 0..<10 {
            let limit = SimulatedFileSystem.Trouble.powerLoss(
                at: system.calls + Int.random(in: 1...90, using: &random))
            let next = SimulatedFileSystem(continuing: system, trouble: limit)
            _ = try? rip.run(on: next, carryingOn: false)
            system = SimulatedFileSystem(afterPowerLossOf: next, seed: random.next())
            try rip.checkMapBehindImage(on: system, "seed \(seed)")
        }
        try rip.run(on: system, carryingOn: false)
        try rip.checkResult(on: system, "seed \(seed)")
    }

    private static func callsOfWholeRip(punchesHoles: Bool) throws -> Int {
        let system = SimulatedFileSystem(punchesHoles: punchesHoles)
        let rip = TestRip(seed: 7)
        try rip.run(on: system, carryingOn: false)
        try rip.checkResult(on: system, "nothing fails")
        return system.calls
    }
}
