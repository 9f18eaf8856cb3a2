import RescueCore

/// Something that happens to a simulated drive at a moment of the run.
package struct FaultEvent: Hashable, Sendable {
    /// When an event happens: before the first command that is not earlier than this.
    package enum Moment: Hashable, Sendable {
        /// Before the command of this number; reads and looks at the disc are counted from 1.
        case command(Int)
        /// Before the first command that begins so many model seconds after the start, or later.
        case second(Double)
    }

    /// What happens.
    package enum Action: Hashable, Sendable {
        /// Another disc, generated and undamaged, lies in the drive.
        case change(OtherDisc)
        /// The disc is taken out.
        case remove
        /// The device vanishes from its bus.
        case gone
        /// The device that vanished, or the disc that was taken out, is there again.
        case back
        /// The drive is not ready for so many seconds.
        case notReady(seconds: Double)
        /// The drive is reset: the next command fails with a unit attention (06/29).
        case reset
        /// The next read succeeds, but its bytes do not arrive.
        case short
        /// The next command is never answered.
        case hang
    }

    /// The disc that a drive has after a change.
    package struct OtherDisc: Hashable, Sendable {
        /// The seed of its contents.
        package var seed: UInt64
        /// Its volume label.
        package var label: String
        /// Its size; nil: as the disc before.
        package var sectorCount: Int?
        /// Whether the drive says nothing (no 06/28), as when another program ate the message.
        package var isSilent: Bool

        /// Makes the description of a disc.
        package init(
            seed: UInt64, label: String, sectorCount: Int? = nil, isSilent: Bool = false
        ) {
            self.seed = seed
            self.label = label
            self.sectorCount = sectorCount
            self.isSilent = isSilent
        }
    }

    /// When it happens.
    package var moment: Moment

    /// What happens.
    package var action: Action

    /// Makes an event.
    package init(_ action: Action, at moment: Moment) {
        self.action = action
        self.moment = moment
    }

    /// Whether the event is due when a command begins.
    func isDue(command: Int, at now: Duration) -> Bool {
        switch moment {
        case .command(let number): number <= command
        case .second(let second): .seconds(second) <= now
        }
    }
}
