import Glibc
public import RescueCore

/// An optical drive with a disc in it.
///
/// All calls have to come from one thread at a time, and each blocks until the drive has answered,
/// which a failing read may delay by many seconds.
public struct Drive: DiscDevice, ~Copyable {
    /// The device, as the user wrote it.
    public let path: String

    /// What was learnt of the drive and the disc when it was opened.
    public let disc: DiscDescription

    /// How many sectors READ CAPACITY gave when the drive was opened; 0 for a blank disc.
    public let sectorCount: Int

    var link: DriveLink
    var isTrayLocked = false
    /// The speed that was asked for; nil: none was.
    var speed: Double?
    /// Opens a new way to the drive after it was gone.
    let reopening: Reopening

    /// Opens the way to a drive that has this name, wherever it is now.
    package typealias Reopening =
        (DriveIdentity) throws(DriveError) -> any MMCTransport & ~Copyable

    /// Opens a drive: waits until the disc can be read, then learns all that the drive tells of it.
    ///
    /// A blank disc and one that is all audio can be opened, too: see `disc`.
    ///
    /// - Parameters:
    ///   - path: A device such as `/dev/sr0`.
    ///   - choice: The way of the commands.
    ///   - onChange: Learns, between two commands, that the way was changed.
    /// - Returns: The drive, ready to be read.
    /// - Throws: Why the drive or its disc cannot be used.
    public static func open(
        _ path: String, over choice: TransportChoice = .auto,
        onChange: @escaping (TransportChange) -> Void = { _ in }
    ) throws(DriveError) -> Drive {
        let node = try DeviceNode(path)
        return try Drive(
            over: choice.transport(to: node, onChange: onChange), path: path,
            transferLimit: node.transferLimit,
            reopening: { (identity) throws(DriveError) in
                let node = try DeviceNode(of: identity, formerly: path)
                return try choice.transport(to: node, onChange: onChange)
            })
    }

    /// Opens the drive behind a transport.
    ///
    /// - Parameters:
    ///   - transport: The way to the drive.
    ///   - path: What to call it in messages.
    ///   - transferLimit: The most sectors it takes at once, if that is known.
    ///   - reopening: Opens another way to it after it was gone.
    ///   - pause: Waits for a while.
    /// - Throws: Why the drive or its disc cannot be used.
    package init(
        over transport: consuming any MMCTransport & ~Copyable, path: String,
        transferLimit: Int? = nil,
        reopening: @escaping Reopening = { (_) throws(DriveError) in throw .noDrive },
        pause: (Duration) -> Void = Self.sleep
    ) throws(DriveError) {
        var link = DriveLink(over: transport, transferLimit: transferLimit)
        let identity = try link.identify(path)
        try link.waitUntilReady(path, pause)
        disc = try link.inspect(identity, path: path)
        sectorCount = disc.sizes.first?.sectorCount ?? 0
        // What changed before there was a disc to be known again is no news.
        _ = link.takeNews()
        self.path = path
        self.link = link
        self.reopening = reopening
    }

    /// The most sectors of one command: 32, or fewer where the device takes fewer.
    ///
    /// A longer request is answered by several commands.
    public var transferLimit: Int? { link.transferLimit }

