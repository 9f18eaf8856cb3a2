import Glibc
import RescueCore

/// What the kernel writes into the header of an SG_IO command when the command has ended.
///
/// Source: `struct sg_io_hdr` of `<scsi/sg.h>`.
package struct SGReply: Hashable, Sendable {
    /// The SCSI status (SAM-5 table 37).
    package var status: UInt8 = 0
    /// What the host adapter's driver says: a DID code of the kernel's `scsi_status.h`.
    package var hostStatus: UInt16 = 0
    /// What the kernel's middle layer says.
    package var driverStatus: UInt16 = 0
    /// How many bytes less were transferred than were asked for.
    package var residual = 0
    /// The sense data, as long as it was written.
    package var sense: [UInt8] = []

    /// A reply that has nothing to complain of.
    package init() {}
}

extension CommandResult.Outcome {
    private static let noConnect: UInt16 = 0x01
    private static let hostTimeOut: UInt16 = 0x03
    private static let driverTimeOut: UInt16 = 0x06

    /// Judges the end of a command.
    ///
    /// That nobody answered comes first: sense data that lies beside it is of the kernel's attempts
    /// to get the device back.
    package init(_ reply: SGReply, to command: MMCCommand) {
        // The low bits are the code; 0x08 in it says only that there is sense data, and the bits
        // above are advice that no kernel gives any more.
        let driver = reply.driverStatus & 0x07
        if reply.hostStatus == Self.noConnect {
            self = .deviceGone
        } else if reply.hostStatus == Self.hostTimeOut || driver == Self.driverTimeOut {
            self = .timedOut
        } else if let failure = Self.failure(SenseData(reply.sense), status: reply.status) {
            self = failure
        } else if reply.hostStatus != 0 || driver != 0 {
            self = .failed(errno: EIO)
        } else if command.readsSectors, reply.residual != 0 {
            self = .incomplete
        } else {
            self = .delivered
        }
    }

    /// Why the drive did not do it; nil if it did, even if it has remarks on how (01/xx).
    private static func failure(_ data: SenseData?, status: UInt8) -> Self? {
        let checkCondition: UInt8 = 0x02
        guard let data else { return status == 0 ? nil : .failed(errno: EIO) }
        if data.isDeferred { return .deferredError(data.sense) }
        switch (status, data.sense.key) {
        case (0, 0x00...0x01), (checkCondition, 0x01): return nil
        case (0, _), (checkCondition, _): return .checkCondition(data.sense)
        default: return .failed(errno: EIO)
        }
    }
}
