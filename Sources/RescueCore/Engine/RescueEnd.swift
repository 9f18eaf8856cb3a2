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
