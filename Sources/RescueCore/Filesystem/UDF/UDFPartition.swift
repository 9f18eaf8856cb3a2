/// How the blocks of a partition map lie on the disc.
///
/// Source: UDF 2.60, 2.2.8 to 2.2.13.
struct UDFPartition {
    /// What a map does with its blocks.
    enum Kind {
        /// They lie one behind the other.
        case physical
        /// Packets that went bad were moved: the first sectors by the packets' numbers.
        case sparable(packet: Int, moved: [(packet: Int, lba: LBA)])
        /// Each has its place in a table, so that a write-once disc can change.
        case virtual([UInt32])
        /// They are the blocks of a file.
        case metadata(UDFBlockList)
    }

    var kind: Kind
    /// The partition on the disc that it lies in.
    var sectors: SectorRange

    /// Where a block lies, and how many follow it on the disc without a break; nil if there is no
    /// such block.
    func run(at block: Int) -> SectorRange? {
        switch kind {
        case .physical:
            return physical(block)
        case .sparable(let packet, let moved):
            return sparable(block, packet, moved)
        case .virtual(let table):
            guard block < table.count, table[block] != .max else { return nil }
            return physical(Int(table[block]))?.prefix(1)
        case .metadata(let list):
            return list.run(at: block)
        }
    }

    private func physical(_ block: Int) -> SectorRange? {
        block < sectors.count ? SectorRange(sectors.start + block, sectors.end) : nil
    }

    private func sparable(
        _ block: Int, _ packet: Int, _ moved: [(packet: Int, lba: LBA)]
    ) -> SectorRange? {
        guard let plain = physical(block) else { return nil }
        let wanted = block / packet
        var low = 0
        var high = moved.count
        while low < high {
            let middle = (low + high) / 2
            if moved[middle].packet < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < moved.count else { return plain }
        let inside = block % packet
        return moved[low].packet == wanted
            ? SectorRange(start: moved[low].lba + inside, count: packet - inside)
            : plain.prefix(moved[low].packet * packet - block)
    }
}

/// The blocks of a file that is a partition itself.
struct UDFBlockList {
    /// The first block of each piece, and its sectors.
    private(set) var pieces: [(first: Int, sectors: SectorRange)] = []
    private var count = 0

    /// Makes the list of a file's extents; only the last of them may end within a block.
    init(_ extents: [FileExtent]) {
        for extent in extents where extent.byteCount > 0 {
            if extent.imageOffset != nil {
                pieces.append((count, extent.sectors))
            }
            count += (extent.byteCount + Sector.size - 1) / Sector.size
        }
    }

    func run(at block: Int) -> SectorRange? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].first <= block { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let piece = pieces[low - 1]
        let inside = block - piece.first
        guard inside < piece.sectors.count else { return nil }
        return SectorRange(piece.sectors.start + inside, piece.sectors.end)
    }
}
