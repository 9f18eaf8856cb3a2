import RescueCore

/// Decides whether the disc in a device is the one that an image was made from, by what image and
/// record know of it.
struct DiscCheck {
    /// What is done with the disc if it is the one.
    enum Purpose {
        /// More of it is to be read into the image: nothing of another disc may be mixed in.
        case goingOn
        /// It is to be compared: that it reads differently here and there, or that the image has
        /// changed, is what is to be found.
        case comparing
    }

    /// Where the image is, for messages.
    let image: String
    /// How the image was made; nil if nobody knows.
    let record: RipRecord?
    /// The disc as it was found to be: its size and its tracks.
    let found: DiscIdentity
    let purpose: Purpose
    /// Who waits for the drive.
    let wait: DriveWait

    /// How many samples are compared.
    static let usualSamples = 8

    /// Looks at the disc.
    ///
    /// - Parameters:
    ///   - device: The device.
    ///   - map: Which sectors of the image were rescued.
    ///   - held: Gives the bytes that the image holds of sectors.
    /// - Returns: The sectors in which disc and image differ, all the same: the drive misread them once,
    ///   or the image has changed.
    /// - Throws: `otherDisc` if it is not the image's disc; `incomparable`, `unrecognisable` or
    ///   `interrupted` if it cannot be looked at.
    func look(
        at device: inout some DiscDevice & ~Copyable, _ map: SectorMap,
        held: ([LBA]) throws -> [LBA: [UInt8]]
    ) throws -> [LBA] {
        try purpose == .goingOn ? compareRecord() : compareSizes(device, map)
        let recorded = record?.disc.fingerprint.witnessSectors ?? []
        let first = try verdict(
            of: &device, recorded, held(map.rescuedSamples(Self.usualSamples) + recorded))
        switch (first, purpose) {
        case (.same, _), (.unknown, .comparing): return []
        case (.doubtful(let sectors, _), .comparing): return sectors
        case (.other(let difference), _): throw otherDisc(.seen(difference))
        case (.unknown, .goingOn):
            throw wait.host.isStopRequested
                ? RunError.interrupted : .unrecognisable(image: image)
        case (.doubtful(let sectors, _), .goingOn):
            let samples = map.rescuedSamples(DiscRecognition.samplesInDoubt)
            let second = try verdict(
                of: &device, recorded, held(samples + recorded + sectors))
            if second == .same { return [] }
            if second.isMisreading, case .doubtful(let sectors, _) = second { return sectors }
            throw otherDisc(.seen(.sector(sectors[0])))
        }
    }

    /// Compares what can be compared without reading.
    private func compareRecord() throws {
        switch record?.disc.fingerprint.mismatch(with: .init(of: found)) {
        // A sector that differs is read again before it counts.
        case nil, .sector: break
        case let difference?: throw otherDisc(.seen(difference))
        }
    }

    /// Compares what was rescued with all that the drive tells of the disc's size: one source alone may
    /// tell less than there is.
    private func compareSizes(
        _ device: borrowing some DiscDevice & ~Copyable, _ map: SectorMap
    ) throws {
        let rescued = map.lastRun(of: SectorStatusSet(.rescued), before: map.sectorCount)
        let end = rescued?.range.end ?? 0
        let largest = device.disc.sizes.map(\.sectorCount).max() ?? device.sectorCount
        if end > largest { throw otherDisc(.shorter(image: end, disc: largest)) }
    }

    private func verdict(
        of device: inout some DiscDevice & ~Copyable, _ recorded: [LBA], _ held: [LBA: [UInt8]]
    ) throws -> DiscRecognition.Verdict {
        let fingerprint = record?.disc.fingerprint
        let isRecorded = { (lba: LBA, bytes: [UInt8]) in
            fingerprint?.knows(lba, holding: bytes) == true
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
        do throws(ReadFault) {
            return try wait.ask(&device) { (device) throws(ReadFault) in
                try device.look(
                    for: found, recognition, account: &account, host: host,
                    isOver: { host.isStopRequested },
                    isAsKnown: { lba, bytes in held[lba] == bytes || isRecorded(lba, bytes) })
            }
        } catch {
            throw RunError.incomparable(error)
        }
    }

    private func otherDisc(_ difference: RunError.DiscDifference) -> RunError {
        .otherDisc(image: image, difference, isGoingOn: purpose == .goingOn)
    }
}
