import DiscIO
import RescueCore
import Testing

/// A drive is sent nothing that could write.
@Suite struct CommandListTests {
    /// What the program sends, in all its forms.
    private static let commands: [MMCCommand] = [
        .testUnitReady, .inquiry, .currentProfile, .readCapacity, .readDiscInformation,
        .readTrackInformation(1), .readTrackInformation(.max), .readTOC, .readFullTOC,
        .readPhysicalFormat, .readCopyright, .startUnit, .eject,
        .read(SectorRange(0, 1), forceUnitAccess: false),
        .read(SectorRange((1 << 32) - 32, 1 << 32), forceUnitAccess: true),
        .readHeaders(SectorRange(0, 1)), .readHeaders(SectorRange((1 << 32) - 32, 1 << 32)),
        .preventRemoval(true), .preventRemoval(false), .setSpeed(kilobytesPerSecond: 0),
        .setSpeed(kilobytesPerSecond: .max),
    ]

    @Test func `what the program sends is on the list`() {
        #expect(Self.commands.filter(\.bytes.isEmpty) == [])
    }

    @Test func `of all 256 operation codes, in every length, no other has bytes to be sent`() {
        let known = Set(Self.commands.map(\.opcode))
        #expect(known.count == 13)
        var allowed: Set<UInt8> = []
        for opcode in UInt8.min ... .max {
            for length in 1...16 {
                for fill: UInt8 in [0x00, 0x01, 0x04, 0x10, 0xFF] {
                    let block = [opcode] + [UInt8](repeating: fill, count: length - 1)
                    let command = MMCCommand(block)
                    if command.bytes.isEmpty { continue }
                    #expect(command.bytes == block)
                    #expect(block.count == Self.commands.first { $0.opcode == opcode }?.bytes.count)
                    allowed.insert(opcode)
                }
            }
        }
        #expect(allowed.isSubset(of: known))
        #expect(MMCCommand([]).bytes.isEmpty)
    }

    /// Commands that write, erase, lock for good or change the drive, and forms of allowed ones that do.
    private static let dangerous: [[UInt8]] = [
        [0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0xAA, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
        [0x8A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0], [0x0A, 0, 0, 0, 1, 0],
        [0x2E, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0x04, 0x11, 0, 0, 0, 0],
        [0xA1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0x5B, 0, 1, 0, 0, 1, 0, 0, 0, 0], [0x53, 0, 0, 0, 0, 0, 0, 0, 1, 0],
        [0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0x3B, 5, 0, 0, 0, 0, 0, 1, 0, 0],
        [0x55, 0x10, 0, 0, 0, 0, 0, 0, 8, 0], [0x15, 0x10, 0, 0, 8, 0],
        [0x54, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0x5D, 0, 0, 0, 0, 0, 0, 0, 8, 0],
        [0xBF, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0], [0xA3, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0],
        [0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0], [0xA6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        // START STOP UNIT with a power condition, or with a change of format layers.
        [0x1B, 0, 0, 0, 0x30, 0], [0x1B, 0, 0, 1, 0x04, 0],
        // PREVENT ALLOW MEDIUM REMOVAL that outlives the program.
        [0x1E, 0, 0, 0, 2, 0], [0x1E, 0, 0, 0, 3, 0],
        // SET CD SPEED with a write speed, READ DISC STRUCTURE of a disc key, vital product data.
        [0xBB, 0, 2, 0xC2, 2, 0xC2, 0, 0, 0, 0, 0, 0], [0xAD, 0, 0, 0, 0, 0, 0, 2, 8, 4, 0, 0],
        [0x12, 1, 0x80, 0, 36, 0],
    ]

    @Test func `dangerous commands, and dangerous forms of others, have nothing to be sent`() {
        #expect(Self.dangerous.filter { !MMCCommand($0).bytes.isEmpty } == [])
    }

    @Test func `a refused command is told as rejected`() {
        #expect(CommandResult.refused.fault(reading: SectorRange(0, 0))?.kind == .commandRejected)
    }
}
