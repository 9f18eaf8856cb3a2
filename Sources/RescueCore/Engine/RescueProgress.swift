/// Where a rescue stands.
public struct RescueProgress: Sendable {
    /// What is known of every sector.
    public var map: SectorMap
    /// The stage of the rescue; nil if it has none.
    public var stage: RescueStage?
    /// What the rescue is about now.
    public var phase: RescuePhase = .copying
    /// Which pass of the phase it is, from 1.
    public var pass = 1
    /// Where the last command read.
    public var position: LBA = 0
    /// How many reads failed in this run.
    public var readErrors = 0
    /// How many sectors were rescued in this run.
    public var sectorsRescued = 0
    /// How many sectors could not be read again, and are kept as an earlier run read them.
    public internal(set) var sectorsKept = 0
    /// The sectors found to be of Form 2, of this run and those before: no image can hold them.
    public private(set) var formTwo: [SectorRange]
    /// The last fault by which the drive refused protected sectors; nil: there was none.
    public internal(set) var refusal: ReadFault?
    /// How long the run has lasted.
    public var elapsed: Duration = .zero

    /// Makes the progress of a run that has not begun.
    ///
    /// - Parameters:
    ///   - map: What is known of every sector.
    ///   - formTwo: The sectors that earlier runs found to be of Form 2.
    public init(map: SectorMap, formTwo: [SectorRange] = []) {
        self.map = map
        self.formTwo = formTwo
    }

    mutating func noteFormTwo(_ range: SectorRange) {
        formTwo.appendMerging(range)
    }

    mutating func forgetFormTwo(_ range: SectorRange) {
        formTwo = SectorSet(formTwo).subtracting(SectorSet([range])).ranges
    }
}
