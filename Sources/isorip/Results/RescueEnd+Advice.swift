import RescueCore

extension RescueEnd {
    /// Why it ended before its time and what to do next, for a person; nil if it did not.
    var advice: String? {
        switch self {
        case .complete, .exhausted, .chosenRead: nil
        case .outOfTime: "stopped at --max-time; run the same command again to resume"
        case .tooManyReadErrors:
            "stopped at --max-read-errors; run the same command again to resume"
        case .interrupted: "interrupted; run the same command again to resume"
        case .otherDisc:
            """
            another disc is in the drive now: nothing of it was recorded; \
            put the first disc back and run the same command again to resume
            """
        case .driveLost(let fault):
            """
            the drive was lost (\(fault.kind.label)); \
            what was confirmed is kept, run the same command again to resume
            """
        case .refused(let fault):
            """
            the drive gives the protected sectors of this disc to licensed players only (\(fault)); \
            all else is copied, and the same command goes on once the drive gives them
            """
        case .driveWedged(let fault):
            """
            the drive fails every command at once (\(fault)): it hangs, this is not damage; \
            switch it off and on, then run the same command again to resume
            """
        }
    }
}