    /// Reads sectors by READ(10), in as many commands as `transferLimit` asks for.
    ///
    /// - Throws: Why one of the commands failed, or why its bytes are not proven to have arrived.
    public mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        let range = request.range
        precondition(!range.isEmpty, "a read of nothing")
        precondition(buffer.count == range.byteCount, "a buffer of another length than the request")
        guard range.end <= MMCCommand.readableEnd else {
            throw ReadFault(
                .outOfRange, reading: range, at: max(range.start, MMCCommand.readableEnd))
        }
        var start = range.start
        while start < range.end {
            let piece = SectorRange(start, range.end).prefix(link.transferLimit)
            do {
                try link.read(
                    piece, fromMedium: request.fromMedium, into: &buffer,
                    at: piece.byteOffset - range.byteOffset)
            } catch {
                // Read all or none: the fault is of the whole request, and still names the sector.
                throw ReadFault(
                    error.kind, reading: range, at: error.failingLBA, sense: error.sense)
            }
            start = piece.end
        }
    }

    /// Looks at the disc again: READ CAPACITY, the table of contents, and witnesses with FUA.
    ///
    /// - Throws: Why the drive does not tell, and a unit attention that tells of a change: asked again,
    ///   the drive tells how things are now. A damaged witness is left out instead.
    public mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        var identity = DiscIdentity(sectorCount: try link.capacity())
        identity.tracks = try link.tracks(of: disc)
        let medium = SectorRange(0, identity.sectorCount)
        for lba in witnesses where medium.contains(lba) {
            identity.witnesses[lba] = try witness(lba)
        }
        return identity
    }

    /// Asks for the headers of sectors of a CD, by READ CD.
    ///
    /// - Returns: Those of Form 2; none if the drive does not tell.
    public mutating func formTwoSectors(in range: SectorRange) -> [SectorRange] {
        guard disc.family == .cd, range.count <= DriveLink.usualTransferLimit,
            let bytes = try? link.perform(.readHeaders(range))
        else { return [] }
        return SectorHeaders(bytes, of: range)?.formTwo ?? []
    }

    /// Asks for the header of a sector of a CD, by READ CD.
    ///
    /// - Returns: Whether it is a data sector's; nil if the drive does not tell.
    public mutating func hasDataHeader(_ lba: LBA) -> Bool? {
        let range = SectorRange(start: lba, count: 1)
        guard disc.family == .cd, let bytes = try? link.perform(.readHeaders(range)) else {
            return nil
        }
        return SectorHeaders.isDataSector(lba, header: bytes)
    }

    /// A sector from the medium; nil if it cannot be read.
    private mutating func witness(_ lba: LBA) throws(ReadFault) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        do {
            var span = bytes.mutableSpan
            try link.read(
                SectorRange(start: lba, count: 1), fromMedium: true, into: &span, at: 0)
        } catch {
            guard !error.kind.hidesDisc else { throw error }
            return nil
        }
        return bytes
    }

    /// Sends SET CD SPEED: to be taken as a wish, some drives round it or ignore it.
    ///
    /// - Throws: `commandRejected` if the drive refuses, or the kernel for want of write access.
    public mutating func setSpeed(_ multiple: Double?) throws(ReadFault) {
        // For CDs, the command counts the raw 2352 bytes of a sector.
        speed = multiple
        let single = disc.family == .cd ? 176_400 : disc.family.singleSpeed
        let rate = multiple.map { ($0 * single / 1000).rounded(.up) } ?? .infinity
        try link.perform(.setSpeed(kilobytesPerSecond: UInt16(exactly: max(1, rate)) ?? .max))
    }

    /// Sends PREVENT ALLOW MEDIUM REMOVAL.
    ///
    /// - Throws: `commandRejected` if the drive refuses, or the kernel for want of write access.
    public mutating func setTrayLocked(_ locked: Bool) throws(ReadFault) {
        try link.perform(.preventRemoval(locked))
        isTrayLocked = locked
    }

    /// Opens the tray, unless somebody else keeps it locked, as a mount does.
    ///
    /// - Throws: Why it stays closed.
    public mutating func eject() throws(ReadFault) {
        // Only this drive's own lock: one that is held by a mount is there for a reason.
        if isTrayLocked { try setTrayLocked(false) }
        try link.perform(.eject)
    }

    /// Blocks the thread.
    package static func sleep(_ duration: Duration) {
        var rest = duration
        // `usleep` takes no more than an hour.
        while rest > .zero {
            let piece = min(rest, .seconds(1))
            usleep(UInt32(piece / .microseconds(1)))
            rest -= piece
        }
    }
}
