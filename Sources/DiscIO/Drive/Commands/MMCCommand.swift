package import RescueCore

/// A command for a drive: its descriptor block, and how many bytes of answer it may bring.
///
/// Source of all of them: MMC-6 clause 6, unless another is named.
package struct MMCCommand: Hashable, Sendable {
    /// The command descriptor block: 6, 10 or 12 bytes, by the group of its first one.
    ///
    /// Empty for a command that is not on the `CommandList`: there is nothing of it to be sent.
    package let bytes: [UInt8]

    /// The most bytes the drive may send; 0 for a command without data.
    package let responseLength: Int

    /// How long it may take where a transport can say so: longer than any drive that still works.
    ///
    /// A shorter time would set off the kernel's error handling, which hangs USB bridges.
    package let timeout: Duration

    /// Makes a command of its block, which it keeps only if it is on the list.
    package init(
        _ block: [UInt8], responseLength: Int = 0, timeout: Duration = .seconds(30)
    ) {
        bytes = CommandList.allows(block) ? block : []
        self.responseLength = responseLength
        self.timeout = timeout
    }

    /// The operation code; FFh, which no drive knows, for a command that must not be sent.
    package var opcode: UInt8 { bytes.first ?? 0xFF }

    /// Whether the kernel keeps it for those who have the device open for writing, although it
    /// writes nothing: the tray lock and the speed (`scsi_cmd_allowed` in the kernel's `scsi_ioctl.c`).
    var needsWriteAccess: Bool { opcode == 0x1E || opcode == 0xBB }

    /// Whether it reads sectors; then a success brings all of the answer, not just a part of it.
    package var readsSectors: Bool { opcode == 0x28 }
}

extension MMCCommand {
    /// Asks whether the disc can be read now (SPC-4 6.47).
    package static let testUnitReady = MMCCommand([0x00, 0, 0, 0, 0, 0])

    /// Asks for the drive's type and name: standard INQUIRY data (SPC-4 6.6).
    package static let inquiry = MMCCommand([0x12, 0, 0, 0, 36, 0], responseLength: 36)

    /// Asks for the kind of medium: the 8-byte header of GET CONFIGURATION, for one feature.
    package static let currentProfile = MMCCommand(
        [0x46, 0x02, 0, 0, 0, 0, 0, 0, 8, 0], responseLength: 8)

    /// Asks for the last LBA and the block size: READ CAPACITY(10).
    package static let readCapacity = MMCCommand(
        [0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], responseLength: 8)

    /// Asks how far the disc was written: READ DISC INFORMATION, standard data.
    package static let readDiscInformation = MMCCommand(
        [0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], responseLength: 34)

    /// Asks for session and extent of a track: READ TRACK INFORMATION by track number.
    package static func readTrackInformation(_ track: Int) -> MMCCommand {
        MMCCommand(
            [0x52, 0x01] + UInt32(truncatingIfNeeded: track).bigEndianBytes + [0, 0, 36, 0],
            responseLength: 36)
    }

    /// Asks for tracks and lead-out as LBA: READ TOC, format 0, MSF bit 0.
    ///
    /// As minutes, seconds and frames, an address ends at 255:59:74, in the middle of a DVD.
    package static let readTOC = MMCCommand(
        [0x43, 0, 0, 0, 0, 0, 0] + UInt16(804).bigEndianBytes + [0], responseLength: 804)

    /// Asks a CD for what its lead-ins hold, with session numbers: READ TOC, format 2.
    ///
    /// Its addresses are always minutes, seconds and frames, therefore the MSF bit is set.
    package static let readFullTOC = MMCCommand(
        [0x43, 0x02, 0x02, 0, 0, 0, 0] + UInt16(2048).bigEndianBytes + [0], responseLength: 2048)

    /// Asks for layers and extent of a DVD: READ DISC STRUCTURE, format 0.
    package static let readPhysicalFormat = readDiscStructure(format: 0x00, responseLength: 21)

    /// Asks for the copy protection of a DVD: READ DISC STRUCTURE, format 1.
    package static let readCopyright = readDiscStructure(format: 0x01, responseLength: 8)

    private static func readDiscStructure(format: UInt8, responseLength: Int) -> MMCCommand {
        let length = UInt16(responseLength).bigEndianBytes
        return MMCCommand(
            [0xAD, 0, 0, 0, 0, 0, 0, format] + length + [0, 0], responseLength: responseLength)
    }

    /// Where READ(10) can name no sector any more.
    package static let readableEnd: LBA = 1 << 32

    /// Reads sectors: READ(10).
    ///
    /// Its 32 bits of LBA reach 8 TiB, its 16 bits of length 128 MiB, and it has the FUA bit, so
    /// READ(12) would add nothing.
    ///
    /// From the cache, it is a sweep over the disc that may take 10 s; with FUA, somebody digs for
    /// sectors that failed, and the drive may take a minute over them.
    ///
    /// - Parameters:
    ///   - range: The sectors; below LBA 2^32, at most 65,535.
    ///   - forceUnitAccess: The FUA bit: from the medium, not from the drive's cache.
    /// - Returns: The command.
    package static func read(_ range: SectorRange, forceUnitAccess: Bool) -> MMCCommand {
        precondition(
            range.end <= readableEnd && range.count <= 0xFFFF, "READ(10) cannot say \(range)")
        let flags: UInt8 = forceUnitAccess ? 0x08 : 0
        return MMCCommand(
            [0x28, flags] + UInt32(range.start).bigEndianBytes + [0]
                + UInt16(range.count).bigEndianBytes + [0],
            responseLength: range.byteCount, timeout: .seconds(forceUnitAccess ? 60 : 10))
    }

    /// Asks for the headers of sectors of a CD, and not for their data: READ CD, selection 60h.
    package static func readHeaders(_ range: SectorRange) -> MMCCommand {
        let start = UInt32(truncatingIfNeeded: range.start).bigEndianBytes
        let count = UInt32(truncatingIfNeeded: range.count).bigEndianBytes.dropFirst()
        return MMCCommand(
            [0xBE, 0] + start + count + [0x60, 0, 0],
            responseLength: range.count * SectorHeaders.size)
    }

    /// Starts the motor (SBC-3 5.25, START STOP UNIT).
    package static let startUnit = MMCCommand([0x1B, 0, 0, 0, 0x01, 0])

    /// Opens the tray: START STOP UNIT with LoEj, and without Start.
    package static let eject = MMCCommand([0x1B, 0, 0, 0, 0x02, 0])

    /// Locks the tray, or lets it go: PREVENT ALLOW MEDIUM REMOVAL.
    package static func preventRemoval(_ prevent: Bool) -> MMCCommand {
        MMCCommand([0x1E, 0, 0, 0, prevent ? 1 : 0, 0])
    }

    /// Sets the read speed in kB/s, 65,535 for the fastest: SET CD SPEED, which has no data phase.
    package static func setSpeed(kilobytesPerSecond speed: UInt16) -> MMCCommand {
        MMCCommand([0xBB, 0] + speed.bigEndianBytes + [0xFF, 0xFF, 0, 0, 0, 0, 0, 0])
    }
}
