package import RescueCore
package import SystemPackage

/// The rescued sectors of an image file: what its filesystems are read from.
package struct ImageSectors: RescuedSectors {
    /// How many sectors the image has, the last one perhaps in part.
    package let sectorCount: Int

    private let file: ReadOnlyFile
    private let map: SectorMap?

    /// Looks at an image through its map.
    ///
    /// - Parameters:
    ///   - file: The image.
    ///   - map: Which sectors of it were rescued; without a map, all of them.
    package init(_ file: ReadOnlyFile, map: SectorMap? = nil) {
        sectorCount = max(
            (file.byteCount + Sector.size - 1) / Sector.size, map?.sectorCount ?? 0)
        self.file = file
        self.map = map
    }

    /// The bytes of a sector; nil if it was not rescued, is cut off, or cannot be read now.
    package func sector(at lba: LBA) -> [UInt8]? {
        guard lba >= 0, lba < sectorCount, isRescued(SectorRange(start: lba, count: 1)) else {
            return nil
        }
        return (try? file.sector(lba)) ?? nil
    }

    private func isRescued(_ range: SectorRange) -> Bool {
        map?.isRescued(range) ?? true
    }
}

extension ImageSectors {
    /// Reads bytes from an offset on, rescued or not, until the buffer is full.
    ///
    /// - Throws: `noData` if the image ends before; or why it cannot be read.
    func read(_ buffer: inout MutableSpan<UInt8>, atByte offset: Int) throws(Errno) {
        guard try file.fill(&buffer, atByte: offset) == buffer.count else { throw .noData }
    }

    /// Unpacks a file that zisofs compressed, as far as its sectors were rescued.
    ///
    /// - Parameters:
    ///   - entry: The file.
    ///   - body: Takes bytes, and their places in the unpacked file; of zeros none come.
    /// - Returns: How many bytes are lost; nil if there is nothing to unpack by.
    /// - Throws: Why the image cannot be read, and what the body throws.
    package func unpack(
        _ entry: FileTree.Entry, _ body: (_ bytes: [UInt8], _ offset: Int) throws(Errno) -> Void
    ) throws(Errno) -> Int? {
        let read = { (extent: FileExtent) throws(Errno) in try bytes(of: extent) }
        guard var packed = try PackedFile(entry, read: read) else { return nil }
        var (offset, lost) = (0, 0)
        while let block = try packed.nextBlock(read: read) {
            switch block {
            case .bytes(let bytes):
                try body(bytes, offset)
                offset += bytes.count
            case .zeros(let count): offset += count
            case .lost(let count):
                offset += count
                lost += count
            }
        }
        return lost
    }

    /// The bytes of a piece of a file; nil if some of them were not rescued.
    private func bytes(of extent: FileExtent) throws(Errno) -> [UInt8]? {
        guard isRescued(extent.sectors) else { return nil }
        do throws(ImageError) {
            return try file.bytes(of: extent)
        } catch {
            throw error.errno
        }
    }
}
