/// Bytes from a disc, read as numbers and text.
///
/// A structure may say that it is longer than its sector, so what lies outside reads as zero or as
/// nothing: no claim of a disc makes a read trap.
struct UntrustedBytes {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    var count: Int { bytes.count }

    var slice: ArraySlice<UInt8> { bytes }

    var array: [UInt8] { Array(bytes) }

    subscript(offset: Int) -> UInt8 {
        0 <= offset && offset < bytes.count ? bytes[bytes.startIndex + offset] : 0
    }

    /// The part of the bytes that begins at `offset`, at most `count` long.
    func part(_ offset: Int, _ count: Int = .max) -> UntrustedBytes {
        let low = min(max(offset, 0), bytes.count)
        let high = low + min(max(count, 0), bytes.count - low)
        return UntrustedBytes(bytes[bytes.startIndex + low..<bytes.startIndex + high])
    }

    /// Whether ASCII text stands at an offset.
    func has(_ text: StaticString, at offset: Int = 0) -> Bool {
        text.description.utf8.elementsEqual(part(offset, text.utf8CodeUnitCount).bytes)
    }

    func little16(at offset: Int) -> Int {
        Int(self[offset]) | Int(self[offset + 1]) << 8
    }

    func little32(at offset: Int) -> Int {
        little16(at: offset) | little16(at: offset + 2) << 16
    }

    /// A number of 64 bits; one that no disc can mean becomes `limit`.
    func little64(at offset: Int, limit: Int = 1 << 56) -> Int {
        let high = little32(at: offset + 4)
        return high >= limit >> 32 ? limit : little32(at: offset) | high << 32
    }

    func big16(at offset: Int) -> Int {
        Int(self[offset]) << 8 | Int(self[offset + 1])
    }

    func big32(at offset: Int) -> Int {
        big16(at: offset) << 16 | big16(at: offset + 2)
    }

    /// A number that stands there twice, little-endian and then big-endian (ECMA-119 clause 7.2.3).
    ///
    /// - Returns: The first of them, as every system takes it; the second one if that is zero.
    func both16(at offset: Int) -> Int {
        let little = little16(at: offset)
        return little == 0 ? big16(at: offset + 2) : little
    }

    /// A number that stands there twice, little-endian and then big-endian (ECMA-119 clause 7.3.3).
    ///
    /// - Returns: The first of them, as every system takes it; the second one if that is zero.
    func both32(at offset: Int) -> Int {
        let little = little32(at: offset)
        return little == 0 ? big32(at: offset + 4) : little
    }

    /// Text of a fixed width without its padding of spaces or zeros.
    func trimmed(_ offset: Int, _ count: Int) -> [UInt8] {
        let field = part(offset, count).bytes
        let end = field.lastIndex { $0 != 0x20 && $0 != 0 }
        return Array(field[..<(end.map { $0 + 1 } ?? field.startIndex)])
    }
}
