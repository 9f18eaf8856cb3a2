package import RescueCore

/// A drive as something that answers: commands in, proven bytes or a typed fault out.
package struct DriveLink: ~Copyable {
    private var transport: any MMCTransport & ~Copyable
    private var buffer: TransferBuffer
    private var forcesUnitAccess = true
    /// News of a change that a command came upon, and that nobody was told of.
    private var untoldNews: ReadFault?

    /// The most sectors of one command.
    package let transferLimit: Int

    /// The most sectors of one command that any drive is asked for.
    package static let usualTransferLimit = 32

    /// Speaks to a drive.
    ///
    /// - Parameters:
    ///   - transport: The way to the drive.
    ///   - transferLimit: The most sectors the device takes at once, if it is known.
    package init(over transport: consuming any MMCTransport & ~Copyable, transferLimit: Int?) {
        self.transport = transport
        self.transferLimit = max(
            1, min(transferLimit ?? Self.usualTransferLimit, Self.usualTransferLimit))
        buffer = TransferBuffer(sectors: Self.usualTransferLimit)
    }

    /// Takes another way to the drive from now on; the one before is closed.
    package mutating func connect(over transport: consuming any MMCTransport & ~Copyable) {
        self.transport = transport
    }

    /// Closes the way to the drive: to every command the answer is that the device is gone.
    package mutating func disconnect() {
        transport = ClosedTransport()
    }

    /// Runs a command once; nothing is proven.
    package mutating func run(_ command: MMCCommand) -> CommandResult {
        buffer.poison(byteCount: command.responseLength)
        return transport.run(command, into: &buffer)
    }

    /// Runs a command that reads no sectors.
    ///
    /// Unit attentions are passed over: they are news, not an answer; who asks wants to know how
    /// things are now; `takeNews` tells of them. So are deferred errors, which are about something
    /// earlier.
    ///
    /// - Returns: The answer, of the length that was asked for; what the drive did not send is 0.
    /// - Throws: Why the drive did not do it; the fault names no sectors.
    @discardableResult
    package mutating func perform(_ command: MMCCommand) throws(ReadFault) -> [UInt8] {
        var result = runCleared(command)
        for _ in 1..<8 where result.isDeferred || result.isNews {
            if result.isNews { untoldNews = result.fault(reading: SectorRange(0, 0)) }
            result = runCleared(command)
        }
        if let fault = result.fault(reading: SectorRange(0, 0)) { throw fault }
        return buffer.bytes(command.responseLength)
    }

    /// The last news of a change that was passed over; it is told once.
    package mutating func takeNews() -> ReadFault? { untoldNews.take() }

    private mutating func runCleared(_ command: MMCCommand) -> CommandResult {
        buffer.store([UInt8](repeating: 0, count: command.responseLength))
        return transport.run(command, into: &buffer)
    }

    /// Reads sectors, at most `transferLimit` at once, into a place in the caller's memory.
    ///
    /// - Throws: Why they could not be read. Nothing was copied then from the command that failed.
    package mutating func read(
        _ range: SectorRange, fromMedium: Bool, into target: inout MutableSpan<UInt8>,
        at offset: Int
    ) throws(ReadFault) {
        do {
            try readOnce(range, forced: fromMedium && forcesUnitAccess, into: &target, at: offset)
        } catch {
            // 05/24, invalid field in CDB: some drives do not know the FUA bit. If they read the
            // sectors without it, it is left out from now on.
            guard fromMedium, forcesUnitAccess, error.sense?.key == 5, error.sense?.asc == 0x24
            else { throw error }
            try readOnce(range, forced: false, into: &target, at: offset)
            forcesUnitAccess = false
        }
    }

    private mutating func readOnce(
        _ range: SectorRange, forced: Bool, into target: inout MutableSpan<UInt8>, at offset: Int
    ) throws(ReadFault) {
        let command = MMCCommand.read(range, forceUnitAccess: forced)
        var result = run(command)
        if case .deferredError = result.outcome { result = run(command) }
        if let fault = result.fault(reading: range) { throw fault }
        guard buffer.isTransferred(sectors: range.count) else {
            throw ReadFault(.unproven, reading: range)
        }
        buffer.copy(byteCount: range.byteCount, into: &target, at: offset)
    }
}

/// No way to any drive.
private struct ClosedTransport: MMCTransport, ~Copyable {
    mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        CommandResult(.deviceGone)
    }
}

extension CommandResult {
    /// Whether the drive told of a change instead of carrying the command out.
    fileprivate var isNews: Bool {
        if case .checkCondition(let sense) = outcome { sense.key == 0x06 } else { false }
    }

    /// Whether the drive told of an earlier command's failure instead.
    fileprivate var isDeferred: Bool {
        if case .deferredError = outcome { true } else { false }
    }
}
