import RescueCore

/// A command descriptor block: the fields that MMC's commands share.
///
/// Source: SPC-4 4.3, MMC-6 clause 6.
struct CommandBlock {
    let bytes: [UInt8]

    /// Takes a command of up to 16 bytes; what is missing is zero.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes + [UInt8](repeating: 0, count: max(0, 16 - bytes.count))
    }

    var operation: Operation? { Operation(rawValue: bytes[0]) }

    /// A field of several bytes, or one byte.
    func number(_ field: Range<Int>) -> Int { Int(bigEndianBytes: bytes[field]) }

    /// How many bytes the initiator is ready to take, for the commands of ten bytes.
    var allocationLength: Int { number(7..<9) }

    /// Whether a READ must come from the medium.
    var fromMedium: Bool { bytes[1] & 0x08 != 0 }

    /// The sectors a READ asks for.
    var range: SectorRange {
        let count = operation == .read12 ? number(6..<10) : number(7..<9)
        return SectorRange(start: number(2..<6), count: count)
    }
}

/// The commands the simulated drive knows, with their names in the standards.
enum Operation: UInt8, CaseIterable, Hashable, Sendable {
    case testUnitReady = 0x00
    case requestSense = 0x03
    case inquiry = 0x12
    case modeSelect6 = 0x15
    case modeSense6 = 0x1A
    case startStopUnit = 0x1B
    case preventAllowRemoval = 0x1E
    case readCapacity = 0x25
    case read10 = 0x28
    case readTOC = 0x43
    case getConfiguration = 0x46
    case getEventStatus = 0x4A
    case readDiscInformation = 0x51
    case readTrackInformation = 0x52
    case modeSelect10 = 0x55
    case modeSense10 = 0x5A
    case read12 = 0xA8
    case readDiscStructure = 0xAD
    case setSpeed = 0xBB
    case readCD = 0xBE

    /// Whether the command can be carried out without a disc, and without noticing a new one.
    ///
    /// Source: SPC-4 5.14: INQUIRY and REQUEST SENSE do not report unit attentions; MMC-6 adds
    /// GET CONFIGURATION and GET EVENT STATUS NOTIFICATION.
    var worksWithoutDisc: Bool {
        switch self {
        case .requestSense, .inquiry, .modeSense6, .modeSense10, .modeSelect6, .modeSelect10,
            .startStopUnit, .preventAllowRemoval, .getConfiguration, .getEventStatus, .setSpeed:
            true
        default: false
        }
    }
}
