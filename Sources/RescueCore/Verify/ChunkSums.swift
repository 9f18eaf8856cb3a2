/// What was read first, in checksums: one for each piece of 1 MiB of an image.
///
/// A sum is the first 64 bits of the SHA-256 of the piece as it lies in the image, where sectors
/// that were not rescued are zeros; the last piece may be shorter. In a record the sums are one
/// string, 16 hexadecimal digits after another: those of piece N are what
/// `dd bs=1M skip=N count=1 | sha256sum` begins with. 64 bits tell accidents apart; against intent
/// there is the whole SHA-256.
public struct ChunkSums: Hashable, Sendable {
    /// How many sectors a chunk has, unless somebody wants it otherwise: 1 MiB.
    public static let usualChunkSectors = 512

    /// How many sectors one sum is of.
    public let chunkSectors: Int

    /// The sums, from the first chunk on.
    public var sums: [UInt64]

    /// Makes the sums of chunks of `chunkSectors` sectors, which must be at least one.
    public init(chunkSectors: Int = Self.usualChunkSectors, sums: [UInt64] = []) {
        precondition(chunkSectors > 0, "a chunk has sectors")
        self.chunkSectors = chunkSectors
        self.sums = sums
    }

    /// Whether there is one sum for every chunk of an image of so many sectors.
    public func cover(sectorCount: Int) -> Bool {
        sums.count == (sectorCount + chunkSectors - 1) / chunkSectors
    }
}

extension ChunkSums: Codable {
    private static let algorithm = "sha256/64"
    private static let digits = 16

    private enum CodingKeys: String, CodingKey {
        case algorithm
        case chunkSectors
        case sums
    }

    /// Writes the sums as one string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.algorithm, forKey: .algorithm)
        try container.encode(chunkSectors, forKey: .chunkSectors)
        try container.encode(Self.text(of: sums), forKey: .sums)
    }

    /// Reads what `encode` writes.
    ///
    /// - Throws: `DecodingError`, for another algorithm too.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .algorithm)
        guard name == Self.algorithm else {
            throw DecodingError.dataCorruptedError(
                forKey: .algorithm, in: container, debugDescription: "an unknown checksum")
        }
        let sectors = try container.decode(Int.self, forKey: .chunkSectors)
        guard (1...1 << 16).contains(sectors) else {
            throw DecodingError.dataCorruptedError(
                forKey: .chunkSectors, in: container, debugDescription: "no size of a chunk")
        }
        guard let sums = Self.sums(in: try container.decode(String.self, forKey: .sums)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .sums, in: container, debugDescription: "not 16 digits for each sum")
        }
        self.init(chunkSectors: sectors, sums: sums)
    }

    private static func text(of sums: [UInt64]) -> String {
        Hexadecimal.text(of: sums.lazy.flatMap(\.bigEndianBytes))
    }

    private static func sums(in text: String) -> [UInt64]? {
        let bytes = Array(text.utf8)
        guard bytes.count.isMultiple(of: digits) else { return nil }
        var sums: [UInt64] = []
        sums.reserveCapacity(bytes.count / digits)
        var sum: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            guard let value = Hexadecimal.value(of: byte) else { return nil }
            sum = sum << 4 | UInt64(value)
            if index % digits == digits - 1 { sums.append(sum) }
        }
        return sums
    }
}
