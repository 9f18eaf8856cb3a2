/// A loop that reads from a drive and bears with its troubles: a rescue, or a verification.
///
/// What both do while the drive fails, hangs or is gone stands here, once.
protocol CarefulReading: ~Copyable {
    /// What is remembered of a streak of failures, in case the drive turns out to hang.
    associatedtype Memory: Sendable

    var runHost: any RunHost { get }

    /// Which sectors the disc has; those that were rescued are known to be good.
    var map: SectorMap { get }

    var care: DriveCare<Memory> { get set }

    /// How long the run may last still; nil: as long as it likes.
    var timeLeft: Duration? { get }

    /// Reads a sector that was read before from the medium, and forgets what it held.
    mutating func readAgain(_ lba: LBA) -> ReadFault?

    /// Tries to get at the device again.
    mutating func reconnect() throws(ReadFault)

    /// Looks once which disc is there; a thorough look compares more sectors.
    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch

    /// Tells the host what the drive does.
    mutating func tell(_ event: DriveEvent)
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
    func endOfLook(patience: Duration) -> () -> Bool {
        let (host, start, left) = (runHost, runHost.now(), timeLeft)
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

    /// Waits until the drive is back with the same disc in it, as long as the patience lasts.
    mutating func awaitReturn(after fault: ReadFault, patience: Duration) -> DriveReturn {
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

/// Tells trouble at one place from trouble of the drive.
///
/// Some drives answer a damaged sector by "not ready", "no medium" or a reset. If the drive turns out to
/// be well each time, that is damage at that place, and is put off as such.
struct PlaceWatch: Sendable {
    private var wellAgain = 0
    private let limit: Int

    /// Watches over the attempts to carry out one request; `isKnown`: this drive was seen to answer
    /// damage in this way.
    init(isKnown: Bool) {
        limit = isKnown ? 1 : 2
    }

    /// Takes note that the drive, which had failed here, is well.
    ///
    /// - Returns: Whether the trouble is that of the place.
    mutating func noteDriveIsWell() -> Bool {
        wellAgain += 1
        return wellAgain >= limit
    }
}

extension SectorMap {
    /// The first rescued sector from a place on, or the first of all.
    fileprivate func rescuedSector(from place: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        return (firstRun(of: rescued, from: place) ?? firstRun(of: rescued))?.range.start
    }
}
