/// What happens in a rescue, as it happens.
public enum RescueEvent: Hashable, Sendable {
    /// The run begins; the map is as it was found.
    case started
    /// A stage begins: from now on only its sectors are read.
    case stage(RescueStage)
    /// A phase, or another pass of it, begins.
    case phase(RescuePhase, pass: Int)
    /// A command goes to the drive, and may take its time.
    case reading(ReadRequest)
    /// The sectors of a command are in the image.
    case rescued(SectorRange)
    /// The drive is in trouble, or something was done about it.
    case drive(DriveEvent)
    /// What was read since the last checkpoint is not to be trusted, and will be read again.
    case distrusted(sectors: Int)
    /// Everything up to here is recorded.
    case checkpoint
    /// The run is over.
    case ended(RescueEnd)
}

/// Why a run came to its end.
public enum RescueEnd: Hashable, Sendable {
    /// Every sector was rescued.
    case complete
    /// Everything was tried as often as it was to be; unreadable sectors are left.
    case exhausted
    /// Everything was tried for what was chosen; the rest of the disc was not read.
    case chosenRead
    /// The time allowed was used up.
    case outOfTime
    /// More reads failed than were allowed.
    case tooManyReadErrors
    /// Somebody asked for it.
    case interrupted
    /// Another disc is in the drive; nothing of it was recorded.
    case otherDisc
    /// The disc or the drive is gone, or does not get ready.
    case driveLost(ReadFault)
    /// Everything was read but what the drive gives to nobody without a key.
    case refused(ReadFault)
    /// The drive fails every command at once, wherever it reads: it hangs, the disc is not to blame.
    case driveWedged(ReadFault)
}

extension RescueEnd {
    /// The end, unless it calls complete what is not.
    func held(by map: SectorMap) -> RescueEnd {
        self == .complete && !map.isComplete ? .exhausted : self
    }
}

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
