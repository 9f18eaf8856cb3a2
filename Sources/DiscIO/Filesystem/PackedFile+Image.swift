package import RescueCore
package import SystemPackage

extension ImageSectors {
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
        guard
            var file = try PackedFile(
                entry, read: { (extent) throws(Errno) in try bytes(of: extent) })
        else { return nil }
        var (offset, lost) = (0, 0)
        while let block = try file.nextBlock(read: { (extent) throws(Errno) in try bytes(of: extent)
        }) {
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
        var bytes = [UInt8](repeating: 0, count: extent.byteCount)
        guard let offset = extent.imageOffset else { return bytes }
        guard offset <= byteCount - extent.byteCount, isRescued(extent.sectors) else { return nil }
        var span = bytes.mutableSpan
        try read(&span, atByte: offset)
        return bytes
    }
}
