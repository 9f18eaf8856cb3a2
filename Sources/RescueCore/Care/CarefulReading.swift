/// A loop that reads from a drive and bears with its troubles: a rescue, or a verification.
///
/// What both do while the drive fails, hangs or is gone stands here, once.
protocol CarefulReading: ~Copyable {
    /// What is remembered of a streak of failures, in case the drive turns out to hang.
    associatedtype Memory: Sendable

    /// Why what was read could not be taken back.
    associatedtype Failure: Error

    var runHost: any RunHost { get }

    /// Which sectors the disc has; those that were rescued are known to be good.
    var map: SectorMap { get }

    var care: DriveCare<Memory> { get set }

    /// The faults by which this drive was seen to answer damage, although they say something else.
    var placeFaults: Set<ReadFault.Kind> { get set }

    /// How long a drive is waited for that is not ready, or gone.
    var patience: Duration { get }

    /// How long the run may last still; nil: as long as it likes.
    var timeLeft: Duration? { get }

    /// Reads a sector that was read before from the medium, and forgets what it held.
    mutating func readAgain(_ lba: LBA) -> ReadFault?

    /// Tries to get at the device again.
    mutating func reconnect() throws(ReadFault)

    /// Looks once which disc is there; a thorough look compares more sectors.
    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch

    /// Believes nothing that came lately.
    mutating func distrust() throws(Failure)

    /// Takes back what a fault, and the look at the disc after it, make doubtful.
    mutating func settle(after fault: ReadFault) throws(Failure)

    /// Tells the host what the drive does.
    mutating func tell(_ event: DriveEvent)
}

/// What becomes of a command after it failed.
enum Recovery {
    /// The same command again; whether the drive is known to be well.
    case again(isWell: Bool)
    /// The sectors cannot be read.
    case damage
    /// Another disc is in the drive.
    case otherDisc
    /// The run has to end.
    case ended
    /// The drive did not come back in time.
    case lost
}

/// What a look at the disc showed.
enum DiscMatch: Equatable {
    case sameDisc
    case otherDisc
    /// The disc could not be looked at; the fault by which that is known, if there was one.
    case unknown(ReadFault?)
}

/// How the wait for a drive ended.
enum DriveReturn {
    /// It is back, with the same disc in it.
    case returned
    /// It is back, with another disc.
    case otherDisc
    /// The run has to end.
    case ended
    /// It did not come back in time.
    case lost
}

extension CarefulReading where Self: ~Copyable {
    /// Whether the run has to end before the next command: somebody asked for it, or its time is up.
    var mustEnd: Bool { runHost.isStopRequested || timeLeft.map { $0 <= .zero } == true }

    /// Tells of a look at the disc that begins now whether it has to end: after the patience, or, once
    /// the run must end, after ten seconds, in which what was read can still be confirmed.
    func endOfLook() -> () -> Bool {
        let (host, start, left, patience) = (runHost, runHost.now(), timeLeft, patience)
        return {
            let taken = host.now() - start
            let mustEnd = host.isStopRequested || left.map { taken >= $0 } == true
            return taken > (mustEnd ? min(patience, .seconds(10)) : patience)
        }
    }

    /// Lets time pass, but no more than is left.
    func pause(for duration: Duration) {
        runHost.pause(for: max(.zero, min(duration, timeLeft ?? duration)))
    }

    /// Gives a drive that fails again and again what it needs.
    ///
    /// - Parameter fault: Its last one.
    /// - Returns: The fault by which it is known that the drive hangs; nil if it is not known.
    mutating func tendDrive(after fault: ReadFault) -> ReadFault? {
        switch care.remedy {
        case nil: return nil
        case .rest:
            rest(for: .seconds(5))
            return nil
        case .probe: return probeDrive()
        case .powerCycle: return fault
        }
    }

