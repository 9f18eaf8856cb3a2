/// One command, and what follows from its end.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Performs one read until it succeeded, or failed for a reason that waiting does not mend.
    mutating func perform(_ request: ReadRequest) throws(Sink.Failure) -> RescueEnd? {
        progress.position = request.range.start
        let deadline = host.now() + policy.patience
        var place: PlaceWatch?
        while true {
            report(.reading(request))
            let commandTime = host.now()
            guard let fault = try readOnce(request) else { return nil }
            let duration = host.now() - commandTime
            tell(.fault(fault))
            var watch = place ?? PlaceWatch(isKnown: placeFaults.contains(fault.kind))
            var isWell = false
            switch FaultResponse(to: fault.kind) {
            case .damage: return noteDamage(fault, after: duration)
            case .classify:
                if leaveOutFormTwo(of: fault) { return nil }
                return noteDamage(fault, after: duration)
            case .refused: return noteRefusal(fault, after: duration)
            case .distrust:
                try distrustUnconfirmed()
                return noteDamage(fault, after: duration)
            case .awaitReturn:
                if let end = try awaitReturn(after: fault) { return end }
                isWell = true
            case .wait, .identify:
                if fault.kind == .notReady {
                    tell(.waiting(fault))
                    pause(for: .seconds(1))
                }
                let check = lookAtDisc(isThorough: true)
                if check == .otherDisc { return .otherDisc }
                try takeBackWhatTheLookCost()
                // Another disc may have been in the drive since the last look, and be out again.
                if fault.kind.isNews { try distrustUnconfirmed() }
                isWell = check == .sameDisc
            }
            if isWell, watch.noteDriveIsWell() {
                placeFaults.insert(fault.kind)
                return noteDamage(fault, after: duration)
            }
            place = watch
            if let limit = limitReached() { return limit }
            if host.now() >= deadline, !isWell { return .driveLost(fault) }
        }
    }

    /// Reads and delivers; returns the fault if the read failed.
    mutating func readOnce(_ request: ReadRequest) throws(Sink.Failure) -> ReadFault? {
        let commandTime = host.now()
        do throws(ReadFault) {
            try Self.read(request, from: &source, into: &buffer)
        } catch {
            return error
        }
        let now = host.now()
        let duration = now - commandTime
        speeds.noteRead(request.range, took: duration, at: now - startTime)
        try Self.deliver(buffer, of: request, to: &sink)
        schedule.succeeded(request, after: duration, in: &progress.map)
        noteUnconfirmed(request.range)
        progress.sectorsRescued += request.range.count
        care.noteGoodRead()
        report(.rescued(request.range))
        return nil
    }

    static func read(
        _ request: ReadRequest, from source: inout Source, into buffer: inout [UInt8]
    ) throws(ReadFault) {
        var whole = buffer.mutableSpan
        var wanted = whole._mutatingExtracting(0..<request.range.byteCount)
        try source.read(request, into: &wanted)
    }

    private static func deliver(
        _ buffer: [UInt8], of request: ReadRequest, to sink: inout Sink
    ) throws(Sink.Failure) {
        let bytes = buffer.span.extracting(0..<request.range.byteCount)
        try sink.write(bytes, at: request.range.start)
    }

    /// Counts a read that failed, and what it cost.
    mutating func noteReadError(_ fault: ReadFault, after duration: Duration) {
        progress.readErrors += 1
        speeds.noteError(
            at: fault.failingLBA ?? fault.range.start, took: duration, at: host.now() - startTime)
    }

    /// Leaves the fault to the schedule, unless the drive hangs: then nothing it said counts.
    mutating func noteDamage(_ fault: ReadFault, after duration: Duration) -> RescueEnd? {
        noteReadError(fault, after: duration)
        care.noteFailure(
            fault.kind, after: duration,
            remembering: RevocableJudgements(sectorCount: map.sectorCount))
        judge { schedule, map in schedule.failed(fault, in: &map) }
        guard let fault = tendDrive(after: fault) else { return nil }
        care.memory?.takeBack(in: &progress.map)
        return .driveWedged(fault)
    }

    /// Lets the schedule mark what it concludes; as long as the drive fails, that can be taken back.
    @discardableResult
    mutating func judge<Result>(
        _ work: (inout StagedSchedule, inout SectorMap) -> Result
    ) -> Result {
        guard care.isFailing else { return work(&schedule, &progress.map) }
        let before = progress.map
        progress.map.changes = []
        let result = work(&schedule, &progress.map)
        let changes = progress.map.changes ?? []
        progress.map.changes = nil
        care.update { $0.note(changes, in: before) }
        return result
    }
}
