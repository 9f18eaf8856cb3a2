/// Where the second copies of sectors lie: those of a metadata partition, which is kept twice.
///
/// Source: UDF 2.60, 2.2.13; the blocks of the metadata file and of its mirror are the same, and lie
/// in two places of the disc if the map says that they are duplicated.
struct UDFMirror {
    /// Stretches of sectors and where the copy of each begins, ascending.
    private var pieces: [(sectors: SectorRange, twin: LBA)] = []

    /// Makes the list of a disc that has no second copies.
    init() {}

    /// Finds the copy of each block of a file in another one.
    init(of file: UDFBlockList, in other: UDFBlockList) {
        for piece in file.pieces {
            var block = piece.first
            var sectors = piece.sectors
            while !sectors.isEmpty, let twin = other.run(at: block) {
                let part = sectors.prefix(twin.count)
                if part.start != twin.start { pieces.append((part, twin.start)) }
                block += part.count
                sectors = SectorRange(part.end, sectors.end)
            }
        }
        pieces.sort { $0.sectors.start < $1.sectors.start }
    }

    /// The copy of a sector; nil if it has none.
    func twin(of lba: LBA) -> LBA? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].sectors.start <= lba { low = middle + 1 } else { high = middle }
        }
        guard low > 0, pieces[low - 1].sectors.contains(lba) else { return nil }
        return pieces[low - 1].twin + lba - pieces[low - 1].sectors.start
    }
}

extension FileExtent {
    /// The extent with some of its sectors elsewhere.
    ///
    /// - Parameter moved: The sectors and where they are instead, ascending.
    /// - Returns: The pieces, in the order of the bytes.
    func moving(_ moved: [(lba: LBA, twin: LBA)]) -> [FileExtent] {
        guard let start = imageOffset else { return [self] }
        let end = start + byteCount
        var parts: [FileExtent] = []
        var place = start
        for (lba, twin) in moved where sectors.contains(lba) {
            let low = max(place, lba * Sector.size)
            let high = min(end, (lba + 1) * Sector.size)
            if low > place { UDFSpace.append(low - place, at: place, to: &parts) }
            UDFSpace.append(high - low, at: low + (twin - lba) * Sector.size, to: &parts)
            place = high
        }
        if place < end { UDFSpace.append(end - place, at: place, to: &parts) }
        return parts
    }
}
