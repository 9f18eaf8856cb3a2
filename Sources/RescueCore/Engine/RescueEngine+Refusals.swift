/// What becomes of sectors that are whole, and that the drive does not give all the same.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Takes the Form 2 sectors out of the rescue, if there are any among those that were asked for.
    ///
    /// - Returns: Whether there were; the schedule then asks for the others again.
    mutating func leaveOutFormTwo(of fault: ReadFault) -> Bool {
        let found = source.formTwoSectors(in: fault.range)
        for range in found {
            progress.map.exclude(range)
            schedule.noteChange(of: range, in: progress.map)
            care.update { $0.forget(range) }
            progress.noteFormTwo(range)
            unconfirmedFormTwo.append(range)
        }
        return !found.isEmpty
    }

    /// Gives up the sectors of a protected ECC block at once: without a key, no retry helps.
    ///
    /// A longer read is left to the schedule: a part of it may be free.
    ///
    /// - Returns: The end of the run, once there is nothing to be done but to ask again for such.
    mutating func noteRefusal(_ fault: ReadFault, after duration: Duration) -> RescueEnd? {
        noteReadError(fault, after: duration)
        progress.refusal = fault
        if schedule.phase == .retrying { return .refused(fault) }
        if fault.range.count > policy.eccBlockSectors {
            judge { schedule, map in schedule.failed(fault, in: &map) }
        } else {
            judge { _, map in map.mark(fault.range, as: .unreadable) }
            schedule.noteChange(of: fault.range, in: progress.map)
        }
        return nil
    }
}
