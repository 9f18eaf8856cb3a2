import Testing

@testable import RescueCore
@testable import SCSITarget

@Suite struct DiscDescriptionCommandsTests {
    private typealias Target = SimulatedTargetTests

    private static func table(
        _ target: consuming SimulatedTarget, format: UInt8, inMinutes: Bool = false, from: UInt8 = 0
    ) -> [UInt8]? {
        Target.data(
            target.execute([0x43, inMinutes ? 2 : 0, format, 0, 0, 0, from, 0x04, 0]))
    }

    @Test func `the TOC has a descriptor for each track and for the lead-out`() {
        let target = Target.target("CD-ROM", size: 8000, ["track data 3000", "track audio rest"])
        let data = Self.table(target, format: 0)
        #expect(
            data == [
                0, 26, 1, 2,
                0, 0x14, 1, 0, 0, 0, 0, 0,
                0, 0x10, 2, 0, 0, 0, 0x0B, 0xB8,
                0, 0x10, 0xAA, 0, 0, 0, 0x1F, 0x40,
            ])
    }

    @Test func `the TOC in minutes counts from two seconds before sector 0`() {
        let target = Target.target("CD-ROM", size: 8000, [])
        let data = Self.table(target, format: 0, inMinutes: true, from: 0xAA)
        #expect(
            data == [0, 10, 1, 1, 0, 0x14, 0xAA, 0, 0, 1, 48, 50])
    }

    @Test func `an address that minutes cannot hold is the largest they can`() {
        let target = Target.target("DVD-ROM", size: 2_295_104, [])
        let data = Self.table(target, format: 0, inMinutes: true, from: 0xAA)
        #expect(data?.suffix(3) == [255, 59, 74])
    }

    @Test func `the second session begins behind lead-out and lead-in`() {
        let target = Target.target(
            "CD-R", size: 20000, ["track audio 3000", "session", "track data rest"])
        let data = Self.table(target, format: 1)
        #expect(
            data == [0, 10, 1, 2, 0, 0x14, 2, 0, 0, 0, 0x38, 0x40])
    }

    @Test func `the full TOC has the points of each session`() throws {
        let target = Target.target(
            "CD-R", size: 20000, ["track audio 3000", "session", "track data rest"])
        let table = Self.table(target, format: 2)
        let data = try #require(table)
        let points = stride(from: 4, to: data.count, by: 11).map { Array(data[$0..<$0 + 11]) }
        #expect(points.map { $0[0] } == [1, 1, 1, 1, 2, 2, 2, 2])
        #expect(points.map { $0[3] } == [0xA0, 0xA1, 0xA2, 1, 0xA0, 0xA1, 0xA2, 2])
        #expect(Array(points[2][8...]) == [0, 42, 0])
        #expect(Array(points[7][8...]) == [3, 14, 0])
    }

    @Test func `a blank disc has no TOC, no tracks and says that it is blank`() {
        var target = Target.target("CD-R", size: 1000, ["status blank"])
        #expect(
            Target.sense(target.execute([0x43, 0, 0, 0, 0, 0, 0, 0, 12]))
                == Sense(key: 5, asc: 0x24, ascq: 0))
        #expect(Target.data(target.execute([0x51, 0, 0, 0, 0, 0, 0, 0, 34]))?[2] == 0)
        #expect(Target.data(target.execute([0x25])) == [0, 0, 0, 0, 0, 0, 8, 0])
        #expect(Target.sense(target.execute(Target.read(0x28, 0, 1)))?.asc == 0x21)
    }

    @Test func `READ TRACK INFORMATION finds a track by sector, number and session`() throws {
        let lines = ["track audio 3000", "session", "track data rest"]
        for (type, address) in [(0, 15000), (1, 2), (2, 2)] {
            var target = Target.target("CD-R", size: 20000, lines)
            let block = [0x52, UInt8(type)] + UInt32(address).bigEndianBytes + [0, 0, 36]
            let data = try #require(Target.data(target.execute(block)))
            #expect(data[2] == 2)
            #expect(data[3] == 2)
            #expect(data[5] == 4)
            #expect(Int(bigEndianBytes: data[8..<12]) == 14400)
            #expect(Int(bigEndianBytes: data[24..<28]) == 5600)
        }
    }

    @Test(arguments: [("CD-R", 0x09), ("DVD-ROM", 0x10), ("DVD+R DL", 0x2B), ("BD-R", 0x41)])
    func `GET CONFIGURATION tells the profile of the disc`(name: String, profile: Int) throws {
        var target = Target.target(name, size: 1000, [])
        let data = try #require(
            Target.data(target.execute([0x46, 2, 0, 0, 0, 0, 0, 0x01, 0])))
        #expect(Int(bigEndianBytes: data[0..<4]) == data.count - 4)
        #expect(Int(bigEndianBytes: data[6..<8]) == profile)
        let list = stride(from: 12, to: data.count, by: 4).map { Array(data[$0..<$0 + 4]) }
        #expect(list.count == DiscProfile.allCases.count)
        #expect(list.filter { $0[2] == 1 }.map { Int($0[0]) << 8 | Int($0[1]) } == [profile])
    }

    @Test func `the physical format of a DVD gives its layers and its size`() throws {
        var target = Target.target("DVD-ROM", size: 3_000_000, ["layers 2"])
        let data = try #require(
            Target.data(target.execute([0xAD, 0, 0, 0, 0, 0, 0, 0, 0x08, 0x04])))
        #expect(Int(bigEndianBytes: data[0..<2]) == data.count - 2)
        #expect(data[6] == 0x31)
        let end = Int(bigEndianBytes: data[13..<16])
        let layerEnd = Int(bigEndianBytes: data[17..<20])
        let first = layerEnd - 0x03_0000 + 1
        #expect(first + (end - (~layerEnd & 0xFF_FFFF) + 1) == 3_000_000)
    }

    @Test func `CSS stands in the copyright structure, which a CD does not have`() {
        var dvd = Target.target("DVD-ROM", size: 1000, ["protected css"])
        let block: [UInt8] = [0xAD, 0, 0, 0, 0, 0, 0, 1, 0, 8]
        #expect(Target.data(dvd.execute(block)) == [0, 6, 0, 0, 1, 0, 0, 0])
        var cd = Target.cd()
        #expect(Target.sense(cd.execute(block)) == Sense(key: 5, asc: 0x24, ascq: 0))
    }
}
