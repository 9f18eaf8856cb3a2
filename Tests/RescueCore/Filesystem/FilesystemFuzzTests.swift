import Foundation
import RescueCore
import Testing

/// Filesystems with changed bytes: whatever a disc holds, reading it ends, soon and in little memory.
///
/// `FUZZ=1000000 swift test -c release --filter FilesystemFuzz` tries so many discs, and then every
/// byte of the metadata turned over, too.
@Suite struct FilesystemFuzzTests {
    private static let wanted = ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) }

    @Test(arguments: FuzzDisc.Kind.allCases)
    func `changed discs are read to an end`(kind: FuzzDisc.Kind) throws {
        let disc = try FuzzDisc(kind)
        let count = (Self.wanted ?? 240) / FuzzDisc.Kind.allCases.count
        var mostReads = 0
        var mostEntries = 0
        for seed in 0..<count {
            let outcome = disc.outcome(seed: UInt64(seed))
            mostReads = max(mostReads, outcome.reads)
            mostEntries = max(mostEntries, outcome.entries)
        }
        #expect(mostReads < 50 * disc.metadata.count + 2000)
        #expect(mostEntries < 10_000)
    }

    @Test(arguments: FuzzDisc.Kind.allCases)
    func `every byte may be another one`(kind: FuzzDisc.Kind) throws {
        let disc = try FuzzDisc(kind)
        let step = Self.wanted == nil ? 4999 : 1
        var mostReads = 0
        for place in stride(from: 0, to: disc.metadata.count * Sector.size, by: step) {
            for isSealed in [false, true] {
                let outcome = disc.outcome(turning: place, isSealed: isSealed)
                mostReads = max(mostReads, outcome.reads)
            }
        }
        #expect(mostReads < 50 * disc.metadata.count + 2000)
    }
}
