/// Watches over a drive that fails one read after the other: it may need a rest, or be in trouble.
///
/// Firmware was seen to hang after seven failures within as many seconds, and to fail for readable
/// sectors, too, after five failures close together. So failures that come fast are followed by a
/// rest, and many in a row by a look at a sector that is known to be good.
struct DriveCare: Sendable {
    /// What the drive needs now.
    enum Need: Equatable { case rest, check }

    private static let failuresInBurst = 8
    /// A burst is shorter than this; damage by itself takes longer.
    private static let burst = Duration.seconds(8)
    private static let failuresBeforeCheck = 32

    /// How long the drive rests after a burst.
    static let shortRest = Duration.seconds(5)
    /// How long it rests when it does not read good sectors any more.
    static let longRest = Duration.seconds(30)

    private(set) var need: Need?
    /// The map as it was before the failures in a row.
    private(set) var mapBefore: SectorMap?

    private var failures = 0
    private var burstTime: Duration = .zero

    /// Takes note of sectors that were read, or of a drive that was found to be well.
    mutating func noteGoodRead() {
        failures = 0
        burstTime = .zero
        mapBefore = nil
        need = nil
    }

    /// Takes note of a failed command; `map` is as it was before the command.
    mutating func noteFailure(after duration: Duration, map: SectorMap) {
        if failures == 0 { mapBefore = map }
        failures += 1
        burstTime += duration
        need = nil
        if failures.isMultiple(of: Self.failuresBeforeCheck) { need = .check }
        if failures.isMultiple(of: Self.failuresInBurst) {
            if burstTime < Self.burst { need = .rest }
            burstTime = .zero
        }
    }
}
