import Synchronization

extension SimulatedFileSystem {
    /// What is found after the process was killed: all files as they were seen, and no locks.
    convenience init(afterKillOf other: SimulatedFileSystem) {
        self.init(continuing: other, trouble: .none)
        state.withLock { ($0.open, $0.locks, $0.failsOnce) = ([:], [:], false) }
    }

    /// What is found after a power cut, without trouble to come.
    convenience init(afterPowerCutOf other: SimulatedFileSystem, seed: UInt64) {
        self.init(afterPowerLossOf: other, seed: seed)
        state.withLock { $0.failsOnce = false }
    }

    /// Lets the next call fail, and the later ones succeed again.
    func failOnce() {
        state.withLock { $0.failsOnce = true }
    }

    /// Looks at all files, on the disk and in the cache.
    func withFiles<Result: Sendable>(_ look: (borrowing State) -> Result) -> Result {
        state.withLock { look($0) }
    }
}
