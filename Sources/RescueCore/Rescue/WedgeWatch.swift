/// Watches for a drive whose firmware hangs: it fails every command at once, wherever it reads.
///
/// Real damage takes the drive seconds per failure. A hanging drive answers within milliseconds, and
/// what it says of sectors then is no judgement on them. Sixteen such answers in a row, each under half
/// a second, were never seen from a drive that was still working.
struct WedgeWatch: Sendable {
    private static let limit = 16
    private static let quick = Duration.milliseconds(500)

    private var streak = 0
    private var mapBeforeStreak: SectorMap?

    /// The map as it was before the drive began to hang; nil as long as it does not.
    var mapBeforeWedge: SectorMap? {
        streak >= Self.limit ? mapBeforeStreak : nil
    }

    mutating func noteGoodRead() {
        streak = 0
        mapBeforeStreak = nil
    }

    /// Takes note of a failed command; `map` is as it was before the command.
    mutating func noteFailure(_ kind: ReadFault.Kind, after duration: Duration, map: SectorMap) {
        guard kind == .commandRejected || kind == .hardwareError, duration < Self.quick else {
            noteGoodRead()
            return
        }
        if streak == 0 { mapBeforeStreak = map }
        streak += 1
    }
}
