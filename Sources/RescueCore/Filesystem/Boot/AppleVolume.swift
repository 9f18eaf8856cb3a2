/// A volume of a Macintosh on the same disc.
///
/// Source: Inside Macintosh: Files, chapter 2 (master directory block); Apple Technical Note TN1150
/// for HFS+.
public struct AppleVolume: Hashable, Sendable {
    /// Which filesystem it has.
    public enum Kind: String, Hashable, Sendable {
        /// The older one.
        case hfs = "HFS"
        /// The newer one, also with case-sensitive names.
        case hfsPlus = "HFS+"
    }

    /// Which filesystem it has.
    public let kind: Kind
    /// Where in the image it begins, in bytes.
    public let imageOffset: Int

    /// Apple's partition map is counted in blocks of this size on nearly every disc.
    private static let block = 512
    private static let mapLimit = 64

    static func all(from source: inout some RescuedSectors & ~Copyable) -> [AppleVolume] {
        var found: [AppleVolume] = []
        for start in [0] + partitions(from: &source) {
            guard !found.contains(where: { $0.imageOffset == start }),
                let kind = kind(at: start, from: &source)
            else { continue }
            found.append(AppleVolume(kind: kind, imageOffset: start))
        }
        return found
    }

    /// The partitions of type `Apple_HFS`, by the byte they begin at.
    private static func partitions(
        from source: inout some RescuedSectors & ~Copyable
    ) -> [Int] {
        guard let first = source.sector(at: 0), UntrustedBytes(first).has("ER") else { return [] }
        return (1..<mapLimit).compactMap { index in
            let entry = bytes(at: index * block, from: &source)
            guard entry.has("PM"), entry.has("Apple_HFS", at: 48) else { return nil }
            return entry.big32(at: 8) * block
        }
    }

    /// The signature stands 1024 bytes behind the start of the volume.
    private static func kind(
        at start: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> Kind? {
        let header = bytes(at: start + 1024, from: &source)
        if header.has("BD") { return .hfs }
        return header.has("H+") || header.has("HX") ? .hfsPlus : nil
    }

    private static func bytes(
        at offset: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> UntrustedBytes {
        let sector = source.sector(at: offset / Sector.size) ?? []
        return UntrustedBytes(sector).part(offset % Sector.size, block)
    }
}
