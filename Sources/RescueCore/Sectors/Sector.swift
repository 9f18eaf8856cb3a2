/// The unit of everything: one sector of user data.
public enum Sector {
    /// Bytes of user data in a sector of a data disc (ECMA-130 Mode 1, ECMA-267, BD-ROM).
    public static let size = 2048
}

/// The number of a sector, counted from 0 at the start of the user data of the disc.
///
/// MMC calls this the logical block address; on the wire it has 32 bits.
public typealias LBA = Int
