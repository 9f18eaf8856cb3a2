import Glibc
import RescueCore

/// Follows a merge: shows how far it is, and ends it when a signal asks for that.
final class MergeWatch {
    private let sectorCount: Int
    private let console: Console
    private let isShown: Bool
    private let signals: Signals
    private var lastShown = ContinuousClock.now

    /// Makes a watch that looks at the signals.
    init(sectorCount: Int, console: Console, signals: Signals, isShown: Bool) {
        self.sectorCount = sectorCount
        self.console = console
        self.isShown = isShown && Terminal.attached(to: STDERR_FILENO) != nil
        self.signals = signals
    }

    /// Takes note of the sector that comes next.
    ///
    /// - Returns: Whether nobody asked to stop.
    func mayGoOn(at lba: LBA) -> Bool {
        let now = ContinuousClock.now
        if isShown, now - lastShown >= .milliseconds(200) {
            lastShown = now
            let share = Format.percent(lba, of: sectorCount)
            let (done, whole) = (lba * Sector.size, sectorCount * Sector.size)
            console.showBlock(["  \(share), \(Format.bytes(done)) of \(Format.bytes(whole))"])
        }
        return !signals.stopRequested
    }

    /// Leaves the terminal to the result.
    func end() {
        if isShown { console.showBlock([]) }
    }
}
