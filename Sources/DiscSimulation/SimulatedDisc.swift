package import RescueCore

/// A simulated disc as a source of sectors: what a script describes, behind the drive's protocol.
///
/// The same calls give the same results, in no time but that of the virtual clock.
package struct SimulatedDisc: ~Copyable {
    /// The drive the disc lies in.
    package private(set) var drive: SimulatedDrive

    /// How many sectors the disc had at the start; after a change it may have another number.
    package let sectorCount: Int

    /// Makes the disc of a script.
    ///
    /// - Parameters:
    ///   - script: What is on the disc and what is wrong with it.
    ///   - content: The bytes of the disc, if the script asks for an image file, or to have others
    ///     than it asks for; nil: the generated volume of the script.
    ///   - clock: The time of the model.
    package init(
        _ script: FaultScript, content: (any SectorContent)? = nil,
        clock: VirtualClock = VirtualClock()
    ) {
        guard let content = content ?? script.generatedVolume else {
            preconditionFailure("a script of an image file needs its content")
        }
        drive = SimulatedDrive(script, content: content, clock: clock)
        sectorCount = content.sectorCount
    }
}

extension SimulatedDisc {
    /// The time of the model.
    package var clock: VirtualClock { drive.clock }

    /// What was done so far.
    package var statistics: SimulatedStatistics { drive.statistics }

    /// All commands since it was set to an empty list; nil: none are kept.
    package var log: [SimulatedCommand]? {
        get { drive.log }
        set { drive.log = newValue }
    }

    /// The true bytes of the disc that is in the drive now; nil if there is none.
    package var content: (any SectorContent)? { drive.medium?.content }

    /// Whether the true bytes of a sector can be had in at most so many attempts on its ECC block.
    ///
    /// It knows of the damage of the disc in the drive only, not of what happens to the drive, and
    /// counts attempts from the start. `speed` is the multiple of 1x the drive is told to keep to.
    package func isRecoverable(_ lba: LBA, attempts: Int, speed: Double? = nil) -> Bool {
        drive.medium?.isRecoverable(lba, attempts: attempts, speed: speed) ?? false
    }
}

extension SimulatedDisc: DiscDevice {
    /// What a drive would tell of the disc that was in it at the start: one data track.
    package var disc: DiscDescription {
        DiscDescription(
            drive: DriveIdentity(vendor: "ISORIP", product: "SIMULATED DRIVE", revision: "1"),
            profile: drive.script.profile, status: .complete,
            sizes: [.init(.readCapacity, sectorCount: sectorCount)],
            tracks: [Self.track(sectorCount: sectorCount)])
    }

    /// Reads the sectors of one request, all of them or none.
    ///
    /// - Throws: What the script has for these sectors or this moment.
    package mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        precondition(!request.range.isEmpty)
        precondition(buffer.count == request.range.byteCount)
        if let fault = drive.read(request, into: &buffer).fault(reading: request.range) {
            throw fault
        }
    }

    /// Looks at the disc again: one command for size and tracks, and one for each witness.
    ///
    /// - Throws: Why there is nothing to be told: no disc, another disc, no drive, and the like.
    package mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        if let fault = drive.look().fault(reading: SectorRange(0, 0)) {
            throw fault
        }
        let count = drive.capacity ?? 0
        var identity = DiscIdentity(sectorCount: count, tracks: [Self.track(sectorCount: count)])
        for lba in witnesses where (0..<count).contains(lba) {
            identity.witnesses[lba] = try witness(lba)
        }
        return identity
    }

    /// The bytes of a sector, from the medium; nil if just this sector cannot be read.
    private mutating func witness(_ lba: LBA) throws(ReadFault) -> [UInt8]? {
        let request = ReadRequest(SectorRange(start: lba, count: 1), fromMedium: true)
        var bytes = [UInt8](repeating: 0, count: Sector.size)
        var span = bytes.mutableSpan
        guard let fault = drive.read(request, into: &span).fault(reading: request.range) else {
            return bytes
        }
        guard !fault.kind.hidesDisc else { throw fault }
        return nil
    }

    /// Looks whether a drive that vanished, or a disc that was taken out, is there again.
    ///
    /// - Throws: `deviceGone` or `noMedium` as long as it is not.
    package mutating func reconnect() throws(ReadFault) {
        let fault = drive.look().fault(reading: SectorRange(0, 0))
        if let fault, fault.kind == .deviceGone || fault.kind == .noMedium { throw fault }
    }

    /// Tells the drive to read at a multiple of 1x, or slower; nil: as fast as it can.
    ///
    /// - Throws: If there is no drive any more.
    package mutating func setSpeed(_ multiple: Double?) throws(ReadFault) {
        try checkPresence()
        drive.speedLimit = multiple
    }

    /// Locks the tray or lets it go.
    ///
    /// - Throws: If there is no drive any more.
    package mutating func setTrayLocked(_ locked: Bool) throws(ReadFault) {
        try checkPresence()
        drive.isTrayLocked = locked
    }

    /// Opens the tray: the disc is gone.
    ///
    /// - Throws: If the tray is locked or there is no drive any more.
    package mutating func eject() throws(ReadFault) {
        if let fault = drive.openTray().fault(reading: SectorRange(0, 0)) {
            throw fault
        }
    }

    private func checkPresence() throws(ReadFault) {
        if drive.isGone {
            throw ReadFault(.deviceGone, reading: SectorRange(0, 0))
        }
    }

    private static func track(sectorCount: Int) -> Track {
        Track(number: 1, session: 1, content: .data, range: SectorRange(0, sectorCount))
    }
}
