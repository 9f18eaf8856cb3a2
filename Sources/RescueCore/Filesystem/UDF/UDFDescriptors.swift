/// Collects the descriptors of a volume from its two sequences, of which one may be hurt.
///
/// Source: ECMA-167 3/8.4; the places of the anchor are those of UDF 2.60, 2.2.3.
struct UDFDescriptors {
    /// A partition of the disc.
    struct Partition {
        var sectors: SectorRange
        /// Where the table of its free space lies, inside of it.
        var spaceBitmap: SectorRange
        /// Whether nothing can be written to it any more, so that all of it is on the disc.
        var isReadOnly: Bool
    }

    /// Where the first anchor stands, counted from the beginning of its session.
    static let anchor = 256

    private static let sequenceLimit = 256
    private static let pointerLimit = 8
    /// Where descriptors are looked for if no anchor can be read; they stand before the files.
    private static let searched = 16..<600

    private(set) var primary: UntrustedBytes?
    private(set) var logical: UntrustedBytes?
    /// Where that one stands.
    private(set) var logicalLBA: LBA = 0
    private(set) var partitions: [Int: Partition] = [:]
    private(set) var notes = FilesystemNotes()
    private(set) var structures: [SectorRange] = []

    /// The numbers that say which of two descriptors is the newer one (3/8.4.3).
    private var sequenceNumbers: [Int: Int] = [:]
    private var isHurt = false

    /// Makes the descriptors of a disc that has none.
    init() {}

    /// Looks for the volume; without an anchor and without descriptors it stays empty.
    ///
    /// - Parameters:
    ///   - sessions: The first sectors of the sessions.
    ///   - isAnnounced: Whether something else on the disc says that there is a volume.
    ///   - isThorough: Whether all anchors are looked at, and not only those before a good one.
    ///   - source: The sectors that were rescued.
    init(
        sessions: [LBA], isAnnounced: Bool, isThorough: Bool = true,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        let end = source.sectorCount
        let sessionAnchors = sessions.map { $0 + Self.anchor }
        let places = sessionAnchors + [end - 257, end - 256, end - 1, 512]
        for lba in places where lba >= 0 && (isThorough || logical == nil) {
            guard let sector = source.sector(at: lba) else {
                noteAnchor(
                    at: lba, isWanted: isAnnounced && lba < end && sessionAnchors.contains(lba))
                continue
            }
            let bytes = UntrustedBytes(sector)
            guard let tag = UDFTag(bytes), tag.kind == .anchor, tag.isSound else { continue }
            structures.append(SectorRange(start: lba, count: 1))
            if logical == nil { readSequences(of: bytes, from: &source) }
        }
        if logical == nil, isAnnounced {
            search(&source)
        }
    }

    /// Notes that an anchor is missing; those at the end of a disc need not be there.
    private mutating func noteAnchor(at lba: LBA, isWanted: Bool) {
        guard isWanted else { return }
        notes.add(.descriptor, .missing, lba: lba)
        structures.append(SectorRange(start: lba, count: 1))
    }

    private mutating func readSequences(
        of anchor: UntrustedBytes, from source: inout some RescuedSectors & ~Copyable
    ) {
        for offset in [16, 24] {
            let wasComplete = isComplete
            var next: SectorRange? = Self.extent(anchor, at: offset)
            var hops = 0
            while let range = next, hops < Self.pointerLimit {
                next = readSequence(range, from: &source)
                hops += 1
            }
            // The second sequence says the same; it is only for a first one that is hurt.
            if !isHurt, isComplete { break }
            isHurt = true
            if offset > 16, !wasComplete, isComplete, notes.isEmpty {
                notes.add(.descriptor, .broken, lba: Self.extent(anchor, at: 16).start)
            }
        }
        structures.append(Self.extent(anchor, at: 24))
    }

    /// Whether all is known that a volume must have.
    private var isComplete: Bool { primary != nil && logical != nil && !partitions.isEmpty }

    /// An extent as ECMA-167 3/7.1 writes it: length, then place.
    private static func extent(_ bytes: UntrustedBytes, at offset: Int) -> SectorRange {
        let count = (bytes.little32(at: offset) + Sector.size - 1) / Sector.size
        return SectorRange(
            start: bytes.little32(at: offset + 4), count: min(count, sequenceLimit))
    }

    /// Reads one extent of a sequence.
    ///
    /// - Returns: Where the sequence goes on, if it does.
    private mutating func readSequence(
        _ range: SectorRange, from source: inout some RescuedSectors & ~Copyable
    ) -> SectorRange? {
        structures.append(range)
        for lba in range.start..<range.end {
            guard let sector = source.sector(at: lba) else {
                notes.add(.descriptor, .absence(of: lba, in: source.sectorCount), lba: lba)
                isHurt = true
                continue
            }
            let bytes = UntrustedBytes(sector)
            guard let tag = UDFTag(bytes), tag.isSound else {
                // What is behind the last descriptor does not have to be anything.
                if (1...9).contains(bytes.little16(at: 0)) {
                    notes.add(.descriptor, .broken, lba: lba)
                }
                isHurt = isHurt || bytes.little16(at: 0) != 0
                continue
            }
            if tag.kind == .terminating { return nil }
            if tag.kind == .volumePointer { return Self.extent(bytes, at: 20) }
            take(bytes, tag.kind, at: lba)
        }
        return nil
    }

    private mutating func take(_ bytes: UntrustedBytes, _ kind: UDFTag.Kind?, at lba: LBA) {
        switch kind {
        case .primaryVolume where isNewer(bytes, slot: -1):
            primary = bytes
        case .logicalVolume where isNewer(bytes, slot: -2):
            logical = bytes
            logicalLBA = lba
        case .partition where isNewer(bytes, slot: bytes.little16(at: 22)):
            let start = bytes.little32(at: 188)
            let sectors = SectorRange(start: start, count: bytes.little32(at: 192))
            let bitmap = SectorRange(
                start: start + bytes.little32(at: 68),
                count: (bytes.little32(at: 64) & 0x3FFF_FFFF + Sector.size - 1) / Sector.size)
            partitions[bytes.little16(at: 22)] = Partition(
                sectors: sectors, spaceBitmap: bitmap.clamped(to: sectors),
                // 3/10.5.7; other partitions may reach over what was never written.
                isReadOnly: bytes.little32(at: 184) == 1)
        default:
            break
        }
    }

    private mutating func isNewer(_ bytes: UntrustedBytes, slot: Int) -> Bool {
        let number = bytes.little32(at: 16)
        if let known = sequenceNumbers[slot], known >= number { return false }
        sequenceNumbers[slot] = number
        return true
    }

    private mutating func search(_ source: inout some RescuedSectors & ~Copyable) {
        for lba in Self.searched {
            guard let sector = source.sector(at: lba) else { continue }
            let bytes = UntrustedBytes(sector)
            guard let tag = UDFTag(bytes), tag.isSound, bytes.little32(at: 12) == lba else {
                continue
            }
            structures.append(SectorRange(start: lba, count: 1))
            take(bytes, tag.kind, at: lba)
        }
    }
}
