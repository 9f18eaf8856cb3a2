import DiscIO
import RescueCore
import Testing

@Suite struct MMCCommandTests {
    @Test func `READ(10) has the LBA and the count big-endian, and the FUA bit`() {
        let range = SectorRange(start: 0x00BA_7531, count: 32)
        let plain = MMCCommand.read(range, forceUnitAccess: false)
        #expect(plain.bytes == [0x28, 0, 0x00, 0xBA, 0x75, 0x31, 0, 0, 32, 0])
        #expect(plain.responseLength == 65536)
        let forced = MMCCommand.read(range, forceUnitAccess: true)
        #expect(forced.bytes == [0x28, 8, 0x00, 0xBA, 0x75, 0x31, 0, 0, 32, 0])
    }

    @Test func `READ(10) reaches the last of 32 bits of LBA`() {
        let last = MMCCommand.read(SectorRange((1 << 32) - 1, 1 << 32), forceUnitAccess: false)
        #expect(last.bytes == [0x28, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 1, 0])
    }

    @Test func `the length of a command is that of its group`() {
        let commands: [MMCCommand] = [
            .testUnitReady, .inquiry, .currentProfile, .readCapacity, .readDiscInformation,
            .readTrackInformation(300), .readTOC, .readFullTOC, .readPhysicalFormat, .readCopyright,
            .read(SectorRange(0, 1), forceUnitAccess: true), .startUnit, .eject,
            .preventRemoval(true), .setSpeed(kilobytesPerSecond: 1),
        ]
        let lengths: [UInt8: Int] = [0: 6, 1: 10, 2: 10, 5: 12]
        for command in commands {
            #expect(command.bytes.count == lengths[command.opcode >> 5], "\(command)")
        }
    }

    @Test func `the allocation length of a command is the length of its answer`() {
        #expect(MMCCommand.inquiry.bytes[4] == 36)
        let places: [(MMCCommand, Int)] = [
            (.currentProfile, 7), (.readDiscInformation, 7), (.readTrackInformation(1), 7),
            (.readTOC, 7), (.readFullTOC, 7), (.readPhysicalFormat, 8), (.readCopyright, 8),
        ]
        for (command, place) in places {
            #expect(
                command.bytes.number(at: place, as: UInt16.self).map { Int($0) }
                    == command.responseLength)
        }
    }

    @Test func `addresses of the table of contents are asked for as LBA`() {
        #expect(MMCCommand.readTOC.bytes == [0x43, 0, 0, 0, 0, 0, 0, 0x03, 0x24, 0])
        #expect(MMCCommand.readFullTOC.bytes == [0x43, 2, 2, 0, 0, 0, 0, 0x08, 0, 0])
    }

    @Test func `other commands are byte for byte as MMC has them`() {
        #expect(
            MMCCommand.readTrackInformation(0x0102).bytes == [0x52, 1, 0, 0, 1, 2, 0, 0, 36, 0])
        #expect(MMCCommand.startUnit.bytes == [0x1B, 0, 0, 0, 1, 0])
        #expect(MMCCommand.eject.bytes == [0x1B, 0, 0, 0, 2, 0])
        #expect(MMCCommand.preventRemoval(true).bytes == [0x1E, 0, 0, 0, 1, 0])
        #expect(MMCCommand.preventRemoval(false).bytes == [0x1E, 0, 0, 0, 0, 0])
        let speed = MMCCommand.setSpeed(kilobytesPerSecond: 0x02C2)
        #expect(speed.bytes == [0xBB, 0, 0x02, 0xC2, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0])
        #expect(speed.responseLength == 0)
    }

    @Test func `a sweep gives up early, digging is patient`() {
        let range = SectorRange(0, 1)
        #expect(MMCCommand.read(range, forceUnitAccess: false).timeout == .seconds(10))
        #expect(MMCCommand.read(range, forceUnitAccess: true).timeout == .seconds(60))
        #expect(MMCCommand.testUnitReady.timeout == .seconds(30))
        #expect(MMCCommand.readTOC.timeout == .seconds(30))
    }
}
