public import RescueCore

/// One check of an image without its disc: against its record, and the checksums in it and beside it.
public struct OfflineCheck {
    private let image: StoredImage
    private let list: String?
    private let datPath: String?
    private let otherReader: ReaderProgram?
    private let observer: any RunObserver

    /// Prepares a check.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - list: A list of checksums that has the image's name in it.
    ///   - datPath: A DAT file to look the image up in.
    ///   - otherReader: A program that asks libiso9660 for its files; without one nobody does.
    ///   - observer: Who follows the check.
    public init(
        of image: StoredImage, list: String? = nil, datPath: String? = nil,
        otherReader: ReaderProgram? = nil, observer: any RunObserver = UnobservedRun()
    ) {
        self.image = image
        self.list = list
        self.datPath = datPath
        self.otherReader = otherReader
        self.observer = observer
    }

    /// Checks, and adds the result to the record.
    ///
    /// - Returns: What came of it; if it is empty nothing was recorded.
    /// - Throws: Why the image or a list cannot be used; `interrupted` if somebody asked for the end.
    public func run() throws(RunError) -> OfflineVerdict {
        try running { try check() }
    }

    private func check() throws -> OfflineVerdict {
        let started = RunStamp.now
        let start = ContinuousClock.now
        let listed = try listedSums()
        // The whole image is not read for what is no DAT file.
        if let datPath, try !DATReader.isList(datPath) { throw RunError.notADAT(datPath) }
        let size = image.file.byteCount
        let checkup = ImageCheckup(
            of: image, listed: listed, datPath: datPath, otherReader: otherReader)
        let checks = try checkup.run { done in
            observer.note(.bytes(done: done, of: size))
            return !observer.isStopRequested
        }
        guard let checks else { throw RunError.interrupted }
        let verdict = OfflineVerdict(
            image: image.paths.image, checks: checks, missing: image.map.count(of: .missing),
            seconds: (ContinuousClock.now - start).seconds)
        observer.note(.checked(verdict))
        guard !verdict.isEmpty else { return verdict }
        observer.note(.hasWork(true))
        image.note(
            .init(
                started: started, seconds: verdict.seconds, against: verdict.against,
                verdict: verdict.name, findings: verdict.findings), observer)
        observer.note(.hasWork(false))
        return verdict
    }

    private func listedSums() throws -> [ListedSum] {
        guard let list else { return [] }
        let name = image.paths.imageName
        let sums = try ChecksumListReader.sums(of: name, listedIn: list)
        if sums.isEmpty { throw RunError.notListed(image: name, list: list) }
        return sums
    }
}

/// What a check without a disc found.
public struct OfflineVerdict: Sendable {
    /// The image.
    public let image: String
    /// What was checked.
    public let checks: [ImageCheck]
    /// How many sectors of the image were never rescued.
    public let missing: Int
    /// How long it took.
    public let seconds: Double

    /// Whether nothing was there to check the image with: a size that fits proves little, and so do
    /// files that another reader finds, whatever is in them.
    public var isEmpty: Bool {
        checks.allSatisfy { [.size, .libiso9660].contains($0.kind) && $0.passed }
    }

    /// Whether something is not as it was written down.
    public var isDifferent: Bool { checks.contains { !$0.passed } }

    /// The verdict in one word, as the JSON lines and the record have it.
    public var name: String {
        isDifferent ? RipRecord.Verification.different : RipRecord.Verification.identical
    }

    /// What the image was checked against, as the record has it.
    public var against: [String] {
        Set(checks.filter { $0.outcome != .remark }.map(\.kind.rawValue)).sorted()
    }

    /// The sectors that are not as they should be.
    public var findings: [RipRecord.Verification.Finding] {
        checks.flatMap { check in
            check.ranges.map {
                .init(kind: check.kind.rawValue, firstLBA: $0.start, lastLBA: $0.end - 1)
            }
        }
    }
}
