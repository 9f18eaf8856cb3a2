/// Reads file entries and follows them to the bytes of the files.
struct UDFFileReader {
    private static let chainLimit = 64

    var space: UDFSpace
    /// How many sectors with further allocation descriptors may still be read: a good disc has one
    /// for each 253 extents, a bad one may have chains of them that many files share.
    private var furtherReads: Int
    /// Sectors with further allocation descriptors, since the last call of `takeSectors`.
    private var sectors: [SectorRange] = []

    init(_ space: UDFSpace, sectorCount: Int) {
        self.space = space
        furtherReads = sectorCount / 64 + 10_000
    }

    mutating func takeSectors() -> [SectorRange] {
        defer { sectors.removeAll(keepingCapacity: true) }
        return sectors
    }

    /// What came of looking for a file entry.
    enum Lookup {
        case found(UDFFileEntry, at: LBA)
        case missing(at: LBA)
        case broken(at: LBA?)
    }

    /// The file entry at an address; of a chain the last one (ECMA-167 4/14.6.2, UDF 2.60, 2.3.5.1).
    mutating func entry(
        at address: UDFAddress, from source: inout some RescuedSectors & ~Copyable
    ) -> Lookup {
        var found: Lookup?
        var next: UDFAddress? = address
        var hops = 0
        while let place = next, hops < Self.chainLimit {
            hops += 1
            next = nil
            guard let lba = space.lba(of: place) else { break }
            let lookup = entry(at: lba, from: &source)
            guard case .found(let entry, _) = lookup else { return found ?? lookup }
            found = lookup
            if entry.isChained { next = link(behind: place, from: &source) }
        }
        return found ?? .broken(at: nil)
    }

    /// The file entry in a sector, or in its second copy if the first one is lost or broken.
    private mutating func entry(
        at lba: LBA, from source: inout some RescuedSectors & ~Copyable
    ) -> Lookup {
        let twin = space.twins.twin(of: lba)
        var result = Lookup.missing(at: lba)
        for place in [lba, twin] {
            guard let place, let sector = source.sector(at: place) else { continue }
            if let entry = UDFFileEntry(UntrustedBytes(sector)) {
                // The copy that is not needed is a part of the filesystem, too.
                if let other = place == lba ? twin : lba { note(other) }
                return .found(entry, at: place)
            }
            if place == lba { result = .broken(at: lba) }
        }
        return result
    }

    private mutating func note(_ lba: LBA) {
        sectors.append(SectorRange(start: lba, count: 1))
    }

    private func link(
        behind place: UDFAddress, from source: inout some RescuedSectors & ~Copyable
    ) -> UDFAddress? {
        let behind = UDFAddress(block: place.block + 1, partition: place.partition)
        guard let lba = space.lba(of: behind), let (bytes, _) = space.sector(at: lba, from: &source)
        else { return nil }
        guard let tag = UDFTag(bytes), tag.kind == .indirectEntry, tag.isSound else { return nil }
        return UDFAddress(bytes.part(40, 6))
    }

    /// Where the bytes of a file lie.
    struct Placement {
        var extents: [FileExtent] = []
        /// Whether every byte has a place.
        var isComplete = true
        /// A sector with allocation descriptors that was not rescued.
        var missing: LBA?
        /// The sectors with further descriptors, each of which counts once.
        fileprivate var further: Set<LBA> = []
    }

    /// Where the bytes of a file lie, up to its size.
    ///
    /// - Parameters:
    ///   - entry: The file entry.
    ///   - lba: The sector it stands in.
    ///   - partition: The partition map that short descriptors mean.
    ///   - source: The sectors, for further descriptors.
    /// - Returns: The extents, which together are as long as the file.
    mutating func placement(
        of entry: UDFFileEntry, at lba: LBA, partition: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) -> Placement {
        var placement = Placement()
        var rest = entry.byteCount
        if entry.layout == .embedded {
            let count = min(rest, entry.allocation.count)
            UDFSpace.append(
                count, at: lba * Sector.size + entry.allocationOffset, to: &placement.extents)
            rest -= count
        } else {
            var area: UntrustedBytes? = entry.allocation
            while let descriptors = area {
                let next = append(
                    descriptors, entry.layout, partition, rest: &rest, to: &placement)
                area = next.flatMap { furtherDescriptors(at: $0, &placement, from: &source) }
            }
        }
        if rest > 0 {
            UDFSpace.append(rest, at: UDFSpace.nowhere, to: &placement.extents)
            placement.isComplete = false
        }
        return placement
    }

    /// Adds the extents of an area of descriptors (ECMA-167 4/14.14).
    ///
    /// - Returns: Where further descriptors stand, if they do.
    private mutating func append(
        _ area: UntrustedBytes, _ layout: UDFFileEntry.Layout, _ partition: Int,
        rest: inout Int, to placement: inout Placement
    ) -> UDFAddress? {
        var offset = 0
        while offset + layout.descriptorLength <= area.count, rest > 0 {
            let length = area.little32(at: offset) & 0x3FFF_FFFF
            let kind = area.little32(at: offset) >> 30
            guard length > 0 else { return nil }
            let place = area.part(offset + (layout == .extended ? 12 : 4), 6)
            let address =
                layout == .short
                ? UDFAddress(block: place.little32(at: 0), partition: partition)
                : UDFAddress(place)
            if kind == 3 { return address }
            let count = min(length, rest)
            if kind == 0 {
                let isPlaced = space.append(count, at: address, to: &placement.extents)
                placement.isComplete = placement.isComplete && isPlaced
            } else {
                // Allocated or not, what was not recorded reads as zeros.
                placement.extents.append(FileExtent(imageOffset: nil, byteCount: count))
            }
            rest -= count
            offset += layout.descriptorLength
        }
        return nil
    }

    private mutating func furtherDescriptors(
        at address: UDFAddress, _ placement: inout Placement,
        from source: inout some RescuedSectors & ~Copyable
    ) -> UntrustedBytes? {
        furtherReads -= 1
        guard furtherReads > 0, let lba = space.lba(of: address),
            placement.further.insert(lba).inserted
        else { return nil }
        guard let (bytes, place) = space.sector(at: lba, from: &source) else {
            note(lba)
            placement.missing = lba
            return nil
        }
        note(place)
        guard let tag = UDFTag(bytes), tag.kind == .allocationExtent, tag.isSound else {
            return nil
        }
        return bytes.part(24, bytes.little32(at: 20))
    }

    /// The bytes of a small file, such as a table; a missing sector reads as zeros.
    func bytes(
        of extents: [FileExtent], limit: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for extent in extents where bytes.count < limit {
            let count = min(extent.byteCount, limit - bytes.count)
            guard let start = extent.imageOffset, start < UDFSpace.nowhere else {
                bytes += [UInt8](repeating: 0, count: count)
                continue
            }
            var offset = start
            while offset < start + count {
                let next = min(start + count, (offset / Sector.size + 1) * Sector.size)
                let sector = space.sector(at: offset / Sector.size, from: &source)?.bytes
                let part = sector?.part(offset % Sector.size, next - offset).array ?? []
                bytes += part + [UInt8](repeating: 0, count: next - offset - part.count)
                offset = next
            }
        }
        return bytes
    }
}
