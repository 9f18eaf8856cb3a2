package import RescueCore
import SystemPackage

/// The rescued sectors of an image file.
///
/// It only reads, and keeps nothing in memory.
package struct ImageSectors: RescuedSectors, ~Copyable {
    /// How many sectors the image has, the last one perhaps in part.
    package let sectorCount: Int

    /// How many bytes the file has.
    package let byteCount: Int

    private let file: ReadOnlyFile
    private let map: SectorMap?

    /// Opens an image.
    ///
    /// - Parameters:
    ///   - path: The image file, or a block device.
    ///   - map: Which sectors of it were rescued; without a map, all of them.
    /// - Throws: Why the file cannot be read.
    package init(_ path: String, map: SectorMap? = nil) throws(ImageError) {
        let file = try ReadOnlyFile(path)
        let size = try file.size()
        byteCount = size
        sectorCount = max((size + Sector.size - 1) / Sector.size, map?.sectorCount ?? 0)
        self.file = file
        self.map = map
    }

    /// The bytes of a sector; nil if it was not rescued, is cut off, or cannot be read now.
    package func sector(at lba: LBA) -> [UInt8]? {
        guard lba >= 0, lba < sectorCount, isRescued(lba) else { return nil }
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        let count = try? file.read(&span, at: lba * Sector.size)
        return count == Sector.size ? bytes : nil
    }

    /// Reads bytes from an offset on, rescued or not, until the buffer is full.
    ///
    /// - Throws: `noData` if the image ends before; or why it cannot be read.
    func read(_ buffer: inout MutableSpan<UInt8>, atByte offset: Int) throws(Errno) {
        let count = try file.read(&buffer, at: offset)
        if count < buffer.count { throw .noData }
    }

    /// Whether all sectors of a range were rescued.
    func isRescued(_ range: SectorRange) -> Bool {
        guard let map else { return true }
        guard map.range.contains(range) else { return false }
        return map.runs(in: range).allSatisfy { $0.status == .rescued }
    }

    private func isRescued(_ lba: LBA) -> Bool {
        guard let map else { return true }
        return lba < map.sectorCount && map.status(at: lba) == .rescued
    }
}
