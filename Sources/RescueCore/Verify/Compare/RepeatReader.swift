/// Reads sectors that were read before, and gives an account of those that cannot be read now.
struct RepeatReader<Source: SectorSource & ~Copyable>: ~Copyable {
    var source: Source
    private(set) var progress = VerifyProgress()
    var care = DriveCare<LBA>()

    let map: SectorMap
    private let policy: VerifyPolicy
    private let identity: DiscIdentity
    private let host: any VerifyHost
    private let startTime: Duration
    private var lastCheck: Duration
    /// Whether the drive knows no reads past its cache.
    private var rejectsFromMedium = false

    init(
        _ source: consuming Source, _ parties: VerifyParties, policy: VerifyPolicy,
        host: any VerifyHost
    ) {
        self.source = source
        self.policy = policy
        self.host = host
        map = parties.map
        identity = parties.identity
        startTime = host.now()
        lastCheck = startTime
    }

    /// Ends the reading and gives the source back.
    consuming func releaseSource() -> Source { source }

    /// Reads a range of a chunk, in pieces; around what cannot be read it goes on.
    ///
    /// - Parameters:
    ///   - range: The sectors; in the chunk.
    ///   - fromMedium: Whether the drive's cache must not answer.
    ///   - chunk: Takes the bytes.
    ///   - unreadable: Takes the sectors that cannot be read, in order; what the chunk holds there
    ///     is undefined.
    /// - Returns: Why there is nothing more to be read; nil if the range was done.
    mutating func read(
        _ range: SectorRange, fromMedium: Bool, into chunk: inout ChunkBytes,
        unreadable: inout [SectorRange]
    ) -> VerifyEnd? {
        var open = [range]
        while let next = open.popLast() {
            let piece = next.firstPiece(alignedTo: policy.commandSectors)
            if piece.end < next.end { open.append(SectorRange(piece.end, next.end)) }
            progress.position = piece.start
            var outcome = attempt(ReadRequest(piece, fromMedium: fromMedium), into: &chunk)
            let parts = split(piece, after: outcome)
            if case .damaged = outcome, parts.isEmpty {
                outcome = attempt(ReadRequest(piece, fromMedium: true), into: &chunk)
            }
            switch outcome {
            case .read: progress.position = piece.end
            case .damaged where parts.isEmpty: unreadable.appendMerging(piece)
            case .damaged: open += parts.reversed()
            case .end(let end): return end
            }
        }
        return nil
    }

    /// Reads sectors only so that the drive forgets others; what fails is passed over.
    mutating func evict(by ranges: [SectorRange]) -> VerifyEnd? {
        for range in ranges {
            var rest = range
            while !rest.isEmpty {
                let piece = rest.firstPiece(alignedTo: policy.commandSectors)
                var scratch = ChunkBytes(piece)
                switch attempt(ReadRequest(piece), into: &scratch) {
                case .read: rest = SectorRange(piece.end, rest.end)
                case .damaged: rest = SectorRange(rest.end, rest.end)
                case .end(let end): return end
                }
            }
        }
        return nil
    }

    /// Tells the host what happened.
    mutating func report(_ event: VerifyEvent, _ note: (inout VerifyProgress) -> Void = { _ in }) {
        note(&progress)
        progress.elapsed = host.now() - startTime
        host.report(event, progress)
    }
}

// MARK: - One command

extension RepeatReader where Source: ~Copyable {
    private enum Outcome {
        case read
        case damaged(ReadFault)
        case end(VerifyEnd)
    }

    private mutating func attempt(_ request: ReadRequest, into chunk: inout ChunkBytes) -> Outcome {
        var deadline = host.now() + policy.patience
        while !host.isStopRequested {
            if host.now() - lastCheck >= policy.checkInterval, let end = check() {
                return .end(end)
            }
            let commandTime = host.now()
            guard let fault = perform(request, into: &chunk) else { return .read }
            if request.fromMedium, !rejectsFromMedium, fault.kind == .commandRejected {
                rejectsFromMedium = true
                continue
            }
            switch FaultResponse(to: fault.kind) {
            case .refused: return .damaged(fault)
            case .damage, .classify, .distrust:
                return noteDamage(fault, after: host.now() - commandTime)
            case .awaitReturn:
                if let end = awaitReturn(after: fault) { return .end(end) }
                deadline = host.now() + policy.patience
                continue
            case .wait:
                tell(.waiting(fault))
                host.pause(for: .seconds(1))
            case .identify:
                if let end = check() { return .end(end) }
            }
            if host.now() >= deadline { return .end(.driveLost(fault)) }
        }
        return .end(.interrupted)
    }

