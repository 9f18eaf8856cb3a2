public import RescueCore
import SystemPackage

/// A plain image, sector after sector of 2048 bytes, in the place of a disc.
public struct ImageSource: DiscDevice, ~Copyable {
    /// The image, as the user wrote it.
    public let path: String

    /// How large it is; an image tells nothing else.
    public let disc: DiscDescription

    /// How many sectors it held when it was opened.
    public let sectorCount: Int

    private let file: ReadOnlyFile

    /// Opens an image.
    ///
    /// - Throws: Why it cannot be read, or that it does not consist of whole sectors: padding it
    ///   would invent data, and cutting it would lose some.
    public init(_ path: String) throws(ImageError) {
        let file = try ReadOnlyFile(path)
        let size = file.byteCount
        guard size > 0 else { throw .empty(path) }
        guard size % Sector.size == 0 else {
            throw .partialSector(
                path, trailingBytes: size % Sector.size, sectorSize: Sector.size)
        }
        self.file = file
        self.path = path
        sectorCount = size / Sector.size
        disc = DiscDescription(sizes: [.init(.file, sectorCount: sectorCount)])
    }

    /// Reads sectors.
    ///
    /// - Throws: `mediumError` if the system cannot read the file there, `outOfRange` if it ends before.
    public mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        let range = request.range
        precondition(!range.isEmpty, "a read of nothing")
        precondition(buffer.count == range.byteCount, "a buffer of another length than the request")
        let count: Int
        do {
            count = try file.fill(&buffer, atByte: range.byteOffset)
        } catch {
            throw ReadFault(.mediumError, reading: range)
        }
        guard count == range.byteCount else {
            let end = range.start + count / Sector.size
            throw ReadFault(.outOfRange, reading: range, at: end)
        }
    }

    /// Looks at the file again: its size now, and witnesses.
    ///
    /// - Throws: `deviceGone` if the file cannot be looked at.
    public mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        guard let size = try? file.size() else {
            throw ReadFault(.deviceGone, reading: SectorRange(0, 0))
        }
        var identity = DiscIdentity(sectorCount: size / Sector.size)
        let medium = SectorRange(0, min(sectorCount, identity.sectorCount))
        for lba in witnesses where medium.contains(lba) {
            identity.witnesses[lba] = witness(lba)
        }
        return identity
    }
}

extension SectorSource where Self: ~Copyable {
    /// The bytes of a sector, from the medium; nil if it cannot be read.
    mutating func witness(_ lba: LBA) -> [UInt8]? {
        try? bytes(ofSector: lba, fromMedium: true)
    }
}
