/// The head of every structure of UDF: what it is, and whether its bytes are sound.
///
/// Source: ECMA-167 3/7.2.
struct UDFTag {
    /// The structures that are read.
    enum Kind: Int {
        case primaryVolume = 1
        case anchor = 2
        case volumePointer = 3
        case partition = 5
        case logicalVolume = 6
        case terminating = 8
        case fileSet = 256
        case fileIdentifier = 257
        case allocationExtent = 258
        case indirectEntry = 259
        case fileEntry = 261
        case extendedFileEntry = 266
    }

    static let size = 16

    let kind: Kind?
    /// Whether the sum over the structure is right, and not only the one over the tag.
    let isSound: Bool

    /// Reads the tag that `bytes` begins with; nil if the sum over it is wrong.
    init?(_ bytes: UntrustedBytes) {
        guard bytes.count >= Self.size else { return nil }
        let sum = (0..<Self.size).reduce(UInt8(0)) { $1 == 4 ? $0 : $0 &+ bytes[$1] }
        guard sum == bytes[4], (2...3).contains(bytes.little16(at: 2)) else { return nil }
        kind = Kind(rawValue: bytes.little16(at: 0))
        let covered = bytes.part(Self.size, bytes.little16(at: 10))
        isSound =
            covered.count == bytes.little16(at: 10)
            && Checksum16.of(covered) == bytes.little16(at: 8)
    }
}

/// The cyclic sum of ECMA-167 7.2.6: polynomial 0x1021, starting from 0.
enum Checksum16 {
    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { sum, _ in
            sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021
        }
    }

    static func of(_ bytes: UntrustedBytes) -> Int {
        let table = table
        return Int(
            bytes.slice.reduce(UInt16(0)) { sum, byte in
                sum << 8 ^ table[Int(UInt8(sum >> 8) ^ byte)]
            })
    }
}
