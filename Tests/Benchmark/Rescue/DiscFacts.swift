package import DiscSimulation
import RescueCore

/// What is true of a damaged disc, whoever reads it.
package struct DiscFacts: Hashable, Sendable {
    /// How many sectors can be had by somebody who tries everything, often.
    package var readable: Int
    /// How many pieces of the disc cannot be read at the first attempt: ECC blocks, or sectors if
    /// the drive delivers the good ones of a bad block.
    ///
    /// Each of them costs at least one failing read.
    package var badUnits: Int
    /// How many chunks of 64 KiB hold one of them.
    package var badChunks: Int
    /// The seconds of a failing read.
    package var failingRead: Double

    package init(of script: FaultScript) {
        let disc = SimulatedDisc(script)
        readable = disc.sectorCount - disc.losses(attempts: 50, speed: 1).count(of: .unreadable)
        let bad = disc.losses(attempts: 1)
        badUnits = bad.unreadableUnits(of: script.lossUnit)
        badChunks = bad.unreadableUnits(of: 32)
        failingRead = script.drive.failingRead + script.drive.commandOverhead
    }
}

extension SectorMap {
    /// How many pieces of so many sectors hold an unreadable one.
    fileprivate func unreadableUnits(of size: Int) -> Int {
        var count = 0
        var last = -1
        for run in runs where run.status == .unreadable {
            let first = max(last + 1, run.range.start / size)
            last = (run.range.end - 1) / size
            count += max(0, last - first + 1)
        }
        return count
    }
}