    /// Reads sectors that were read before, at three places, with long rests between.
    private mutating func probeDrive() -> ReadFault? {
        for quarter in 1...3 {
            let place = map.sectorCount * quarter / 4
            guard !mustEnd, let lba = map.rescuedSector(from: place) else { return nil }
            guard let fault = readAgain(lba) else {
                care.noteGoodRead()
                return nil
            }
            tell(.fault(fault))
            // The next command finds it out, and waits.
            if FaultResponse(to: fault.kind) == .awaitReturn { return nil }
            if quarter == 3 { return fault }
            rest(for: .seconds(30))
        }
        return nil
    }

    private mutating func rest(for duration: Duration) {
        tell(.resting(duration))
        pause(for: duration)
    }

    /// Does what a fault asks for that is not of the sectors, and finds out whether it is.
    ///
    /// - Parameters:
    ///   - fault: How the command failed.
    ///   - place: Watches over the attempts to carry it out; nil before the first one failed.
    /// - Returns: What becomes of the command.
    /// - Throws: Why what is not believed any more could not be taken back.
    mutating func recover(
        from fault: ReadFault, at place: inout PlaceWatch?
    ) throws(Failure) -> Recovery {
        switch FaultResponse(to: fault.kind) {
        case .damage, .classify, .refused: return .damage
        case .distrust:
            try distrust()
            return .damage
        case .awaitReturn:
            // What a device said shortly before it vanished is not to be believed.
            if fault.kind == .deviceGone { try distrust() }
            let outcome = awaitReturn(after: fault)
            if outcome == .otherDisc { return .otherDisc }
            try settle(after: fault)
            if outcome == .ended { return .ended }
            if outcome == .lost { return .lost }
            return noteAnswer(fault, at: &place, isWell: true)
        case .wait, .identify:
            if fault.kind == .notReady {
                tell(.waiting(fault))
                pause(for: .seconds(1))
            }
            let match = lookAtDisc(isThorough: true)
            if match == .otherDisc { return .otherDisc }
            try settle(after: fault)
            return noteAnswer(fault, at: &place, isWell: match == .sameDisc)
        }
    }

    /// Tells trouble of the place from trouble of the drive, once it is known whether the drive is well.
    private mutating func noteAnswer(
        _ fault: ReadFault, at place: inout PlaceWatch?, isWell: Bool
    ) -> Recovery {
        var watch = place ?? PlaceWatch(isKnown: placeFaults.contains(fault.kind))
        if isWell, watch.noteDriveIsWell() {
            placeFaults.insert(fault.kind)
            return .damage
        }
        place = watch
        return .again(isWell: isWell)
    }

    /// Waits until the drive is back with the same disc in it, as long as the patience lasts.
    private mutating func awaitReturn(after fault: ReadFault) -> DriveReturn {
        tell(.lost(fault, patience: patience))
        let deadline = runHost.now() + patience
        while runHost.now() < deadline {
            if mustEnd { return .ended }
            tell(.waiting(fault))
            pause(for: .seconds(1))
            guard (try? reconnect()) != nil else { continue }
            switch lookAtDisc(isThorough: true) {
            case .sameDisc:
                tell(.returned)
                return .returned
            case .otherDisc: return .otherDisc
            case .unknown: continue
            }
        }
        return .lost
    }

    /// Looks which disc is there; a drive that does not tell is asked again.
    mutating func lookAtDisc(isThorough: Bool) -> DiscMatch {
        var last: ReadFault?
        for attempt in 1...3 {
            do throws(ReadFault) {
                let check = try lookOnce(isThorough: isThorough)
                guard case .unknown = check else { return check }
            } catch {
                last = error
                if FaultResponse(to: error.kind) == .awaitReturn { break }
            }
            if mustEnd { break }
            if attempt < 3 { pause(for: .seconds(1)) }
        }
        return .unknown(last)
    }
}

extension Duration {
    /// How long to wait for the next look at the disc after one that took so long: looks take a
    /// twentieth of the time at the most.
    func untilNextLook(after lookTime: Duration) -> Duration { max(self, lookTime * 20) }
}

extension SectorMap {
    /// The first rescued sector from a place on, or the first of all.
    fileprivate func rescuedSector(from place: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        return (firstRun(of: rescued, from: place) ?? firstRun(of: rescued))?.range.start
    }
}
