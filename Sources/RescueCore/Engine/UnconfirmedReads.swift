/// What a rescue learnt since it last made sure of its disc: what a crash would cost, and what is
/// taken back if it turns out not to be trustworthy.
struct UnconfirmedReads: Sendable {
    /// The sectors that were rescued.
    private(set) var rescued: [SectorRange] = []
    /// The sectors that were found to be of Form 2.
    private(set) var formTwo: [SectorRange] = []

    /// Whether there is nothing to be lost.
    var isEmpty: Bool { rescued.isEmpty && formTwo.isEmpty }

    /// Notes sectors that are in the image now.
    mutating func noteRescued(_ range: SectorRange) {
        rescued.appendMerging(range)
    }

    /// Notes sectors that turned out to be of Form 2.
    mutating func noteFormTwo(_ range: SectorRange) {
        formTwo.append(range)
    }

    /// Forgets rescued sectors that were taken back already.
    mutating func forget(_ sectors: SectorSet) {
        rescued = SectorSet(rescued).subtracting(sectors).ranges
    }
}
