import Testing

@testable import RescueCore

@Suite struct ForwardCourseTests {
    @Test func `jumps grow with the damage, and end with the disc however often it is met`() {
        let map = SectorMap(sectorCount: 1 << 32)
        var sweep = ForwardCourse(firstJump: 256)
        var starts: [LBA] = []
        for _ in 0..<200 {
            guard let range = sweep.next(in: map, size: { _ in 32 }) else { break }
            starts.append(range.start)
            sweep.leave(range, in: map)
        }
        #expect(starts.prefix(4) == [0, 288, 832, 1_888])
        #expect(starts.count < 30)
        // Another stage meets damage again and again without a good read between.
        for _ in 0..<200 { sweep.leave(SectorRange(0, 32), in: map) }
        #expect(sweep.next(in: map, size: { _ in 32 }) == nil)
    }
}
