import Testing

@testable import RescueCore

@Suite struct InformationTrustTests {
    private let range = SectorRange(32, 64)

    private func fault(at lba: LBA?) -> ReadFault {
        ReadFault(.mediumError, reading: range, at: lba)
    }

    @Test func `a name inside of a read proves that names mean something`() {
        var naming = InformationTrust()
        let names = [32, 40, 32, nil].map { naming.failingLBA(of: fault(at: $0)) }
        #expect(names == [nil, 40, 32, nil])
    }

    @Test func `a drive that always names the first sector is not waited for`() {
        var naming = InformationTrust()
        #expect(!naming.isWorthTrying(after: fault(at: nil)))
        for _ in 0..<4 {
            #expect(naming.isWorthTrying(after: fault(at: 32)))
            _ = naming.failingLBA(of: fault(at: 32))
        }
        #expect(!naming.isWorthTrying(after: fault(at: 32)))
    }

    @Test func `names that prove false too often are not believed any more`() {
        var naming = InformationTrust()
        for _ in 0..<3 {
            let name = naming.failingLBA(of: fault(at: 63))
            #expect(name == 63)
            naming.refute()
        }
        let name = naming.failingLBA(of: fault(at: 63))
        #expect(name == nil)
    }

    @Test func `a few names that prove false by chance do no harm`() {
        var naming = InformationTrust()
        for _ in 0..<10 { naming.confirm() }
        for _ in 0..<5 { naming.refute() }
        let name = naming.failingLBA(of: fault(at: 50))
        #expect(name == 50)
    }
}
