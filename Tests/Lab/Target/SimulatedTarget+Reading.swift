import DiscSimulation
import RescueCore

/// READ(10) and READ(12).
extension SimulatedTarget {
    mutating func read(_ command: CommandBlock) -> Outcome {
        let range = command.range
        if range.isEmpty { return .reply(TargetReply()) }
        let layout = currentLayout
        let readable = range.prefix(layout.readablePrefix(of: range))
        if readable == range || drive.capacity == nil {
            return read(ReadRequest(range, fromMedium: command.fromMedium))
        }
        // What can be read is read, so that the model meets what it has for these sectors.
        if !readable.isEmpty {
            let outcome = read(ReadRequest(readable, fromMedium: command.fromMedium))
            guard case .reply(let reply) = outcome, reply.status == .good else { return outcome }
        } else if let condition = drive.condition(), case .check(let sense) = condition {
            return .reply(TargetReply(sense))
        }
        var sense: Sense =
            readable.end < layout.sectorCount ? .wrongTrackType : .outOfRange
        sense.information = UInt32(readable.end)
        return .reply(failure(sense, reading: range))
    }

    private mutating func read(_ request: ReadRequest) -> Outcome {
        var bytes = [UInt8](repeating: 0, count: request.range.byteCount)
        var span = bytes.mutableSpan
        switch drive.read(request, into: &span) {
        case .good: return .reply(TargetReply(data: bytes))
        case .short: return .reply(TargetReply())
        case .check(let sense): return .reply(failure(sense, reading: request.range))
        case .timeout: return .silence
        case .gone: return .gone
        }
    }

    /// A failure, with the sectors before it: a drive has sent them by then, and the kernel takes
    /// them for good (sr_done in drivers/scsi/sr.c).
    private func failure(_ sense: Sense, reading range: SectorRange) -> TargetReply {
        var reply = TargetReply(sense)
        guard let content = drive.medium?.content, let failing = sense.information.map({ LBA($0) }),
            range.contains(failing), failing > range.start
        else { return reply }
        let sent = range.prefix(failing - range.start)
        var bytes = [UInt8](repeating: 0, count: sent.byteCount)
        var span = bytes.mutableSpan
        do {
            try content.fill(sent, into: &span)
            reply.data = bytes
        } catch {
            // Content that cannot be had is not sent.
        }
        return reply
    }
}
