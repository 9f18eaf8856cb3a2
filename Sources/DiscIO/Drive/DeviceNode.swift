import Glibc
import RescueCore

/// The file that stands for a drive, such as `/dev/sr0`, and what the system knows of it.
package struct DeviceNode: Hashable, Sendable {
    /// Its path, as the user wrote it.
    package let path: String

    /// The device it stands for.
    private let number: dev_t

    /// The group that may read it; nil if none may, or only the administrator's.
    private let readingGroup: gid_t?

    /// Looks at a path without opening it.
    ///
    /// - Throws: `notFound`, `notADevice`, or why it cannot be looked at.
    package init(_ path: String) throws(DriveError) {
        guard let status = Self.status(path) else {
            throw Self.isAbsent(errno) ? .notFound(path) : .system(path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFBLK else { throw .notADevice(path) }
        self.path = path
        number = status.st_rdev
        let isGroupReadable = status.st_mode & S_IRGRP != 0 && status.st_gid != 0
        readingGroup = isGroupReadable ? status.st_gid : nil
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return unsafe path.withSystemPath { unsafe stat($0, &status) } == 0 ? status : nil
    }

    private static func isAbsent(_ errno: CInt) -> Bool { errno == ENOENT || errno == ENOTDIR }

    /// Whether the device has vanished since, or another one took its place.
    package var isGone: Bool { Self.status(path)?.st_rdev != number }

    /// The error that a failed `open` of the node stands for.
    package func openingError(errno: CInt) -> DriveError {
        switch errno {
        case EACCES, EPERM: .permissionDenied(path, group: groupName)
        case EBUSY: .busy(path)
        case ENODEV, ENXIO, ENOENT: .gone(path)
        case ENOMEDIUM: .noDisc(path)
        default: .system(path, errno: errno)
        }
    }

    private var groupName: String? {
        guard let readingGroup, let entry = unsafe getgrgid(readingGroup) else { return nil }
        return unsafe String(cString: entry.pointee.gr_name)
    }

    /// Keeps programs that this process may start from inheriting the drive.
    ///
    /// libcdio opens without O_CLOEXEC and tells nobody its descriptor, so every descriptor that is
    /// open on this device is marked; the ones before it are few.
    package func closeOnExec() {
        for descriptor in CInt(0)..<256 {
            var status = stat()
            if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFBLK,
                status.st_rdev == number
            {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            }
        }
    }

    /// The most sectors that the device takes in one command; nil if the system does not say.
    ///
    /// Some USB bridges take 60; a longer command fails every time.
    package var transferLimit: Int? {
        // The C macros for this are not visible to Swift; the bits are the kernel's since 2.6.
        let major = (number >> 8) & 0xFFF | (number >> 32) & ~0xFFF
        let minor = number & 0xFF | (number >> 12) & ~0xFF
        let queue = "/sys/dev/block/\(major):\(minor)/queue"
        let kibibytes = ["max_sectors_kb", "max_hw_sectors_kb"].compactMap { name in
            SystemFile.text("\(queue)/\(name)").flatMap { Int($0) }
        }.min()
        return kibibytes.map { max(1, min($0, 1 << 20) * 1024 / Sector.size) }
    }
}

/// The small text files in which the kernel describes devices.
enum SystemFile {
    /// The text of a file without white space at its ends; nil if there is no such file.
    static func text(_ path: String) -> String? {
        guard let data = WholeFile.bytes(path) else { return nil }
        let bytes = data.drop { $0 <= 0x20 }
        let padding = bytes.reversed().prefix { $0 <= 0x20 }.count
        return String(decoding: bytes.dropLast(padding), as: UTF8.self)
    }
}
