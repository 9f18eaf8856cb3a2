/// The partition tables in the system area, which make an image start from a USB stick, too.
///
/// Source: UEFI Specification chapter 5 for MBR and GPT; Inside Macintosh: Devices, chapter 3, for
/// Apple's partition map. Numbers of blocks are in units of 512 bytes.
package struct PartitionTables: Hashable, Sendable {
    /// A partition of the MBR.
    package struct Partition: Hashable, Sendable {
        /// Its type, such as 0xEF for an EFI system partition.
        package var type: UInt8
        /// Whether it is marked as the active one.
        package var isActive: Bool
        /// Its first block.
        package var startBlock: Int
        /// How many blocks it has.
        package var blockCount: Int
    }

    /// The partitions of the MBR; empty if there is none.
    package let partitions: [Partition]

    /// Whether the first sector holds code for a BIOS, and the MBR signature.
    package let hasBootCode: Bool

    /// Whether there is a GUID partition table.
    package let hasGPT: Bool

    /// Whether there is a partition map of Apple's.
    package let hasAppleMap: Bool

    /// The volumes of Apple's HFS or HFS+ that share the disc; their files are not read.
    package let appleVolumes: [AppleVolume]

    /// Whether a machine can start from the image as from a hard disk ("isohybrid").
    ///
    /// A BIOS needs code in the first sector, UEFI a partition of its own (type 0xEF).
    package var isHybrid: Bool {
        !partitions.isEmpty && (hasBootCode || partitions.contains { $0.type == 0xEF })
    }

    init(from source: inout some RescuedSectors & ~Copyable) {
        let first = UntrustedBytes(source.sector(at: 0) ?? [])
        let isMBR = first[510] == 0x55 && first[511] == 0xAA
        partitions =
            isMBR
            ? (0..<4).map { first.part(446 + $0 * 16, 16) }.filter { $0[4] != 0 }.map {
                Partition(
                    type: $0[4], isActive: $0[0] == 0x80, startBlock: $0.little32(at: 8),
                    blockCount: $0.little32(at: 12))
            } : []
        hasBootCode = isMBR && first.part(0, 440).array.contains { $0 != 0 }
        hasGPT = first.has("EFI PART", at: 512)
        let apple = ApplePartitionMap(from: &source)
        hasAppleMap = apple.exists
        appleVolumes = AppleVolume.all(at: apple.volumes, from: &source)
    }
}
