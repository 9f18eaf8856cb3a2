/// Turns blocks counted in bytes into a map counted in sectors.
struct MapfileSectors {
    /// How far the blocks reach, in bytes.
    private(set) var end = 0

    private let limit: Int?
    private var builder = SectorMapBuilder()
    /// The least processed status of the pieces of the sector that `end` lies in.
    private var partial: SectorStatus?

    /// Behind this byte no disc has any.
    static let mostBytes = SectorRange.mostSectors * Sector.size

    /// Makes an empty map of a disc; without a `sectorCount` it becomes as large as its blocks.
    init(sectorCount: Int?) {
        limit = sectorCount.map { $0 * Sector.size }
    }

    /// Adds a block, which begins at `end` unless it is the first one.
    mutating func append(
        _ position: Int, _ size: Int, _ status: SectorStatus
    ) throws(MapfileError.Kind) {
        // A size too large for a number of 64 bits means "up to the end".
        let (sum, isOver) = position.addingReportingOverflow(size)
        let blockEnd = isOver ? .max : sum
        if let limit, status == .rescued, blockEnd > limit {
            throw .rescuedBehindEnd(discSize: limit)
        }
        let known = limit ?? Self.mostBytes
        guard limit != nil || blockEnd <= known else { throw .noSize }
        fill(to: min(position, known), .untried)
        fill(to: min(blockEnd, known), status)
        end = max(end, min(blockEnd, known))
    }

    /// The map; what no block spoke of is untried.
    consuming func map() -> SectorMap {
        if let limit {
            fill(to: limit, .untried)
        }
        if let partial {
            builder.append(1, partial)
        }
        return builder.map()
    }

    private mutating func fill(to newEnd: Int, _ status: SectorStatus) {
        guard newEnd > end else { return }
        if let partial {
            let least = min(partial, status)
            guard newEnd >= (builder.sectorCount + 1) * Sector.size else {
                self.partial = least
                end = newEnd
                return
            }
            builder.append(1, least)
        }
        builder.append(newEnd / Sector.size - builder.sectorCount, status)
        partial = newEnd % Sector.size == 0 ? nil : status
        end = newEnd
    }
}
