/// Apple's partition map, as far as it leads to volumes.
///
/// Source: Inside Macintosh: Devices, chapter 3. Its blocks have the size that the first of them tells;
/// makers of hybrid images write 512 or 2048 there.
struct ApplePartitionMap {
    private static let limit = 64

    /// Whether there is a map.
    let exists: Bool
    /// The partitions of type `Apple_HFS`, by the byte they begin at.
    let volumes: [Int]

    init(from source: inout some RescuedSectors & ~Copyable) {
        let first = Self.bytes(at: 0, 4, from: &source)
        let told = first.has("ER") ? first.big16(at: 2) : 512
        let block = [512, 1024, Sector.size].contains(told) ? told : 512
        var found: [Int] = []
        var index = 1
        while index < Self.limit {
            let entry = Self.bytes(at: index * block, 512, from: &source)
            guard entry.has("PM") else { break }
            if entry.has("Apple_HFS", at: 48) { found.append(entry.big32(at: 8) * block) }
            index += 1
        }
        exists = index > 1
        volumes = found
    }

    /// Some bytes of the disc that lie in one sector; fewer if it was not rescued.
    static func bytes(
        at offset: Int, _ count: Int, from source: inout some RescuedSectors & ~Copyable
    ) -> UntrustedBytes {
        let sector = source.sector(at: offset / Sector.size) ?? []
        return UntrustedBytes(sector).part(offset % Sector.size, count)
    }
}