    /// Reads once; returns the fault if that failed.
    private mutating func perform(
        _ request: ReadRequest, into chunk: inout ChunkBytes
    ) -> ReadFault? {
        var request = request
        if rejectsFromMedium { request.fromMedium = false }
        report(.reading(request.range))
        let place = chunk.place(of: request.range)
        var whole = chunk.bytes.mutableSpan
        var wanted = whole._mutatingExtracting(place)
        do throws(ReadFault) {
            try source.read(request, into: &wanted)
            care.noteGoodRead()
            return nil
        } catch {
            report(.drive(.fault(error))) { $0.readErrors += 1 }
            return error
        }
    }

    private mutating func noteDamage(_ fault: ReadFault, after duration: Duration) -> Outcome {
        care.noteFailure(fault.kind, after: duration, knowing: progress.position)
        return tendDrive(after: fault).map { .end(.driveWedged($0)) } ?? .damaged(fault)
    }

    private mutating func awaitReturn(after fault: ReadFault) -> VerifyEnd? {
        switch awaitReturn(after: fault, patience: policy.patience) {
        case .returned: nil
        case .otherDisc: .otherDisc
        case .interrupted: .interrupted
        case .lost: .driveLost(fault)
        }
    }

    /// The parts of a piece that are to be read by themselves after it failed; none for one block.
    private func split(_ piece: SectorRange, after outcome: Outcome) -> [SectorRange] {
        let unit = policy.eccBlockSectors
        guard case .damaged(let fault) = outcome, piece.firstPiece(alignedTo: unit) != piece else {
            return []
        }
        // Without the place of the failure: halves, as long as there are two blocks.
        let middle = (piece.start / unit + max(1, piece.count / unit / 2)) * unit
        var block = SectorRange(middle, middle)
        if let lba = fault.failingLBA {
            block = SectorRange(lba / unit * unit, (lba / unit + 1) * unit).clamped(to: piece)
        }
        let parts = [
            SectorRange(piece.start, block.start), block, SectorRange(block.end, piece.end),
        ]
        return parts.filter { !$0.isEmpty }
    }
}

// MARK: - The drive in trouble, and which disc it is

extension RepeatReader: CarefulReading where Source: ~Copyable {
    var runHost: any RunHost { host }

    mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let sector = SectorRange(start: lba, count: 1)
        var scratch = ChunkBytes(sector)
        var bytes = scratch.bytes.mutableSpan
        do throws(ReadFault) {
            try source.read(ReadRequest(sector, fromMedium: !rejectsFromMedium), into: &bytes)
            return nil
        } catch {
            return error
        }
    }

    mutating func reconnect() throws(ReadFault) { try source.reconnect() }

    mutating func identify() throws(ReadFault) -> DiscIdentity {
        try source.identify(reading: identity.witnesses.keys.sorted())
    }

    /// Another disc is only believed when it says so twice alike.
    ///
    /// One look could have met a sector that reads differently from time to time.
    mutating func lookAtDisc() -> DiscCheck {
        lastCheck = host.now()
        var other: DiscIdentity?
        for _ in 0..<3 {
            let found: DiscIdentity
            do throws(ReadFault) {
                found = try identifyPatiently()
            } catch {
                return other == nil ? .unknown(error) : .sameDisc
            }
            if identity.matches(found) { return .sameDisc }
            if other == found || found.sectorCount != identity.sectorCount { return .otherDisc }
            other = found
        }
        // It shows other bytes each time, as a disc in bad shape does.
        return .sameDisc
    }

    /// Makes sure that the disc is still the same.
    mutating func check() -> VerifyEnd? {
        switch lookAtDisc() {
        case .sameDisc: nil
        case .otherDisc: .otherDisc
        case .unknown(let fault): .driveLost(fault)
        }
    }

    mutating func tell(_ event: DriveEvent) {
        report(.drive(event))
    }
}
