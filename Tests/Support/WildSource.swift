import RescueCore

@testable import DiscSimulation

/// A source that keeps the types of the protocol, and nothing else of it.
struct WildSource: DiscDevice, ~Copyable {
    let sectorCount: Int
    let disc: DiscDescription
    let host: WildHost
    private var answers: WildAnswers

    init(seed: UInt64, host: WildHost) {
        var random = TestRandom(seed: seed ^ 0x5EED)
        sectorCount = Int.random(in: 1...300, using: &random)
        self.host = host
        var answers = WildAnswers(seed: seed, sectorCount: sectorCount)
        let profile = DiscProfile.allCases.randomElement(using: &random)
        disc = DiscDescription(
            profile: profile, status: .complete,
            sizes: [.init(.readCapacity, sectorCount: sectorCount)]
                + (0..<answers.pick(3)).map { _ in
                    .init(.trackInformation, sectorCount: answers.number())
                },
            tracks: Self.tracks(&answers, sectorCount))
        self.answers = answers
    }

    private static func tracks(_ answers: inout WildAnswers, _ sectorCount: Int) -> [Track] {
        guard answers.pick(3) == 0 else {
            return [
                Track(
                    number: 1, session: 1, content: .data, range: SectorRange(0, sectorCount))
            ]
        }
        return (0..<answers.pick(4)).map { index in
            let (one, other) = (answers.number(), answers.number())
            return Track(
                number: index + 1, session: answers.pick(3),
                content: answers.pick(3) == 0 ? .audio : .data,
                range: SectorRange(min(one, other), max(one, other)))
        }
    }

    mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        try answer(request.range)
        guard request.range.end <= sectorCount || answers.isWild(at: request.range) else {
            throw ReadFault(.outOfRange, reading: request.range)
        }
        host.noteArrival(request.range)
    }

    mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        try answer(nil)
        var identity = DiscIdentity(sectorCount: sectorCount, tracks: disc.tracks)
        if answers.isWild(at: nil) { identity.sectorCount = answers.number() }
        if answers.isWild(at: nil) { identity.tracks = Self.tracks(&answers, sectorCount) }
        for lba in witnesses where answers.pick(8) > 0 {
            let isWild = answers.isWild(at: SectorRange(start: lba, count: 1))
            identity.witnesses[lba] =
                isWild ? answers.bytes(Sector.size) : [UInt8](repeating: 0, count: Sector.size)
        }
        return identity
    }

    mutating func formTwoSectors(in range: SectorRange) -> [SectorRange] {
        guard answers.isWild(at: range) else { return [] }
        return [range.prefix(answers.pick(range.count + 1)), range.suffix(1)].filter { !$0.isEmpty }
    }

    mutating func reconnect() throws(ReadFault) { try answer(nil) }

    mutating func setSpeed(_ multiple: Double?) throws(ReadFault) { try answer(nil) }

    /// Lets time go by; throws anything if the answer is arbitrary.
    private mutating func answer(_ range: SectorRange?) throws(ReadFault) {
        let asked = range ?? SectorRange(0, 0)
        guard host.count() else { throw ReadFault(.deviceGone, reading: asked) }
        guard answers.isWild(at: range) else { return host.clock.advance(by: .milliseconds(5)) }
        host.clock.advance(by: answers.delay())
        switch answers.pick(4) {
        case 0: return
        case 1:
            let kind = ReadFault.Kind.allCases.randomElement(using: &answers.random)
            throw ReadFault(kind ?? .unproven, reading: asked, at: answers.number())
        default: throw ReadFault(answers.sense(), reading: asked)
        }
    }
}
