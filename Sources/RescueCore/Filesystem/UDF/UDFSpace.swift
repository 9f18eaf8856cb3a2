/// All partition maps of a volume: what turns addresses into sectors.
struct UDFSpace {
    /// The maps, by the numbers that addresses name; nil for one that cannot be read.
    var partitions: [UDFPartition?]

    /// How many further pieces may be looked up: a bound for discs whose structures lead in circles.
    var work: Int

    /// Where metadata lie a second time.
    var twins = UDFMirror()

    /// A place that no disc has, for bytes whose place is not known.
    static let nowhere = FileExtent.limit

    /// The sector of one block; nil if there is no such block.
    func lba(of address: UDFAddress) -> LBA? {
        guard partitions.indices.contains(address.partition) else { return nil }
        return partitions[address.partition]?.run(at: address.block)?.start
    }

    /// The bytes of a sector of metadata, from its second copy if the first one was not rescued, and
    /// where they were found; nil if they are lost.
    func sector(
        at lba: LBA, from source: inout some RescuedSectors & ~Copyable
    ) -> (bytes: UntrustedBytes, lba: LBA)? {
        for place in [lba, twins.twin(of: lba)] {
            if let place, let sector = source.sector(at: place) {
                return (UntrustedBytes(sector), place)
            }
        }
        return nil
    }

    /// Adds the pieces in which bytes lie that begin with a block.
    ///
    /// - Returns: Whether all of them have a place.
    mutating func append(
        _ byteCount: Int, at address: UDFAddress, to extents: inout [FileExtent]
    ) -> Bool {
        var rest = byteCount
        var block = address.block
        while rest > 0 {
            work -= 1
            let known = partitions.indices.contains(address.partition)
            guard known, work > 0, let run = partitions[address.partition]?.run(at: block) else {
                Self.append(rest, at: Self.nowhere, to: &extents)
                return false
            }
            let part = min(rest, run.byteCount)
            Self.append(part, at: run.byteOffset, to: &extents)
            rest -= part
            block += run.count
        }
        return true
    }

    /// Adds a piece, as a part of the last one if it goes on with that.
    static func append(_ byteCount: Int, at offset: Int?, to extents: inout [FileExtent]) {
        if let last = extents.last, let end = last.imageOffset.map({ $0 + last.byteCount }),
            end == offset, last.byteCount + byteCount < FileExtent.limit
        {
            extents[extents.count - 1] = FileExtent(
                imageOffset: last.imageOffset, byteCount: last.byteCount + byteCount)
        } else {
            extents.append(FileExtent(imageOffset: offset, byteCount: byteCount))
        }
    }
}
