/// How a file is compressed that a system unpacks when it is read: zisofs, and zisofs2.
///
/// The file begins with a header; behind it there are pointers, one for each block and one for the end;
/// each block is a stream of zlib, and one of no bytes stands for zeros. Nothing of that is believed:
/// what does not fit into the file is none.
///
/// Source: `doc/zisofs_format.txt` and `doc/zisofs2_format.txt` of libisofs; `fs/isofs/compress.c` of
/// Linux.
package struct Zisofs: Hashable, Sendable {
    /// How many bytes the file has for a reader.
    package let size: Int
    /// How many of them are in a block; the last one may have fewer.
    package let blockSize: Int

    private let headerSize: Int
    private let pointerSize: Int

    /// Whatever the header is, it lies in so many bytes.
    package static let longestHeader = 24

    private static let magic: [UInt8] = [0x37, 0xE4, 0x53, 0x96, 0xC9, 0xDB, 0xD6, 0x07]
    private static let secondMagic: [UInt8] = [0xEF, 0x22, 0x55, 0xA1, 0xBC, 0x1B, 0x95, 0xA0]
    /// Blocks have 4 KiB, a page of memory, to 1 MiB.
    private static let blockShifts = 12...20

    /// Reads the header of a file of so many bytes; nil if there is none, or the file is too short
    /// for all of its pointers.
    package init?(_ bytes: [UInt8], storedSize: Int) {
        let header = UntrustedBytes(bytes)
        let shift: UInt8
        switch header.part(0, 8).array {
        case Self.magic:
            (size, headerSize, shift) = (header.little32(at: 8), 4 * Int(header[12]), header[13])
            pointerSize = 4
        case Self.secondMagic where header[10] == 1:
            (size, headerSize, shift) = (header.little64(at: 12), 4 * Int(header[9]), header[11])
            pointerSize = 8
        default: return nil
        }
        guard Self.blockShifts.contains(Int(shift)), size <= FileExtent.limit, headerSize >= 16
        else { return nil }
        blockSize = 1 << Int(shift)
        guard headerSize + (blockCount + 1) * pointerSize <= storedSize else { return nil }
    }

    /// How many blocks there are.
    package var blockCount: Int { (size + blockSize - 1) / blockSize }

    /// How many bytes of the file a block has for a reader.
    package func byteCount(ofBlock block: Int) -> Int { min(blockSize, size - block * blockSize) }

    /// Where in the file the two pointers stand that a block lies between.
    package func pointers(ofBlock block: Int) -> Range<Int> {
        let start = headerSize + block * pointerSize
        return start..<start + 2 * pointerSize
    }

    /// Where in a file of so many bytes a block lies, by its two pointers.
    ///
    /// - Returns: nil if that cannot be: no stream of zlib is much larger than its bytes.
    package func place(pointers: [UInt8], storedSize: Int) -> Range<Int>? {
        let bytes = UntrustedBytes(pointers)
        let number = { pointerSize == 4 ? bytes.little32(at: $0) : bytes.little64(at: $0) }
        let (start, end) = (number(0), number(pointerSize))
        guard start <= end, end <= storedSize, end - start <= 2 * blockSize else { return nil }
        return start..<end
    }
}
