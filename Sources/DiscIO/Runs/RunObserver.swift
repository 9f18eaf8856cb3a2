public import RescueCore

/// Whoever started a run: gives it a clock, may ask it to stop, and learns what happens.
///
/// All calls come on the thread that the run was started on, between two commands.
public protocol RunObserver: RunHost {
    /// Learns what happened.
    func note(_ event: RunEvent)
}

/// What happens in a run, as it happens.
public enum RunEvent: Sendable {
    /// Something that a person may want to know.
    case remark(RunRemark)
    /// From now on something is under way that is to be brought to an end when somebody asks to stop,
    /// or no longer.
    case hasWork(Bool)

    /// A rip is about to read.
    case ripBegan(RipStart)
    /// The rescue goes on.
    case rescue(RescueEvent, RescueProgress)
    /// The reading is over, and the checksums of the image are computed.
    case summing
    /// A rip has read what it could; the second pass comes next, if there is one.
    case copied(RipVerdict)

    /// An image is about to be compared with a disc.
    case comparisonBegan(ComparisonStart)
    /// The comparison goes on.
    case comparison(VerifyEvent, VerifyProgress)
    /// The comparison is over.
    case compared(ComparisonVerdict)

    /// A check without a disc is over; its result is recorded next.
    case checked(OfflineVerdict)

    /// So many bytes of an image were gone through, in a merge or a check without a disc.
    case bytes(done: Int, of: Int)
}

/// A remark on a run: nothing ends because of it.
public enum RunRemark: Sendable {
    /// The drive did not take the speed that was asked for.
    case speedRefused
    /// The tray could not be opened at the end.
    case trayStuck(ReadFault)
    /// The disc declares that it is protected.
    case protected(DiscDescription.Protection)
    /// The disc is a Video CD, most of which no ISO image can hold.
    case videoCD
    /// The volume declares CD-ROM XA, and may have such sectors.
    case mayHaveFormTwo
    /// What was decided about the size of the image.
    case extent(DiscExtent)
    /// The image is complete already; whether a pass compared it with the disc.
    case completeAlready(image: String, isCompared: Bool)
    /// A sector of the image reads differently now, and is read again.
    case misread(LBA)
    /// These sectors are read again because the last comparison found them to differ.
    case rereading([SectorRange])
    /// So many sectors could not be read again, and are kept.
    case kept(sectors: Int)
    /// A checksum file of another image has the name, and is kept.
    case checksumFileKept(path: String)
    /// The verification could not be added to the record.
    case verificationNotRecorded(OutputError)
    /// A path that was chosen leads to nothing.
    case unmatched(path: String, image: String, Unmatched)
    /// Somebody asked for the end before the second pass.
    case noSecondPass
    /// A copy is shorter than the merged image.
    case shorterCopy(path: String, sectors: Int, merged: Int)

    /// Why nothing was found.
    public enum Unmatched: Sendable {
        /// It may be in a damaged directory.
        case perhapsDamaged
        /// There is no such file.
        case noSuchFile
        /// What tells where the files lie cannot be read.
        case unreadable
        /// The disc has no filesystem that is known here.
        case noFilesystem
    }
}

/// A run that nobody follows, in the time that passes for everybody.
public final class UnobservedRun: RunObserver {
    private let start = ContinuousClock.now

    /// Begins to count the time.
    public init() {}

    /// Never.
    public var isStopRequested: Bool { false }

    /// The time since this was made.
    public func now() -> Duration { ContinuousClock.now - start }

    /// Sleeps.
    public func pause(for duration: Duration) {
        Drive.sleep(duration)
    }

    /// Nothing is told to anybody.
    public func note(_ event: RunEvent) {}
}

/// What the engine and the verifier know of who follows a run.
final class RunLink: RescueHost, VerifyHost {
    private let observer: any RunObserver
    private let guide: RipGuide?

    init(_ observer: any RunObserver, guide: RipGuide? = nil) {
        self.observer = observer
        self.guide = guide
    }

    var isStopRequested: Bool { observer.isStopRequested }

    func now() -> Duration { observer.now() }

    func pause(for duration: Duration) { observer.pause(for: duration) }

    func nextStage(after map: SectorMap) -> RescueStage? { guide?.nextStage(after: map) }

    func report(_ event: RescueEvent, _ progress: RescueProgress) {
        observer.note(.rescue(event, progress))
    }

    func report(_ event: VerifyEvent, _ progress: VerifyProgress) {
        observer.note(.comparison(event, progress))
    }
}
