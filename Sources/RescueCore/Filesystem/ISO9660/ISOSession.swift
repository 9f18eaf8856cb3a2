/// The volume descriptors of one session.
///
/// Source: ECMA-119 clause 6.7.1; the first one stands 16 sectors behind the start of the session.
struct ISOSession {
    /// The most descriptors that are looked at.
    private static let limit = 64
    /// How many other sectors may stand before a descriptor.
    private static let brokenLimit = 4
    /// The type of the last descriptor; only those of UDF come behind it (clause 8.3).
    private static let terminator: UInt8 = 255

    private(set) var volumes: [ISOVolume] = []
    private(set) var bootCatalog: LBA?
    /// Where descriptors stand, or stood: those that are missing are among them.
    private(set) var descriptors: [SectorRange] = []
    private(set) var notes = FilesystemNotes()
    /// Whether the volume recognition sequence of UDF was seen among or behind the descriptors.
    private(set) var announcesUDF = false

    init(start: LBA, from source: inout some RescuedSectors & ~Copyable) {
        var isEnded = false
        var broken: [LBA] = []
        let first = start + VolumeDescriptor.lba
        for lba in first..<first + Self.limit {
            guard let sector = source.sector(at: lba) else {
                guard lba < source.sectorCount, !isEnded else { return }
                notes.add(.descriptor, .missing, lba: lba)
                descriptors.append(SectorRange(start: lba, count: 1))
                continue
            }
            let bytes = UntrustedBytes(sector)
            let isISO = bytes.has("CD001", at: 1)
            guard isISO || Self.isRecognition(bytes) else {
                // Descriptors stand one behind the other: one that is none is broken if another one
                // follows before the end of them.
                guard !isEnded, broken.count < Self.brokenLimit else { return }
                broken.append(lba)
                continue
            }
            note(broken)
            broken = []
            descriptors.append(SectorRange(start: lba, count: 1))
            if isISO {
                read(bytes, at: lba)
                isEnded = isEnded || bytes[0] == Self.terminator
            } else {
                isEnded = true
                announcesUDF = announcesUDF || bytes.has("NSR0", at: 1)
            }
        }
    }

    /// Whether a sector is one of the sequence by which UDF is recognised (ECMA-167 2/9.1).
    private static func isRecognition(_ bytes: UntrustedBytes) -> Bool {
        bytes.has("BEA01", at: 1) || bytes.has("NSR0", at: 1) || bytes.has("TEA01", at: 1)
            || bytes.has("BOOT2", at: 1)
    }

    private mutating func note(_ broken: [LBA]) {
        for lba in broken {
            notes.add(.descriptor, .broken, lba: lba)
            descriptors.append(SectorRange(start: lba, count: 1))
        }
    }

    private mutating func read(_ bytes: UntrustedBytes, at lba: LBA) {
        switch bytes[0] {
        case 0 where bytes.has("EL TORITO SPECIFICATION", at: 7):
            bootCatalog = bytes.little32(at: 71)
        case 1, 2:
            guard let volume = ISOVolume(bytes, lba: lba) else {
                return notes.add(.descriptor, .broken, lba: lba)
            }
            volumes.append(volume)
        default:
            break
        }
    }
}
