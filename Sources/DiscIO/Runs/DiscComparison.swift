public import RescueCore

/// One comparison of an image with the disc in a device: the second pass of a rip, or a verification.
public struct DiscComparison {
    /// The device as messages name it.
    public var deviceName = "the drive"
    /// How long the drive is waited for.
    public var patience: Duration = .seconds(60)
    /// How long the comparison may take; nil: as long as it likes.
    public var maxTime: Duration?

    private let image: StoredImage
    private let observer: any RunObserver

    /// Prepares a comparison.
    public init(_ image: StoredImage, observer: any RunObserver = UnobservedRun()) {
        self.image = image
        self.observer = observer
    }

    /// Compares with the disc in a device, which is closed then.
    ///
    /// - Returns: What was found; the record of the image has it, too.
    /// - Throws: Why nothing can be said: no data, another disc, an image that cannot be read.
    public func run(
        with device: consuming some DiscDevice & ~Copyable
    ) throws(RunError) -> ComparisonVerdict {
        guard device.sectorCount > 0, !device.disc.isAudioOnly else { throw .noData }
        try? device.setTrayLocked(true)
        var device = device
        return try running { try compare(&device) }
    }

    /// Compares with the disc in a device that stays open.
    func compare(_ device: inout some DiscDevice & ~Copyable) throws -> ComparisonVerdict {
        let identity = try recognise(&device)
        let started = RunStamp.now
        observer.note(.hasWork(true))
        let verdict = try compare(&device, identity)
        observer.note(.compared(verdict))
        guard verdict.end != .otherDisc else { return verdict }
        image.note(
            .init(
                started: started, seconds: verdict.progress.elapsed.seconds,
                drive: device.disc.drive.map(RipRecord.Drive.init),
                against: image.firstPass == nil ? ["disc"] : ["disc", "first-pass"],
                verdict: verdict.name, result: verdict.result), observer)
        return verdict
    }

    /// Makes sure that the disc is the image's.
    ///
    /// - Returns: The disc, to be known again by its descriptors.
    private func recognise(_ device: inout some DiscDevice & ~Copyable) throws -> DiscIdentity {
        let wait = DriveWait(host: observer, patience: patience)
        let found = try wait.identify(&device)
        let check = DiscCheck(
            of: found, by: image.record, for: .comparing, wait,
            sha256: RipRecord.Fingerprint.sha256)
        let outcome = try check.look(at: &device, image.map) { (sectors) throws(ImageError) in
            try image.sectors(sectors)
        }
        switch outcome {
        // What differs is for the comparison to find.
        case .sameDisc, .unknown: return found
        case .otherDisc(let difference):
            throw RunError.otherDisc(image: image.paths.image, difference, isGoingOn: false)
        case .unreadable(let fault): throw RunError.incomparable(fault)
        }
    }

    private func compare<Device: DiscDevice & ~Copyable>(
        _ device: inout Device, _ identity: DiscIdentity
    ) throws -> ComparisonVerdict {
        var policy = VerifyPolicy(eccBlockSectors: device.disc.family.eccBlockSectors)
        policy.patience = patience
        policy.maxTime = maxTime
        policy.commandSectors = min(policy.commandSectors, device.transferLimit ?? .max)
        let (map, firstPass) = (image.map, image.firstPass)
        let parties = VerifyParties(map: map, firstPass: firstPass, identity: identity) {
            ChunkSums.sum(of: $0)
        }
        observer.note(
            .comparisonBegan(
                ComparisonStart(
                    image: image.paths.image, device: deviceName,
                    sectors: map.count(of: .rescued), hasFirstPass: firstPass != nil)))
        let file = try ReadOnlyFile(image: image.paths.image)
        var comparison = ComparisonPipeline(ChunkComparer(parties, image: file, policy: policy))
        var verifier = Verifier(
            source: device, parties, policy: policy, host: RunLink(observer))
        let end = Result { try verifier.run(comparing: &comparison) }
        let (result, progress) = (verifier.result, verifier.progress)
        device = verifier.releaseSource()
        return ComparisonVerdict(
            image: image.paths.image, device: deviceName, end: try end.get(), result: result,
            progress: progress, extraSectors: device.sectorCount - map.sectorCount)
    }
}

/// What is about to be compared.
public struct ComparisonStart: Sendable {
    /// The image.
    public let image: String
    /// The device as messages name it.
    public let device: String
    /// How many sectors are compared.
    public let sectors: Int
    /// Whether it is known what was read first.
    public let hasFirstPass: Bool
}

/// What a comparison with a disc found.
public struct ComparisonVerdict: Sendable {
    /// The image.
    public let image: String
    /// The device as messages name it.
    public let device: String
    /// Why it ended.
    public let end: VerifyEnd
    /// Which sectors were compared, and what was found.
    public let result: VerifyResult
    /// Where it stood then.
    public let progress: VerifyProgress
    /// How many sectors the disc has behind the end of the image; negative: how many fewer.
    public let extraSectors: Int

    /// The verdict in one word, as the JSON lines and the record have it.
    public var name: String {
        if end == .otherDisc { return "other-disc" }
        guard result.isAgreement else { return RipRecord.Verification.different }
        return switch end {
        case .complete: RipRecord.Verification.identical
        case .interrupted: "interrupted"
        case .outOfTime: "out-of-time"
        case .driveLost: "drive-lost"
        case .driveWedged: "drive-wedged"
        case .otherDisc: "other-disc"
        }
    }
}

extension StoredImage {
    /// Adds a verification to the record; that it cannot be done takes nothing away from it.
    func note(_ verification: RipRecord.Verification, _ observer: any RunObserver) {
        do throws(OutputError) {
            try note(verification)
        } catch {
            observer.note(.remark(.verificationNotRecorded(error)))
        }
    }
}
