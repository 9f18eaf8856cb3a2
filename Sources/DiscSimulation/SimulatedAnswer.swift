package import RescueCore

/// What comes back from a simulated drive for one command, before anybody judges it.
package enum SimulatedAnswer: Hashable, Sendable {
    /// Status GOOD, and the bytes arrived.
    case good
    /// Status CHECK CONDITION with this sense data.
    case check(Sense)
    /// Status GOOD, but the bytes did not arrive.
    case short
    /// No answer; the command was given up.
    case timeout
    /// There is no such device any more.
    case gone

    /// The fault a careful source makes of the answer; nil if it is none.
    func fault(reading range: SectorRange) -> ReadFault? {
        switch self {
        case .good: nil
        case .check(let sense): ReadFault(sense, reading: range)
        case .short: ReadFault(.unproven, reading: range)
        case .timeout: ReadFault(.timedOut, reading: range)
        case .gone: ReadFault(.deviceGone, reading: range)
        }
    }
}

/// A command of a run, as the log of a simulated disc has it.
package struct SimulatedCommand: Hashable, Sendable {
    /// The number of the command, from 1.
    package var number: Int
    /// What was read; nil: the drive was asked for the size and the tracks of the disc.
    package var request: ReadRequest?
    /// When it began.
    package var start: Duration
    /// How long it took.
    package var duration: Duration
    /// What came back.
    package var answer: SimulatedAnswer
}

/// What was done with a simulated disc so far.
package struct SimulatedStatistics: Hashable, Sendable {
    /// How many commands the drive got: reads, and looks at the disc.
    package internal(set) var commands = 0

    /// How many of them did not succeed.
    package private(set) var failures = 0

    /// How many sectors were delivered; one that was delivered twice counts twice.
    package private(set) var sectorsDelivered = 0

    /// The ECC blocks at which reads failed, by their first sector, each with the number of reads.
    package private(set) var failedBlocks: [LBA: Int] = [:]

    mutating func count(isSuccess: Bool, sectors: Int) {
        failures += isSuccess ? 0 : 1
        sectorsDelivered += sectors
    }

    mutating func countFailure(at block: LBA) {
        failedBlocks[block, default: 0] += 1
    }
}
