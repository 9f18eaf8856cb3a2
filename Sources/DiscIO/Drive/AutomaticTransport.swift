import RescueCore

/// The quick transport until something is suspicious, the careful one from then on.
package struct AutomaticTransport: MMCTransport, ~Copyable {
    /// Opens the careful transport, if the system allows it.
    package typealias Opening = () throws(DriveError) -> any MMCTransport & ~Copyable

    private var current: any MMCTransport & ~Copyable
    /// Nil after the first suspicion: the change is tried once.
    private var openCareful: Opening?
    private let onChange: (TransportChange) -> Void

    /// Begins with the quick transport.
    ///
    /// - Parameters:
    ///   - quick: Carries the commands as long as all goes well.
    ///   - onChange: Learns of the change, and of one that was refused.
    ///   - openCareful: Opens what takes its place; called once at most.
    package init(
        quick: consuming any MMCTransport & ~Copyable,
        onChange: @escaping (TransportChange) -> Void, openCareful: @escaping Opening
    ) {
        current = quick
        self.onChange = onChange
        self.openCareful = openCareful
    }

    /// Sends a command; the result of a suspicious one is handed on as it is, not tried again.
    package mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        let result = current.run(command, into: &buffer)
        if let openCareful, let suspicion = result.suspicion(of: command, buffer) {
            self.openCareful = nil
            change(for: suspicion, to: openCareful)
        }
        return result
    }

    private mutating func change(for suspicion: TransportChange.Reason, to open: Opening) {
        var change = TransportChange(suspicion)
        do throws(DriveError) {
            current = try open()
        } catch {
            change.isRefused = true
        }
        onChange(change)
    }
}

extension CommandResult {
    /// What is suspicious about a command that a transport ended which does not tell all it knows.
    ///
    /// The buffer has to be as it was poisoned before the command and filled by it.
    fileprivate func suspicion(
        of command: MMCCommand, _ buffer: borrowing TransferBuffer
    ) -> TransportChange.Reason? {
        switch outcome {
        case .good where duration > Self.longestBelievable:
            .late
        case .good where command.readsSectors:
            buffer.isTransferred(sectors: command.responseLength / Sector.size)
                ? nil : .incomplete
        case .failed(let errno):
            switch Self.kind(errno: errno) {
            case .hardwareError, .timedOut: .unexplained
            default: nil
            }
        case .timedOut: .late
        case .incomplete: .incomplete
        case .good, .delivered, .checkCondition, .deferredError, .deviceGone: nil
        }
    }
}
