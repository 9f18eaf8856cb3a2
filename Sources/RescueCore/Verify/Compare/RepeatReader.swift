/// Reads sectors that were read before, and gives an account of those that cannot be read now.
struct RepeatReader {
    private(set) var progress = VerifyProgress()

    private let policy: VerifyPolicy
    private let identity: DiscIdentity
    private let host: any VerifyHost
    private let startTime: Duration
    private var lastCheck: Duration
    /// Whether the drive knows no reads past its cache.
    private var rejectsFromMedium = false

    init(_ policy: VerifyPolicy, identity: DiscIdentity, host: any VerifyHost) {
        self.policy = policy
        self.identity = identity
        self.host = host
        startTime = host.now()
        lastCheck = startTime
    }

    /// Reads a range of a chunk, in pieces; around what cannot be read it goes on.
    ///
    /// - Parameters:
    ///   - range: The sectors; in the chunk.
    ///   - fromMedium: Whether the drive's cache must not answer.
    ///   - source: The disc.
    ///   - chunk: Takes the bytes.
    ///   - unreadable: Takes the sectors that cannot be read, in order; what the chunk holds there
    ///     is undefined.
    /// - Returns: Why there is nothing more to be read; nil if the range was done.
    mutating func read<Source: SectorSource & ~Copyable>(
        _ range: SectorRange, fromMedium: Bool, from source: inout Source,
        into chunk: inout ChunkBytes, unreadable: inout [SectorRange]
    ) -> VerifyEnd? {
        var open = [range]
        while let next = open.popLast() {
            let piece = next.firstPiece(alignedTo: policy.commandSectors)
            if piece.end < next.end { open.append(SectorRange(piece.end, next.end)) }
            var outcome = attempt(
                ReadRequest(piece, fromMedium: fromMedium), from: &source, into: &chunk)
            let parts = split(piece, after: outcome)
            if case .damaged = outcome, parts.isEmpty {
                outcome = attempt(
                    ReadRequest(piece, fromMedium: true), from: &source, into: &chunk)
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
    mutating func evict<Source: SectorSource & ~Copyable>(
        by ranges: [SectorRange], from source: inout Source
    ) -> VerifyEnd? {
        for range in ranges {
            var rest = range
            while !rest.isEmpty {
                let piece = rest.firstPiece(alignedTo: policy.commandSectors)
                var scratch = ChunkBytes(piece)
                switch attempt(ReadRequest(piece), from: &source, into: &scratch) {
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

extension RepeatReader {
    private enum Outcome {
        case read
        case damaged(ReadFault)
        case end(VerifyEnd)
    }

    private mutating func attempt<Source: SectorSource & ~Copyable>(
        _ request: ReadRequest, from source: inout Source, into chunk: inout ChunkBytes
    ) -> Outcome {
        let deadline = host.now() + policy.readyTimeout
        var request = request
        while !host.isStopRequested {
            if rejectsFromMedium { request.fromMedium = false }
            if host.now() - lastCheck >= policy.checkInterval, let end = check(&source) {
                return .end(end)
            }
            report(.reading(request.range))
            guard let fault = Self.fault(of: request, from: &source, into: &chunk) else {
                return .read
            }
            report(.fault(fault)) { $0.readErrors += 1 }
            if request.fromMedium, fault.kind == .commandRejected {
                rejectsFromMedium = true
                continue
            }
            switch FaultResponse(to: fault.kind) {
            case .damage, .classify, .refused, .distrust: return .damaged(fault)
            case .awaitReturn:
                report(.waiting(fault))
                host.pause(for: .seconds(1))
                if Self.isBack(&source), let end = check(&source) { return .end(end) }
            case .wait:
                report(.waiting(fault))
                host.pause(for: .seconds(1))
            case .identify:
                if let end = check(&source) { return .end(end) }
            }
            if host.now() >= deadline { return .end(.driveLost(fault)) }
        }
        return .end(.interrupted)
    }

    private static func isBack<Source: SectorSource & ~Copyable>(_ source: inout Source) -> Bool {
        (try? source.reconnect()) != nil
    }

    private static func fault<Source: SectorSource & ~Copyable>(
        of request: ReadRequest, from source: inout Source, into chunk: inout ChunkBytes
    ) -> ReadFault? {
        let place = chunk.place(of: request.range)
        var whole = chunk.bytes.mutableSpan
        var wanted = whole._mutatingExtracting(place)
        do throws(ReadFault) {
            try source.read(request, into: &wanted)
            return nil
        } catch {
            return error
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

// MARK: - Which disc it is

extension RepeatReader {
    /// Asks the medium which disc it is; another one is only believed when it says so twice alike.
    ///
    /// One look could have met a sector that reads differently from time to time.
    mutating func check<Source: SectorSource & ~Copyable>(_ source: inout Source) -> VerifyEnd? {
        lastCheck = host.now()
        var other: DiscIdentity?
        var lastFault: ReadFault?
        for _ in 0..<4 {
            do throws(ReadFault) {
                let found = try source.identify(reading: identity.witnesses.keys.sorted())
                if identity.matches(found) { return nil }
                if other == found || found.sectorCount != identity.sectorCount {
                    return .otherDisc
                }
                other = found
            } catch {
                lastFault = error
                guard FaultResponse(to: error.kind) != .awaitReturn else { break }
                host.pause(for: .seconds(1))
            }
        }
        // It could not be looked at; or it shows other bytes each time, which a disc in bad shape does.
        return other == nil ? lastFault.map { .driveLost($0) } : nil
    }
}
