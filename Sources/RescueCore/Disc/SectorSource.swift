/// Anything sectors can be read from: a drive, an image, a simulated disc.
///
/// Every conformer passes the same contract tests.
public protocol SectorSource: ~Copyable {
    /// How many sectors the source said it held when it was opened.
    var sectorCount: Int { get }

    /// Reads the sectors of one request, all of them or none.
    ///
    /// - Parameters:
    ///   - request: The sectors; not empty, below LBA 2^32. Behind what the source really holds the
    ///     read fails with `outOfRange`, whatever `sectorCount` says.
    ///   - buffer: Takes the bytes; exactly `request.range.byteCount` long. When the call throws,
    ///     what it holds is undefined.
    /// - Throws: Why the sectors could not be read. A sector counts as read only if its bytes are
    ///   proven to have arrived.
    mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault)

    /// Looks at the disc again and tells which one it is: from the medium, never from memory.
    ///
    /// - Parameter witnesses: The sectors to be read and told along, each a single sector; one that
    ///   cannot be read is left out.
    /// - Returns: The disc that is there now.
    /// - Throws: Why the disc could not be looked at; `mediumChanged` or `deviceReset` as news, once.
    mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity

    /// Finds out which sectors of a range are proven to be of Form 2 (CD-ROM XA), after a read of it
    /// failed with `wrongTrackType`.
    ///
    /// They are whole, but have 2324 bytes. What the source cannot tell is none.
    mutating func formTwoSectors(in range: SectorRange) -> [SectorRange]

    /// Finds out whether a sector has the header of a data sector (Mode 1 or 2) with its own address,
    /// although its data cannot be read.
    ///
    /// - Returns: Whether it has; nil where the source cannot tell.
    mutating func hasDataHeader(_ lba: LBA) -> Bool?

    /// Tries to get at the device again after it was gone, under another name if need be.
    ///
    /// It may be called again and again. Which disc is there then is for `identify` to tell.
    ///
    /// - Throws: Why the device is not there, or not ready, yet.
    mutating func reconnect() throws(ReadFault)

    /// Asks the drive to read no faster than a multiple of the medium's 1x; nil: as fast as it can.
    ///
    /// - Throws: Why the drive did not take it. A drive may also accept a speed and ignore it.
    mutating func setSpeed(_ multiple: Double?) throws(ReadFault)
}

extension SectorSource where Self: ~Copyable {
    /// Reads one sector, by itself.
    public mutating func bytes(
        ofSector lba: LBA, fromMedium: Bool = false
    ) throws(ReadFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        let sector = SectorRange(start: lba, count: 1)
        try read(ReadRequest(sector, fromMedium: fromMedium), into: &span)
        return bytes
    }

    /// None: only a CD has such sectors.
    public mutating func formTwoSectors(in range: SectorRange) -> [SectorRange] { [] }

    /// Not known: only a CD has such headers.
    public mutating func hasDataHeader(_ lba: LBA) -> Bool? { nil }

    /// Nothing to be done: what is no drive was never disconnected.
    public mutating func reconnect() throws(ReadFault) {}

    /// Nothing to be done: only a drive has a speed.
    public mutating func setSpeed(_ multiple: Double?) throws(ReadFault) {}
}
