/// What the descriptors of a UDF volume say.
///
/// Source: ECMA-167 part 3; UDF 2.60, 2.2.
package struct UDFVolume: Hashable, Sendable {
    /// The name of the volume.
    package let label: String
    /// The version of UDF, in two digits before and two behind the point: 0x0250 is 2.50.
    package let revision: Int
    /// What made the volume, as it names itself.
    package let implementation: String
    /// When the volume was made, in seconds since 1970 UTC.
    package let created: Int?
    /// Where its partitions lie.
    package let partitions: [SectorRange]
    /// Whether it is on a write-once disc that was written in several goes.
    package let isVirtual: Bool

    /// Whether nothing can be written to it any more, so that all of it has to be on the disc.
    package let isReadOnly: Bool

    /// How far its partitions reach.
    package var sectorCount: Int { partitions.map(\.end).max() ?? 0 }
}

extension UDFVolume {
    /// What was found of the volume's descriptors says; nil if there is no volume.
    init?(_ found: UDFDescriptors) {
        guard let logical = found.logical else { return nil }
        let primary = found.primary ?? UntrustedBytes([])
        let name = primary.part(389, 23).array.prefix { $0 != 0 }
        label = UDFText.field(logical.part(84, 128))
        revision = logical.little16(at: 240)
        implementation = String(lossless: name)
        created = UDFText.seconds(primary.part(376, 12))
        partitions = found.partitions.sorted { $0.key < $1.key }.map(\.value.sectors)
        isReadOnly = found.hasFixedEnd
        isVirtual = UDFPartitionMaps.hasVirtualPartition(logical)
    }
}
