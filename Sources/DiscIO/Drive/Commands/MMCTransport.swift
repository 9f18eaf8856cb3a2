import Glibc
package import RescueCore

/// A way to send commands to one drive and to get its answers.
///
/// One command at a time, in the order of the calls, each ended before the next begins. A command
/// without bytes is answered by `CommandResult.refused` and sent to nobody.
package protocol MMCTransport: ~Copyable {
    /// Sends a command and waits for its end.
    ///
    /// - Parameters:
    ///   - command: What is to be done.
    ///   - buffer: Takes the answer from its start; has room for it.
    /// - Returns: What became of the command. `good` says that the drive or the system claims
    ///   success; whether the bytes arrived is for the caller to prove. `delivered` is worth more,
    ///   and the same proof costs nothing.
    mutating func run(_ command: MMCCommand, into buffer: inout TransferBuffer) -> CommandResult
}

/// What became of a command, and how long it took.
package struct CommandResult: Hashable, Sendable {
    /// How a command ended.
    package enum Outcome: Hashable, Sendable {
        /// A success was reported.
        case good
        /// A success in the command's own time, and the system counted all bytes that were due.
        case delivered
        /// A success was reported, and the system counted fewer bytes than were due.
        case incomplete
        /// The drive refused or failed, and said why.
        case checkCondition(Sense)
        /// The drive reported the failure of an earlier command; this one was not carried out.
        case deferredError(Sense)
        /// The system reported a failure (an errno value), and the drive said nothing.
        case failed(errno: CInt)
        /// The system gave the command up.
        case timedOut
        /// The device does not exist any more.
        case deviceGone
    }

    /// How it ended.
    package var outcome: Outcome

    /// From the call to its return.
    package var duration: Duration

    /// Makes a result.
    package init(_ outcome: Outcome, duration: Duration = .zero) {
        self.outcome = outcome
        self.duration = duration
    }

    /// What becomes of a command that must not be sent.
    package static let refused = CommandResult(.failed(errno: EPERM))

    /// Drives give a sector up after 10 s at most; what takes longer than this was given up by the
    /// system, and is not to be believed even if it is reported as a success.
    package static let longestBelievable = Duration.seconds(30)
}

extension CommandResult {
    /// Why the command's data, if any, cannot have come; nil if a success was reported in time.
    ///
    /// RECOVERED ERROR (01/xx) is a success: the drive had to correct, and could.
    ///
    /// - Parameter range: What was to be read; empty for a command that reads no sectors.
    /// - Returns: The fault, or nil.
    package func fault(reading range: SectorRange) -> ReadFault? {
        switch outcome {
        case .checkCondition(let sense) where sense.key != 0x01:
            ReadFault(sense, reading: range)
        case .deferredError(let sense):
            // Its codes and its INFORMATION are about other sectors.
            ReadFault(.hardwareError, reading: range, sense: sense)
        case .deviceGone:
            ReadFault(.deviceGone, reading: range)
        case .incomplete:
            ReadFault(.unproven, reading: range)
        case .delivered, .checkCondition:
            // The drive itself ended these, however late.
            nil
        case .timedOut:
            ReadFault(.timedOut, reading: range)
        case _ where duration > Self.longestBelievable:
            ReadFault(.timedOut, reading: range)
        case .good:
            nil
        case .failed(let errno):
            ReadFault(Self.kind(errno: errno), reading: range)
        }
    }
}
