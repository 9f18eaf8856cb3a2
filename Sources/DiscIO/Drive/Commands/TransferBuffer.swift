import RescueCore

/// The memory that drives write into: page-aligned, and poisoned before each command.
///
/// A command may be called a success although its bytes never arrived. Therefore the buffer is
/// filled with a random word first; a sector that still shows it was not transferred.
@safe
package struct TransferBuffer: ~Copyable {
    private let memory: UnsafeMutableRawBufferPointer
    private var sentinel: UInt64 = 0

    /// Makes a buffer for a number of sectors.
    package init(sectors: Int) {
        unsafe memory = .allocate(byteCount: sectors * Sector.size, alignment: 4096)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { unsafe memory.deallocate() }

    /// How many bytes the buffer holds.
    package var byteCount: Int { unsafe memory.count }

    /// Fills the buffer's first bytes with a new random word.
    package mutating func poison(byteCount: Int) {
        sentinel = .random(in: .min ... .max)
        let words = (byteCount + 7) / 8
        let target = unsafe memory.prefix(words * 8)
        unsafe UnsafeMutableRawBufferPointer(rebasing: target)
            .initializeMemory(as: UInt64.self, repeating: sentinel)
    }

    /// Whether all of the first sectors were overwritten, at their first and at their last bytes.
    package func isTransferred(sectors: Int) -> Bool {
        (0..<sectors).allSatisfy { sector in
            let start = sector * Sector.size
            return word(at: start) != sentinel && word(at: start + Sector.size - 8) != sentinel
        }
    }

    private func word(at offset: Int) -> UInt64 {
        unsafe memory.load(fromByteOffset: offset, as: UInt64.self)
    }

    /// A copy of the first bytes.
    package func bytes(_ count: Int) -> [UInt8] {
        unsafe Array(memory.prefix(count))
    }

    /// Copies the first bytes to a place in other memory.
    package func copy(byteCount: Int, into target: inout MutableSpan<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset + byteCount <= target.count, "a copy past the end")
        unsafe target.withUnsafeMutableBytes { bytes in
            let slice = unsafe bytes[offset..<(offset + byteCount)]
            unsafe UnsafeMutableRawBufferPointer(rebasing: slice)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: memory.prefix(byteCount)))
        }
    }

    /// Lends the first bytes to C code, or to whatever else takes a drive's place.
    package mutating func withUnsafeMutableBytes<Result>(
        _ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        precondition(count <= byteCount, "a transfer past the end of the buffer")
        return unsafe body(UnsafeMutableRawBufferPointer(rebasing: memory.prefix(count)))
    }

    /// Stores bytes at the start, as a drive does.
    package mutating func store(_ bytes: [UInt8]) {
        unsafe withUnsafeMutableBytes(bytes.count) { unsafe $0.copyBytes(from: bytes) }
    }
}
