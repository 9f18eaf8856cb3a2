import RescueCore

/// A volume with a metadata partition, which is kept twice (UDF 2.60, 2.2.13).
extension UDFBuilder {
    /// The sectors of the metadata file, block by block.
    static let metadata: [LBA] = [330, 350, 351, 352, 353, 354, 355]

    /// The sectors of its mirror.
    static let metadataMirror: [LBA] = [370, 371, 372, 373, 390, 391, 392]

    /// A volume whose blocks of metadata are: the file set, the root, the directory DIR and, in two
    /// blocks, its records, a file with its bytes inside, and `/DIR/BIG`, whose bytes lie
    /// in the sectors 360 and 361 of the plain partition.
    static func metadataVolume() -> UDFBuilder {
        let locations = [10, 11, 0xFFFF_FFFF].flatMap { little($0, 4) }
        var builder = UDFBuilder(
            sectorCount: 400,
            maps: [plainMap, map("Metadata", locations)], fileSet: (0, 1))
        builder.entry(
            at: 310, type: 250, size: 7 * 2048,
            short(2048, 30) + short(6 * 2048, 50))
        builder.entry(
            at: 311, type: 251, size: 7 * 2048,
            short(4 * 2048, 70) + short(3 * 2048, 90))
        let root = name("DIR", at: 2, in: 1)
        let fillers = (0..<40).map { name("A NAME TO FILL A BLOCK \($0)", at: 5, in: 1) }
        let records = fillers.joined() + name("BIG", at: 6, in: 1)
        for blocks in [metadata, metadataMirror] {
            builder.fileSet(at: blocks[0], root: (1, 1))
            builder.entry(at: blocks[1], type: 4, size: root.count, layout: 3, root)
            builder.entry(
                at: blocks[2], type: 4, size: records.count, short(records.count, 3))
            builder.disc.put(Array(records.prefix(2048)), at: blocks[3])
            builder.disc.put(Array(records.dropFirst(2048)), at: blocks[4])
            builder.entry(at: blocks[5], size: 5, layout: 3, Array("hello".utf8))
            builder.entry(at: blocks[6], size: 3000, layout: 1, long(3000, 60, 0))
        }
        return builder
    }
}
