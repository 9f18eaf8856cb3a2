/// How the engine treats the drive besides reading from it.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Gives a drive that fails again and again what it needs.
    ///
    /// - Returns: That the drive hangs, if it does not read good sectors any more; what it said lately
    ///   is forgotten then.
    mutating func tendDrive() -> RescueEnd? {
        switch care.need {
        case nil: return nil
        case .rest:
            rest(for: DriveCare.shortRest)
            return nil
        case .check: return checkDrive()
        }
    }

    /// Sets the drive up for the phase and pass that begins.
    ///
    /// Before a retry the head is sent to the other end of the disc: what the drive has cached of the
    /// sectors to be retried is gone then, even if it takes no notice of the FUA bit.
    mutating func prepareDrive() {
        changeSpeed(to: schedule.speed)
        if schedule.phase == .retrying, let far = goodSector(far: progress.position) {
            _ = readAgain(far)
        }
    }

    /// Asks for another speed; a drive that does not take it reads at its own.
    mutating func changeSpeed(to multiple: Double?) {
        guard multiple != speed else { return }
        speed = multiple
        try? source.setSpeed(multiple)
    }

    /// Reads sectors that were read before, at three places, with long rests between.
    private mutating func checkDrive() -> RescueEnd? {
        for quarter in 1...3 {
            let place = progress.map.sectorCount * quarter / 4
            guard let lba = goodSector(from: place) else { break }
            guard let fault = readAgain(lba) else {
                care.noteGoodRead()
                return nil
            }
            report(.fault(fault))
            // The next command finds it out, and waits.
            if FaultResponse(to: fault.kind) == .awaitReturn { return nil }
            if quarter == 3 {
                progress.map = care.mapBefore ?? progress.map
                return .driveWedged(fault)
            }
            rest(for: DriveCare.longRest)
        }
        return nil
    }

    private mutating func rest(for duration: Duration) {
        report(.resting(duration))
        host.pause(for: duration)
    }

    /// Reads a rescued sector from the medium, and forgets what it held.
    private mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let request = ReadRequest(SectorRange(start: lba, count: 1), fromMedium: true)
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
            return nil
        } catch {
            return error
        }
    }

    /// The first rescued sector from a place on, or the first of all.
    private func goodSector(from place: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        return
            (progress.map.firstRun(of: rescued, from: place)
            ?? progress.map.firstRun(of: rescued))?.range.start
    }

    /// A rescued sector at the end of the disc that is farther away.
    private func goodSector(far place: LBA) -> LBA? {
        let map = progress.map
        let rescued = SectorStatusSet(.rescued)
        return place > map.sectorCount / 2
            ? map.firstRun(of: rescued)?.range.start
            : map.lastRun(of: rescued, before: map.sectorCount).map { $0.range.end - 1 }
    }
}
