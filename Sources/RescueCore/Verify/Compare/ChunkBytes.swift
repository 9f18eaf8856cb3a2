/// The bytes of some neighbouring sectors, as one party has them.
struct ChunkBytes: Sendable {
    /// Which sectors.
    let range: SectorRange
    /// Their bytes.
    var bytes: [UInt8]

    /// Makes a chunk of zeros.
    init(_ range: SectorRange) {
        self.range = range
        bytes = [UInt8](repeating: 0, count: range.byteCount)
    }

    /// Makes a chunk of whatever bytes are in a buffer, whose memory it takes over.
    init(_ range: SectorRange, reusing buffer: inout [UInt8]) {
        self.range = range
        bytes = []
        swap(&bytes, &buffer)
        if bytes.count != range.byteCount {
            bytes = [UInt8](repeating: 0, count: range.byteCount)
        }
    }

    /// Where the bytes of sectors of the chunk lie in it.
    func place(of sectors: SectorRange) -> Range<Int> {
        let start = (sectors.start - range.start) * Sector.size
        return start..<start + sectors.byteCount
    }

    /// The bytes of one sector.
    func sector(_ lba: LBA) -> [UInt8] {
        Array(bytes[place(of: SectorRange(start: lba, count: 1))])
    }

    /// Puts other bytes in the place of a sector's.
    mutating func replace(_ lba: LBA, with sector: [UInt8]) {
        bytes.replaceSubrange(place(of: SectorRange(start: lba, count: 1)), with: sector)
    }

    /// Makes all sectors zero that are not in `kept`, which is sorted.
    mutating func clear(allBut kept: [SectorRange]) {
        var next = range.start
        for piece in kept + [SectorRange(range.end, range.end)] {
            if next < piece.start {
                let hole = SectorRange(next, piece.start)
                bytes.replaceSubrange(
                    place(of: hole), with: repeatElement(0, count: hole.byteCount))
            }
            next = max(next, piece.end)
        }
    }

    /// The sectors in which two parties differ.
    func differingSectors(from other: ChunkBytes) -> [LBA] {
        let (left, right) = (bytes.span, other.bytes.span)
        if areEqual(left, right) { return [] }
        return (0..<range.count).filter { index in
            let place = index * Sector.size..<(index + 1) * Sector.size
            return !areEqual(left.extracting(place), right.extracting(place))
        }.map { range.start + $0 }
    }
}
