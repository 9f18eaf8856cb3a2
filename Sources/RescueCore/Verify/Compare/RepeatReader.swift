/// Reads sectors that were read before, and gives an account of those that cannot be read now.
struct RepeatReader<Source: SectorSource & ~Copyable>: ~Copyable {
    private var source: Source
    private(set) var progress = VerifyProgress()
    var care = DriveCare<LBA>()

    let map: SectorMap
    private let policy: VerifyPolicy
    private let host: any VerifyHost
    private let startTime: Duration
    private var lastCheck: Duration
    private var disc: KnownDisc
    /// How long the last look at the disc took.
    private var lookTime: Duration = .zero
    var placeFaults: Set<ReadFault.Kind> = []
    /// Some sectors that this disc gave, one from each part of it, to know it by.
    private var seen: [Int: (lba: LBA, bytes: [UInt8])] = [:]
    /// Those parts of which it was not confirmed since that it was this disc.
    private var unconfirmedParts: [Int] = []
    /// Which stretch between two checks it is.
    private(set) var stretch = 0
    /// The stretches of which nothing is to be believed: the drive was lost in them, or gave a command
    /// up.
    private(set) var distrusted: Set<Int> = []

    /// The disc is known by one sector from each of so many parts.
    private static var parts: Int { 8 }

    init(
        _ source: consuming Source, _ parties: VerifyParties, policy: VerifyPolicy,
        host: any VerifyHost
    ) {
        self.source = source
        self.policy = policy
        self.host = host
        map = parties.map
        disc = KnownDisc(parties.identity)
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
        let deadline = host.now() + patience
        var place: PlaceWatch?
        while !mustEnd {
            if isCheckDue, let end = check() { return .end(end) }
            let commandTime = host.now()
            guard let fault = perform(request, into: &chunk) else { return .read }
            let duration = host.now() - commandTime
            if request.fromMedium, !disc.rejectsFromMedium, fault.kind == .commandRejected {
                disc.noteRejection()
                continue
            }
            if FaultResponse(to: fault.kind) == .refused { return .damaged(fault) }
            switch recover(from: fault, at: &place) {
            case .damage: return noteDamage(fault, after: duration)
            case .otherDisc: return .end(.otherDisc)
            case .ended: return .end(whyItMustEnd)
            case .lost: return .end(.driveLost(fault))
            case .again(let isWell):
                if host.now() >= deadline, !isWell { return .end(.driveLost(fault)) }
            }
        }
        return .end(whyItMustEnd)
    }

    private var whyItMustEnd: VerifyEnd { host.isStopRequested ? .interrupted : .outOfTime }

    /// Reads once; returns the fault if that failed.
    private mutating func perform(
        _ request: ReadRequest, into chunk: inout ChunkBytes
    ) -> ReadFault? {
        var request = request
        if disc.rejectsFromMedium { request.fromMedium = false }
        report(.reading(request.range))
        let place = chunk.place(of: request.range)
        var whole = chunk.bytes.mutableSpan
        var wanted = whole._mutatingExtracting(place)
        do throws(ReadFault) {
            try source.read(request, into: &wanted)
            care.noteGoodRead()
            keepSample(of: request.range, in: chunk)
            return nil
        } catch {
            report(.drive(.fault(error))) { $0.readErrors += 1 }
            return error
        }
    }

    private mutating func noteDamage(_ fault: ReadFault, after duration: Duration) -> Outcome {
        care.noteFailure(fault.kind, after: duration, remembering: progress.position)
        return tendDrive(after: fault).map { .end(.driveWedged($0)) } ?? .damaged(fault)
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

// MARK: - A drive in trouble, and which disc is in it

extension RepeatReader: CarefulReading where Source: ~Copyable {
    var runHost: any RunHost { host }

    mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let sector = SectorRange(start: lba, count: 1)
        var scratch = ChunkBytes(sector)
        var bytes = scratch.bytes.mutableSpan
        do throws(ReadFault) {
            try source.read(
                ReadRequest(sector, fromMedium: !disc.rejectsFromMedium), into: &bytes)
            return nil
        } catch {
            disc.noteFault(error.kind)
            return error
        }
    }

    mutating func reconnect() throws(ReadFault) { try source.reconnect() }

    var patience: Duration { policy.patience }

    var timeLeft: Duration? { policy.maxTime.map { startTime + $0 - host.now() } }

    /// Nothing: what a look makes doubtful is noted when it is made.
    mutating func settle(after fault: ReadFault) {}

    private var isCheckDue: Bool {
        host.now() - lastCheck >= policy.checkInterval.untilNextLook(after: lookTime)
    }

    /// That the disc gives other bytes here and there is what a verification is to find.
    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch {
        let start = host.now()
        defer {
            lastCheck = host.now()
            lookTime = lastCheck - start
        }
        let held = Dictionary(uniqueKeysWithValues: seen.values.map { ($0.lba, $0.bytes) })
        let descriptors = disc.identity.witnesses.keys
        var asked = Set(descriptors).union(held.keys)
        let restful = asked.subtracting(disc.tiresome)
        if !isThorough, !restful.isEmpty { asked = restful }
        let recognition = DiscRecognition(
            descriptors: descriptors.filter(asked.contains),
            samples: held.keys.filter(asked.contains),
            tolerance: DiscRecognition.toleranceOfComparison)
        let verdict = try disc.look(
            at: &source, recognition, held: held, host: host, isOver: endOfLook())
        if disc.takeSuspicion() { distrust() }
        switch verdict {
        case .same, .doubtful:
            unconfirmedParts.removeAll()
            stretch += 1
            return .sameDisc
        case .other: return .otherDisc
        // Size and tracks are right, and not one sector can be read: that is for the reading to find.
        case .unknown: return .sameDisc
        }
    }

    /// Makes sure that the disc is still the same.
    mutating func check() -> VerifyEnd? {
        switch lookAtDisc(isThorough: false) {
        case .sameDisc: return nil
        case .otherDisc: return .otherDisc
        case .unknown(let fault):
            distrust()
            return .driveLost(fault ?? .unexplained)
        }
    }

    mutating func tell(_ event: DriveEvent) {
        report(.drive(event))
    }

    /// Believes nothing that came since the last check.
    mutating func distrust() {
        distrusted.insert(stretch)
        stretch += 1
        for part in unconfirmedParts { seen[part] = nil }
        unconfirmedParts.removeAll()
    }

    /// Keeps a sector to know the disc by, if there is none from that part of the disc.
    private mutating func keepSample(of range: SectorRange, in chunk: ChunkBytes) {
        let part = range.start * Self.parts / max(1, map.sectorCount)
        guard seen[part] == nil else { return }
        seen[part] = (range.start, chunk.sector(range.start))
        unconfirmedParts.append(part)
    }
}
