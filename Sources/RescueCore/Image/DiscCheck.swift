/// Decides whether the disc in a device is the one that an image was made from, by what image and
/// record know of it.
public struct DiscCheck {
    /// What is done with the disc if it is the one.
    package enum Purpose: Sendable {
        /// More of it is to be read into the image: nothing of another disc may be mixed in.
        case goingOn
        /// It is to be compared: that it reads differently here and there, or that the image has
        /// changed, is what is to be found.
        case comparing
    }

    /// In what another disc differs from that of an image.
    public enum Difference: Hashable, Sendable {
        /// As a look at the disc shows.
        case seen(DiscRecognition.Difference)
        /// The image has more sectors than all sources say that the disc has.
        case shorter(image: Int, disc: Int)
    }

    /// What was found.
    package enum Outcome: Hashable, Sendable {
        /// It is the disc; these sectors differ all the same: the drive misread them once, or the image
        /// has changed.
        case sameDisc(differing: [LBA])
        /// It is another disc.
        case otherDisc(Difference)
        /// None of the sectors that are known can be read.
        case unknown
        /// The drive tells nothing.
        case unreadable(ReadFault)
    }

    /// What the record tells of the disc; nil if nobody knows.
    private let fingerprint: RipRecord.Fingerprint?
    /// The disc as it was found to be: its size and its tracks.
    private let found: DiscIdentity
    private let purpose: Purpose
    /// Who waits for the drive.
    private let wait: DriveWait
    private let sha256: ([UInt8]) -> String

    /// How many samples are compared.
    package static let usualSamples = 8

    /// Prepares a check.
    ///
    /// - Parameters:
    ///   - found: The disc as it was found to be: its size and its tracks.
    ///   - record: How the image was made; nil if nobody knows.
    ///   - purpose: What is done with the disc if it is the one.
    ///   - wait: Who waits for the drive.
    ///   - sha256: Computes a sum as it stands in a fingerprint.
    package init(
        of found: DiscIdentity, by record: RipRecord?, for purpose: Purpose, _ wait: DriveWait,
        sha256: @escaping ([UInt8]) -> String
    ) {
        fingerprint = record?.disc.fingerprint
        self.found = found
        self.purpose = purpose
        self.wait = wait
        self.sha256 = sha256
    }

    /// Looks at the disc.
    ///
    /// - Parameters:
    ///   - device: The device.
    ///   - map: Which sectors of the image were rescued.
    ///   - held: Gives the bytes that the image holds of sectors.
    /// - Returns: What was found.
    /// - Throws: Why the image cannot be read.
    package func look<Failure: Error>(
        at device: inout some DiscDevice & ~Copyable, _ map: SectorMap,
        held: ([LBA]) throws(Failure) -> [LBA: [UInt8]]
    ) throws(Failure) -> Outcome {
        let known = purpose == .goingOn ? recordDifference : sizeDifference(device, map)
        if let known { return .otherDisc(known) }
        let recorded = fingerprint?.witnessSectors ?? []
        let first = compare(
            &device, recorded, try held(map.rescuedSamples(Self.usualSamples) + recorded))
        switch (first, purpose) {
        case (.success(.same), _), (.success(.unknown), .comparing):
            return .sameDisc(differing: [])
        case (.success(.doubtful(let sectors, _)), .comparing):
            return .sameDisc(differing: sectors)
        case (.success(.other(let difference)), _): return .otherDisc(.seen(difference))
        case (.success(.unknown), .goingOn): return .unknown
        case (.failure(let fault), _): return .unreadable(fault)
        case (.success(.doubtful(let sectors, _)), .goingOn):
            let more = map.rescuedSamples(DiscRecognition.samplesInDoubt)
            return settle(
                compare(&device, recorded, try held(more + recorded + sectors)), sectors)
        }
    }

    /// Decides what is doubtful where nothing of another disc may be mixed in.
    private func settle(
        _ second: Result<DiscRecognition.Verdict, ReadFault>, _ doubted: [LBA]
    ) -> Outcome {
        switch second {
        case .failure(let fault): .unreadable(fault)
        case .success(.same): .sameDisc(differing: [])
        case .success(let verdict):
            if verdict.isMisreading, case .doubtful(let sectors, _) = verdict {
                .sameDisc(differing: sectors)
            } else {
                .otherDisc(.seen(.sector(doubted[0])))
            }
        }
    }

    /// Compares what can be compared without reading.
    private var recordDifference: Difference? {
        switch fingerprint?.mismatch(with: .init(found, sha256: sha256)) {
        // A sector that differs is read again before it counts.
        case nil, .sector: nil
        case let difference?: .seen(difference)
        }
    }

    /// Compares what was rescued with all that the drive tells of the disc's size: one source alone may
    /// tell less than there is.
    private func sizeDifference(
        _ device: borrowing some DiscDevice & ~Copyable, _ map: SectorMap
    ) -> Difference? {
        let rescued = map.lastRun(of: SectorStatusSet(.rescued), before: map.sectorCount)
        let end = rescued?.range.end ?? 0
        let largest = device.disc.sizes.map(\.sectorCount).max() ?? device.sectorCount
        return end > largest ? .shorter(image: end, disc: largest) : nil
    }

    private func compare(
        _ device: inout some DiscDevice & ~Copyable, _ recorded: [LBA], _ held: [LBA: [UInt8]]
    ) -> Result<DiscRecognition.Verdict, ReadFault> {
        let isRecorded = { (lba: LBA, bytes: [UInt8]) in
            fingerprint?.knows(lba, by: sha256(bytes)) == true
        }
        // In a comparison, the image may have changed where the record knows the disc better.
        let descriptors =
            purpose == .goingOn
            ? recorded : recorded.filter { lba in held[lba].map { isRecorded(lba, $0) } == true }
        let recognition = DiscRecognition(
            descriptors: descriptors, samples: Array(held.keys),
            tolerance: purpose == .comparing ? DiscRecognition.toleranceOfComparison : 0)
        var account = RecognitionAccount()
        let host = wait.host
        return Result { () throws(ReadFault) in
            try wait.ask(&device) { (device) throws(ReadFault) in
                try device.look(
                    for: found, recognition, account: &account, host: host,
                    isOver: { host.isStopRequested },
                    isAsKnown: { lba, bytes in held[lba] == bytes || isRecorded(lba, bytes) })
            }
        }
    }
}
