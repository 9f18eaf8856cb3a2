/// What the descriptors of a UDF volume say.
///
/// Source: ECMA-167 part 3; UDF 2.60, 2.2.
public struct UDFVolume: Hashable, Sendable {
    /// The name of the volume.
    public let label: String
    /// The version of UDF, in two digits before and two behind the point: 0x0250 is 2.50.
    public let revision: Int
    /// What made the volume, as it names itself.
    public let implementation: String
    /// When the volume was made, in seconds since 1970 UTC.
    public let created: Int?
    /// Where its partitions lie.
    public let partitions: [SectorRange]
    /// Whether it is on a write-once disc that was written in several goes.
    public let isVirtual: Bool

    /// How far its partitions reach.
    public var sectorCount: Int { partitions.map(\.end).max() ?? 0 }
}
