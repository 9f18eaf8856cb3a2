/// How the engine treats the drive besides reading from it.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
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

    /// A rescued sector at the end of the disc that is farther away.
    private func goodSector(far place: LBA) -> LBA? {
        let map = progress.map
        let rescued = SectorStatusSet(.rescued)
        return place > map.sectorCount / 2
            ? map.firstRun(of: rescued)?.range.start
            : map.lastRun(of: rescued, before: map.sectorCount).map { $0.range.end - 1 }
    }
}

extension RescueEngine: CarefulReading where Source: ~Copyable, Sink: ~Copyable {
    var runHost: any RunHost { host }

    var map: SectorMap { progress.map }

    mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let request = ReadRequest(SectorRange(start: lba, count: 1), fromMedium: true)
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
            return nil
        } catch {
            lookAccount.noteFault(error.kind)
            return error
        }
    }

    mutating func reconnect() throws(ReadFault) { try source.reconnect() }

    var timeLeft: Duration? { policy.maxTime.map { startTime + $0 - host.now() } }

    mutating func tell(_ event: DriveEvent) {
        report(.drive(event))
    }
}
