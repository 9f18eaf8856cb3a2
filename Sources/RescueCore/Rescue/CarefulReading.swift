/// A loop that reads from a drive and bears with its troubles: a rescue, or a verification.
///
/// What both do while the drive fails, hangs or is gone stands here, once.
protocol CarefulReading: ~Copyable {
    /// What is to be forgotten of what the drive said if it turns out to hang.
    associatedtype Memory: Sendable

    var runHost: any RunHost { get }

    /// Which sectors the disc has; those that were rescued are known to be good.
    var map: SectorMap { get }

    var care: DriveCare<Memory> { get set }

    /// Reads a sector that was read before from the medium, and forgets what it held.
    mutating func readAgain(_ lba: LBA) -> ReadFault?

    /// Tries to get at the device again.
    mutating func reconnect() throws(ReadFault)

    /// Asks the medium once which disc it is.
    mutating func identify() throws(ReadFault) -> DiscIdentity

    /// Decides which disc is there.
    mutating func lookAtDisc() -> DiscCheck

    /// Tells the host what the drive does.
    mutating func tell(_ event: DriveEvent)
}

/// What a look at the disc showed.
enum DiscCheck: Equatable {
    case sameDisc
    case otherDisc
    /// The disc could not be looked at.
    case unknown(ReadFault)
}

/// How the wait for a drive ended.
enum DriveReturn {
    /// It is back, with the same disc in it.
    case returned
    /// It is back, with another disc.
    case otherDisc
    /// Somebody asked for the end of the run.
    case interrupted
    /// It did not come back in time.
    case lost
}

extension CarefulReading where Self: ~Copyable {
    /// Gives a drive that fails again and again what it needs.
    ///
    /// - Parameter fault: Its last one.
    /// - Returns: The fault by which it is known that the drive hangs; nil if it is not known.
    mutating func tendDrive(after fault: ReadFault) -> ReadFault? {
        switch care.need {
        case nil: return nil
        case .rest:
            rest(for: .seconds(5))
            return nil
        case .check: return checkDrive()
        case .help: return fault
        }
    }

    /// Reads sectors that were read before, at three places, with long rests between.
    private mutating func checkDrive() -> ReadFault? {
        for quarter in 1...3 {
            let place = map.sectorCount * quarter / 4
            guard let lba = map.rescuedSector(from: place) else { return nil }
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
        runHost.pause(for: duration)
    }

    /// Waits until the drive is back with the same disc in it, as long as the patience lasts.
    mutating func awaitReturn(after fault: ReadFault, patience: Duration) -> DriveReturn {
        tell(.lost(fault, patience: patience))
        let deadline = runHost.now() + patience
        while runHost.now() < deadline {
            if runHost.isStopRequested { return .interrupted }
            tell(.waiting(fault))
            runHost.pause(for: .seconds(1))
            guard (try? reconnect()) != nil else { continue }
            switch lookAtDisc() {
            case .sameDisc:
                tell(.returned)
                return .returned
            case .otherDisc: return .otherDisc
            case .unknown: continue
            }
        }
        return .lost
    }

    /// Asks the medium which disc it is; a drive that does not tell is asked again.
    mutating func identifyPatiently() throws(ReadFault) -> DiscIdentity {
        var fault = ReadFault(.deviceGone, reading: map.range)
        for _ in 0..<3 {
            do throws(ReadFault) {
                return try identify()
            } catch {
                fault = error
                guard FaultResponse(to: error.kind) != .awaitReturn else { break }
                runHost.pause(for: .seconds(1))
            }
        }
        throw fault
    }
}

extension SectorMap {
    /// The first rescued sector from a place on, or the first of all.
    fileprivate func rescuedSector(from place: LBA) -> LBA? {
        let rescued = SectorStatusSet(.rescued)
        return (firstRun(of: rescued, from: place) ?? firstRun(of: rescued))?.range.start
    }
}
