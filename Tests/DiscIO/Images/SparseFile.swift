import Glibc
import RescueCore
import SystemPackage

/// Large files that take no room.
enum SparseFile {
    /// Writes the given sectors of the contract to their places, in ascending order.
    static func write(_ path: String, sectors: [LBA]) throws {
        let file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        try file.closeAfter {
            for lba in sectors {
                try file.writeAll(
                    toAbsoluteOffset: Int64(lba * Sector.size), SectorSourceContract.sector(lba))
            }
        }
    }

    /// Makes a file shorter, or longer without using room.
    static func truncate(_ path: String, byteCount: Int) throws {
        guard unsafe Glibc.truncate(path, byteCount) == 0 else { throw Errno(rawValue: errno) }
    }
}
