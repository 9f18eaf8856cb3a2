/// Decides whether a disc is the one that is meant, by the bytes of some of its sectors: the one rule,
/// for a rip that goes on, for every checkpoint, for a disc that comes back, and for a verification.
///
/// A drive may misread a sector once, and a worn sector reads differently from time to time. So a
/// sector that is not as it is known is read again: it differs only if it gives the same other bytes
/// twice. Descriptors of two pressings can be alike, so sectors from all over the disc count, too.
public struct DiscRecognition: Sendable {
    /// In what two discs differ.
    public enum Difference: Hashable, Sendable {
        /// They have different numbers of sectors.
        case sectorCount(known: Int, found: Int)
        /// Their tables of contents differ.
        case tracks
        /// A sector has other bytes.
        case sector(LBA)
    }

    /// What a look at a disc showed.
    public enum Verdict: Hashable, Sendable {
        /// It is the disc that is meant: all that could be compared is alike.
        case same
        /// A few samples differ, and most are alike: the disc that is meant, if what is known of it
        /// may be wrong here and there; a look at more sectors tells.
        case doubtful([LBA], alike: Int)
        /// It is another disc.
        case other(Difference)
        /// What would have to be compared could not be read.
        case unknown
    }

    /// What is known to be compared with a disc.
    private struct Witness {
        var lba: LBA
        /// The bytes that were not as they are known.
        var given: [[UInt8]] = []
    }

    private var open: [Witness]
    private let descriptors: Set<LBA>
    private let essential: Set<LBA>
    private let tolerance: Int
    private var alike: Set<LBA> = []
    private var differing: Set<LBA> = []
    private let isEmpty: Bool

    /// Begins to recognise a disc.
    ///
    /// - Parameters:
    ///   - descriptors: Sectors that tell volumes apart; if one of them differs it is another disc.
    ///   - samples: Sectors from elsewhere; if most of them differ it is another disc.
    ///   - essential: Those of the sectors of which at least one has to be compared; the others alone
    ///     prove nothing.
    ///   - tolerance: So many samples may differ even if they are most, where it is to be found out
    ///     which sectors do.
    package init(
        descriptors: [LBA], samples: [LBA], essential: Set<LBA> = [], tolerance: Int = 0
    ) {
        self.descriptors = Set(descriptors)
        self.essential = essential
        self.tolerance = tolerance
        let all = self.descriptors.union(samples).sorted()
        isEmpty = all.isEmpty
        open = all.map { Witness(lba: $0) }
    }

    /// The sector to be read next, from the medium; nil when the verdict is certain.
    public var next: LBA? { open.first?.lba }

    /// Takes what the drive gave of the sector `next`.
    ///
    /// - Parameters:
    ///   - bytes: Its bytes; nil if it cannot be read, which says nothing.
    ///   - isAsKnown: Whether the sector is known to hold these.
    public mutating func take(_ bytes: [UInt8]?, isAsKnown: Bool) {
        var witness = open.removeFirst()
        guard let bytes else { return }
        if isAsKnown {
            alike.insert(witness.lba)
        } else if witness.given.contains(bytes) {
            differing.insert(witness.lba)
        } else if witness.given.count < 2 {
            // The others come before it, so that the drive has to go to the disc again.
            witness.given.append(bytes)
            open.append(witness)
        }
    }

    /// What the look showed.
    public var verdict: Verdict {
        if let lba = differing.intersection(descriptors).min() { return .other(.sector(lba)) }
        guard let first = differing.min() else {
            if alike.isEmpty, !isEmpty { return .unknown }
            return essential.isEmpty || !essential.isDisjoint(with: alike) ? .same : .unknown
        }
        return differing.count > max(alike.count, tolerance)
            ? .other(.sector(first)) : .doubtful(differing.sorted(), alike: alike.count)
    }

    /// The tolerance of a verification.
    public static let toleranceOfComparison = 2
    /// How many samples are compared where a first look left doubt.
    public static let samplesInDoubt = 40
}

extension DiscRecognition.Verdict {
    /// Whether it is the disc that is meant, of which one sector was misread when it was read first.
    ///
    /// Where nothing of another disc may be mixed in, a doubtful disc counts as another one unless
    /// this holds.
    public var isMisreading: Bool {
        guard case .doubtful(let sectors, let alike) = self else { return false }
        return sectors.count == 1 && alike >= 8
    }
}

extension SectorMap {
    /// A few rescued sectors from all over the disc, ascending.
    public func rescuedSamples(_ count: Int) -> [LBA] {
        let rescued = SectorStatusSet(.rescued)
        let found = (0..<count).compactMap { index in
            firstRun(of: rescued, from: sectorCount / (2 * count) * (2 * index + 1))?.range.start
        }
        return Set(found).sorted()
    }
}
