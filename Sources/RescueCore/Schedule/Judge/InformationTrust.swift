/// What is known of a drive's word on where a read failed.
///
/// The sense data of most drives name the first sector that failed. Some drives always name the first
/// sector of the command, and some name nothing, or not in each case.
struct InformationTrust: Sendable {
    private enum Verdict { case open, proven, refuted }

    private var verdict = Verdict.open
    private var unprovenNames = 0
    /// The failed reads of which the first sector was named when that proved nothing yet.
    private var unproven: [SectorRange] = []
    private var confirmations = 0
    private var refutations = 0

    /// How often the first sector of a longer read is named before no other is expected.
    private static let patience = 4

    /// The failing sector, if the drive named one and can be believed.
    ///
    /// A name inside of the read proves that the drive does not always name the first sector.
    mutating func failingLBA(of fault: ReadFault) -> LBA? {
        guard verdict != .refuted, let lba = fault.failingLBA else { return nil }
        if lba > fault.range.start {
            verdict = .proven
        } else if verdict == .open {
            unprovenNames += fault.range.count > 1 ? 1 : 0
            if unprovenNames <= Self.patience { unproven.append(fault.range) }
            return nil
        }
        return lba
    }

    /// The earlier failed reads whose first sector is known to be bad only now; each is told once.
    mutating func takeProven() -> [SectorRange] {
        guard verdict == .proven, !unproven.isEmpty else { return [] }
        defer { unproven = [] }
        return unproven
    }

    /// Whether it is worthwhile to read many sectors at once where some of them will fail.
    func isWorthTrying(after fault: ReadFault) -> Bool {
        guard fault.failingLBA != nil else { return false }
        switch verdict {
        case .open: return unprovenNames < Self.patience
        case .proven: return true
        case .refuted: return false
        }
    }

    /// Takes note that the sectors before a named one could be read.
    mutating func confirm() {
        confirmations += 1
    }

    /// Takes note that they could not: this is chance, or the drive names nonsense.
    mutating func refute() {
        refutations += 1
        if refutations > 2, refutations > confirmations { verdict = .refuted }
    }
}
