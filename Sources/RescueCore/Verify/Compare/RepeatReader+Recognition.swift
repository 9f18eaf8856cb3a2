/// A drive in trouble, and which disc is in it.
extension RepeatReader: CarefulReading where Source: ~Copyable {
    var runHost: any RunHost { host }

    mutating func readAgain(_ lba: LBA) -> ReadFault? {
        let sector = SectorRange(start: lba, count: 1)
        var scratch = ChunkBytes(sector)
        var bytes = scratch.bytes.mutableSpan
        do throws(ReadFault) {
            try source.read(
                ReadRequest(sector, fromMedium: !lookAccount.rejectsFromMedium), into: &bytes)
            return nil
        } catch {
            lookAccount.noteFault(error.kind)
            return error
        }
    }

    mutating func reconnect() throws(ReadFault) { try source.reconnect() }

    var timeLeft: Duration? { policy.maxTime.map { startTime + $0 - host.now() } }

    var isCheckDue: Bool {
        host.now() - lastCheck >= max(policy.checkInterval, lookTime * Self.lookShare)
    }

    /// That the disc gives other bytes here and there is what a verification is to find.
    mutating func lookOnce(isThorough: Bool) throws(ReadFault) -> DiscMatch {
        let start = host.now()
        defer {
            lastCheck = host.now()
            lookTime = lastCheck - start
        }
        let known = identity
        let held = Dictionary(uniqueKeysWithValues: seen.values.map { ($0.lba, $0.bytes) })
        var asked = Set(known.witnesses.keys).union(held.keys)
        let restful = asked.subtracting(lookAccount.tiresome)
        if !isThorough, !restful.isEmpty { asked = restful }
        let isOver = endOfLook(patience: policy.patience)
        let verdict = try source.look(
            for: known,
            DiscRecognition(
                descriptors: known.witnesses.keys.filter(asked.contains),
                samples: held.keys.filter(asked.contains),
                tolerance: DiscRecognition.toleranceOfComparison),
            account: &lookAccount, host: host, isOver: isOver,
            isAsKnown: { lba, bytes in held[lba] == bytes || known.witnesses[lba] == bytes })
        if lookAccount.isSuspicious {
            lookAccount.isSuspicious = false
            distrustStretch()
        }
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
            distrustStretch()
            return .driveLost(fault ?? ReadFault(.unproven, reading: SectorRange(0, 0)))
        }
    }

    mutating func tell(_ event: DriveEvent) {
        report(.drive(event))
    }

    /// Believes nothing that came since the last check.
    mutating func distrustStretch() {
        distrusted.insert(stretch)
        stretch += 1
        for part in unconfirmedParts { seen[part] = nil }
        unconfirmedParts.removeAll()
    }

    /// Keeps a sector to know the disc by, if there is none from that part of the disc.
    mutating func keepSample(of range: SectorRange, in chunk: ChunkBytes) {
        let part = range.start * Self.parts / max(1, map.sectorCount)
        guard seen[part] == nil else { return }
        seen[part] = (range.start, chunk.sector(range.start))
        unconfirmedParts.append(part)
    }
}
