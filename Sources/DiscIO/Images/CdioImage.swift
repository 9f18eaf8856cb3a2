import CCdio
public import RescueCore

/// A CD image with a cue sheet or a cdrdao TOC file, read by libcdio's image drivers.
///
/// The sheet is read here first, and what libcdio 2.1.0 would read wrongly is refused.
@safe
public struct CdioImage: DiscDevice, ~Copyable {
    /// The sheet, as the user wrote it.
    public let path: String

    /// Its size and its tracks.
    public let disc: DiscDescription

    /// How many sectors the data file held when it was opened, those of audio tracks included.
    public let sectorCount: Int

    private let cdio: OpaquePointer
    private let image: SheetImage
    private var buffer = TransferBuffer(sectors: 2)

    /// Opens a sheet that ends in `.cue` or `.toc`.
    ///
    /// - Throws: Why the image cannot be read, or is not to be trusted to libcdio.
    public init(_ path: String) throws(ImageError) {
        let image = try SheetImage(path)
        let driver = image.driver == .cue ? DRIVER_BINCUE : DRIVER_CDRDAO
        let count = image.sectorCount
        let opened = unsafe Libcdio.call { () -> OpaquePointer? in
            let handle = unsafe path.withSystemPath { unsafe cdio_open($0, driver) }
            guard let cdio = unsafe handle else { return nil }
            // A driver that ends earlier would cut reads short without a word.
            let leadOut = track_t(CDIO_CDROM_LEADOUT_TRACK.rawValue)
            if unsafe Int(cdio_get_track_lsn(cdio, leadOut)) >= count { return unsafe cdio }
            unsafe cdio_destroy(cdio)
            return nil
        }
        guard let cdio = unsafe opened.result else { throw .refused(path) }
        unsafe self.cdio = cdio
        self.image = image
        self.path = path
        sectorCount = image.sectorCount
        disc = DiscDescription(
            sizes: [.init(.file, sectorCount: sectorCount)], tracks: image.tracks)
    }

    deinit { _ = Libcdio.call { unsafe cdio_destroy(cdio) } }

    /// Reads the user data of sectors, one by one.
    ///
    /// - Throws: `wrongTrackType` for audio and for Form 2, `outOfRange` behind the end, `mediumError`
    ///   or `unproven` if the data file cannot be read there.
    public mutating func read(
        _ request: ReadRequest, into target: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        let range = request.range
        precondition(!range.isEmpty, "a read of nothing")
        precondition(target.count == range.byteCount, "a buffer of another length than the request")
        for lba in range.start..<range.end {
            if let kind = readSector(lba) { throw ReadFault(kind, reading: range, at: lba) }
            let offset = (lba - range.start) * Sector.size
            buffer.copy(byteCount: Sector.size, into: &target, at: offset)
        }
    }

    private func layout(at lba: LBA) -> SheetTrack.Layout {
        image.layouts.first { $0.range.contains(lba) }?.layout ?? .audio
    }

    /// Reads a sector into the buffer; the kind of trouble if it cannot be read.
    private mutating func readSector(_ lba: LBA) -> ReadFault.Kind? {
        guard lba < sectorCount else { return .outOfRange }
        let layout = layout(at: lba)
        guard layout != .audio else { return .wrongTrackType }
        buffer.poison(byteCount: 2 * Sector.size)
        let (status, failed) = Libcdio.call {
            // As "form 2", a Mode 2 sector comes with its subheader, 2336 bytes in all.
            unsafe buffer.withUnsafeMutableBytes(2 * Sector.size) { bytes in
                layout == .mode1
                    ? unsafe cdio_read_mode1_sector(cdio, bytes.baseAddress, lsn_t(lba), false)
                    : unsafe cdio_read_mode2_sector(cdio, bytes.baseAddress, lsn_t(lba), true)
            }
        }
        guard status == DRIVER_OP_SUCCESS, !failed else { return .mediumError }
        guard buffer.isTransferred(sectors: 1) else { return .unproven }
        return layout == .mode2 ? takeForm1() : nil
    }

    /// Moves the user data of a Mode 2 sector to the front; a drive would refuse one of Form 2.
    ///
    /// ECMA-130 annex; the third byte of the subheader has the form in bit 5.
    private mutating func takeForm1() -> ReadFault.Kind? {
        let bytes = buffer.bytes(8 + Sector.size)
        guard bytes[2] & 0x20 == 0 else { return .wrongTrackType }
        buffer.store(Array(bytes.dropFirst(8)))
        return nil
    }

    /// Looks into the subheaders of sectors of Mode 2 tracks.
    public mutating func formTwoSectors(in range: SectorRange) -> [SectorRange] {
        var found: [SectorRange] = []
        for lba in range.start..<range.end where layout(at: lba) == .mode2 {
            if readSector(lba) == .wrongTrackType { found.appendMerging(SectorRange(lba, lba + 1)) }
        }
        return found
    }

    /// Looks at the data file again: its size now, and witnesses.
    ///
    /// - Throws: `deviceGone` if the file cannot be looked at.
    public mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        guard let size = try? ReadOnlyFile(image.dataPath).byteCount else {
            throw ReadFault(.deviceGone, reading: SectorRange(0, 0))
        }
        let now = size / SheetImage.rawSectorSize
        var identity = DiscIdentity(sectorCount: now, tracks: image.tracks)
        let medium = SectorRange(0, min(sectorCount, now))
        for lba in witnesses where medium.contains(lba) {
            identity.witnesses[lba] = witness(lba)
        }
        return identity
    }
}
