/// Follows the system use fields of a record to the places where they go on.
///
/// Each area belongs to one record, so all of them together are no larger than the disc. What leads
/// in circles, or many records to one area, is followed no further.
///
/// Source: SUSP 1.12, clause 5.1 (CE).
struct SystemUseReader {
    /// The most continuations that are followed for one record.
    private static let areaLimit = 64
    private static let smallestField = 4
    /// An area counts as so many bytes at least.
    private static let smallestArea = 64

    /// Why a record is not known as a whole.
    struct Loss {
        var problem: FilesystemNote.Problem
        var lba: LBA
    }

    /// How many bytes of areas may still be read.
    var budget = 0
    /// Whether any name of Rock Ridge was found.
    private(set) var hasNames = false

    private var hasModes = false
    private var loss: Loss?
    private var sectors: [SectorRange] = []

    /// How many bytes of areas a disc can have; no more than that is worth the time.
    static func budget(sectorCount: Int) -> Int {
        min(sectorCount, (512 << 20) / Sector.size) * Sector.size
    }

    /// What the tree is to be called.
    var format: FileTree.Format { hasNames || hasModes ? .rockRidge : .iso9660 }

    /// All fields of a record.
    mutating func fields(
        of area: UntrustedBytes, blockSize: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) -> RockRidge {
        var fields = RockRidge()
        fields.read(area)
        var known: [Int] = []
        while let next = fields.next {
            let offset = next.block * blockSize + next.offset
            let lba = offset / Sector.size
            if known.contains(offset) {
                loss = Loss(problem: .repeated, lba: lba)
                break
            }
            guard known.count < Self.areaLimit, budget > 0 else {
                loss = Loss(problem: .tooMuch, lba: lba)
                break
            }
            known.append(offset)
            guard let sector = source.sector(at: lba) else {
                loss = Loss(problem: .absence(of: lba, in: source.sectorCount), lba: lba)
                break
            }
            sectors.append(SectorRange(start: lba, count: 1))
            let part = UntrustedBytes(sector).part(offset % Sector.size, next.length)
            budget -= max(part.count, Self.smallestArea)
            if !fields.read(part), part.count >= Self.smallestField {
                loss = Loss(problem: .broken, lba: lba)
            }
        }
        hasNames = hasNames || !fields.name.isEmpty
        hasModes = hasModes || fields.mode != nil
        return fields
    }

    /// What was lost since the last call.
    mutating func takeLoss() -> Loss? {
        defer { loss = nil }
        return loss
    }

    /// The sectors that were read since the last call.
    mutating func takeSectors() -> [SectorRange] {
        defer { sectors.removeAll(keepingCapacity: true) }
        return sectors
    }
}
