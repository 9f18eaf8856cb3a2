/// One command, and what follows from its end.
extension RescueEngine where Source: ~Copyable, Sink: ~Copyable {
    /// Performs one read until it succeeded, or failed for a reason that waiting does not mend.
    mutating func perform(_ request: ReadRequest) throws(Sink.Failure) -> RescueEnd? {
        progress.position = request.range.start
        var deadline = host.now() + policy.patience
        while true {
            report(.reading(request))
            let commandTime = host.now()
            guard let fault = try readOnce(request) else { return nil }
            tell(.fault(fault))
            switch FaultResponse(to: fault.kind) {
            case .damage:
                return noteDamage(fault, after: host.now() - commandTime)
            case .classify:
                if leaveOutFormTwo(of: fault) { return nil }
                return noteDamage(fault, after: host.now() - commandTime)
            case .refused: return noteRefusal(fault, after: host.now() - commandTime)
            case .distrust:
                try distrustUnconfirmed()
                return noteDamage(fault, after: host.now() - commandTime)
            case .awaitReturn:
                if let end = try awaitReturn(after: fault) { return end }
                deadline = host.now() + policy.patience
                continue
            case .wait:
                tell(.waiting(fault))
                host.pause(for: .seconds(1))
            case .identify:
                if lookAtDisc() == .otherDisc { return .otherDisc }
            }
            if host.isStopRequested { return .interrupted }
            if host.now() >= deadline { return .driveLost(fault) }
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
        care.noteFailure(fault.kind, after: duration, knowing: progress.map)
        schedule.failed(fault, in: &progress.map)
        guard let fault = tendDrive(after: fault) else { return nil }
        progress.map = care.memory ?? progress.map
        return .driveWedged(fault)
    }
}
