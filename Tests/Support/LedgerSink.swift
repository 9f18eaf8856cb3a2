import RescueCore

/// A sink that keeps no bytes, only whether they are there: for discs of any size.
struct LedgerSink: SectorSink, ~Copyable {
    enum Failure: Error {
        case disk
    }

    /// The map as it would be found after a power cut.
    private(set) var recordedMap: SectorMap?
    /// The sectors that a recorded map counted when their bytes were not in the image.
    private(set) var lies = SectorSet()

    private var held: SectorMap
    private var operations = 0
    private let failingOnce: Int?

    /// Makes the sink of an empty image; the operation of a number, from 1, fails, and no other.
    init(sectorCount: Int, failingOnce: Int? = nil) {
        held = SectorMap(sectorCount: sectorCount)
        self.failingOnce = failingOnce
    }

    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure) {
        try operate()
        held.mark(SectorRange(start: start, count: bytes.count / Sector.size), as: .rescued)
    }

    /// No bytes are kept, so that there is nothing to know a disc by.
    mutating func sector(at lba: LBA) throws(Failure) -> [UInt8] { throw .disk }

    /// Corrects the recorded map first, as a sink has to.
    mutating func erase(_ range: SectorRange) throws(Failure) {
        try operate()
        recordedMap?.mark(range, as: .untried)
        held.mark(range, as: .untried)
    }

    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure) {
        try operate()
        recordedMap = map
        for run in map.runs where run.status == .rescued {
            let missing = held.runs(in: run.range).filter { $0.status != .rescued }
            lies = lies.union(SectorSet(missing.map(\.range)))
        }
    }

    private mutating func operate() throws(Failure) {
        operations += 1
        if operations == failingOnce { throw .disk }
    }
}
