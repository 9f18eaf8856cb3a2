/// How far the partitions of a UDF volume reach, found out without reading its tree.
package struct UDFExtent: Hashable, Sendable {
    /// The first sector behind the last partition.
    package let end: LBA

    /// Whether nothing can be written to it any more, so that all of it has to be on the disc.
    package let isReadOnly: Bool

    /// Looks for a UDF volume; nil if there is none, or its partitions are not described.
    ///
    /// - Parameters:
    ///   - source: The sectors that were rescued.
    ///   - sessions: The first sectors of the disc's sessions.
    package init?(
        from source: inout some RescuedSectors & ~Copyable, sessions: [LBA] = [0]
    ) {
        var isAnnounced = false
        for start in sessions where start >= 0 {
            isAnnounced = ISOSession(start: start, from: &source).announcesUDF || isAnnounced
        }
        guard isAnnounced else { return nil }
        let found = UDFDescriptors(
            sessions: sessions, isAnnounced: isAnnounced, from: &source)
        guard let last = found.lastPartition else { return nil }
        end = last.sectors.end
        isReadOnly = found.hasFixedEnd
    }
}

extension UDFDescriptors {
    /// The partition that reaches furthest.
    fileprivate var lastPartition: Partition? {
        partitions.values.max { $0.sectors.end < $1.sectors.end }
    }

    /// Whether all of the last partition has to be on the disc.
    ///
    /// One that can be written to, and one of a write-once disc, whose last written sector holds the
    /// virtual allocation table, may reach over what was never written (ECMA-167 3/10.5.7; UDF 2.60,
    /// 2.2.11).
    var hasFixedEnd: Bool {
        lastPartition?.isReadOnly == true && !UDFPartitionMaps.hasVirtualPartition(logical)
    }
}
