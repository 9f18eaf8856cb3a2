/// What is recorded of a rescue, and what is not believed any more.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Records everything, if the disc is still the one that the run began with.
    ///
    /// While the disc cannot be looked at nothing is recorded, and the next checkpoint decides.
    mutating func checkpoint() throws(Sink.Failure) -> DiscCheck {
        lastCheckpoint = host.now()
        let check = unconfirmed.isEmpty ? .sameDisc : lookAtDisc()
        if check == .sameDisc { try record() }
        return check
    }

    /// Records what can be recorded at the end of a run; the rest is taken back.
    mutating func close(after end: RescueEnd) throws(Sink.Failure) -> RescueEnd {
        let check = end == .otherDisc ? .otherDisc : try checkpoint()
        if check == .sameDisc { return end }
        try distrustUnconfirmed()
        try record()
        return switch (check, end) {
        case (.otherDisc, _): .otherDisc
        case (.unknown(let fault), .complete), (.unknown(let fault), .exhausted),
            (.unknown(let fault), .chosenRead), (.unknown(let fault), .refused):
            .driveLost(fault)
        default: end
        }
    }

    mutating func record() throws(Sink.Failure) {
        try sink.checkpoint(progress.map, phase: progress.phase)
        unconfirmed.removeAll()
        report(.checkpoint)
    }

    /// Takes back what was rescued since the last checkpoint; it will be read again.
    mutating func distrustUnconfirmed() throws(Sink.Failure) {
        guard !unconfirmed.isEmpty else { return }
        for range in unconfirmed {
            progress.map.mark(range, as: .untried)
            schedule.noteChange(of: range, in: progress.map)
            try sink.erase(range)
        }
        let sectors = unconfirmed.reduce(0) { $0 + $1.count }
        progress.sectorsRescued -= sectors
        unconfirmed.removeAll()
        report(.distrusted(sectors: sectors))
    }

    /// Notes what a crash would cost, and keeps a witness if the disc has none yet.
    mutating func noteUnconfirmed(_ range: SectorRange) {
        if identity.witnesses.isEmpty {
            identity.witnesses[range.start] = Array(buffer[..<Sector.size])
        }
        unconfirmed.appendMerging(range)
    }
}
