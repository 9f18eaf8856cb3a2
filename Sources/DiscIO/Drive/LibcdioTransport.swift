import CCdio
import Glibc
import RescueCore

/// Commands by libcdio: `mmc_run_cmd`, which is the kernel's CDROM_SEND_PACKET.
///
/// What libcdio 2.1.0 drops on this way: the host status, the residual, and the timeout, which is
/// always the kernel's 60 s. A command that the kernel gave up on is reported as a success. So what
/// it calls good is only a claim; see `TransferBuffer` and `CommandResult.longestBelievable`.
@safe
package struct LibcdioTransport: MMCTransport, ~Copyable {
    private let cdio: OpaquePointer
    private let node: DeviceNode

    /// Opens a drive, for reading only.
    ///
    /// - Throws: Why it could not be opened.
    package init(_ node: DeviceNode) throws(DriveError) {
        try self.init(node, for: "IOCTL")
    }

    /// Opens a drive; libcdio opens it for reading as `IOCTL`, and for writing, too, as `MMC_RDWR`.
    private init(_ node: DeviceNode, for access: String) throws(DriveError) {
        var code = CInt(0)
        let opened = unsafe Libcdio.call {
            let handle = unsafe node.path.withSystemPath {
                unsafe cdio_open_am($0, DRIVER_LINUX, access)
            }
            code = errno
            return unsafe handle
        }
        guard let cdio = unsafe opened.result else { throw node.openingError(errno: code) }
        unsafe self.cdio = cdio
        self.node = node
        node.closeOnExec()
    }

    deinit { _ = Libcdio.call { unsafe cdio_destroy(cdio) } }

    package mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        guard !command.bytes.isEmpty else { return .refused }
        // Nothing else is ever sent through a handle that could write, and it is closed at once.
        if command.needsWriteAccess, let writable = try? LibcdioTransport(node, for: "MMC_RDWR") {
            return writable.perform(command, into: &buffer)
        }
        return perform(command, into: &buffer)
    }

    private func perform(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        var block = mmc_cdb_t()
        unsafe withUnsafeMutableBytes(of: &block) { unsafe $0.copyBytes(from: command.bytes) }
        let direction = command.responseLength > 0 ? SCSI_MMC_DATA_READ : SCSI_MMC_DATA_NONE
        var code = CInt(0)
        var status = DRIVER_OP_ERROR
        let duration = ContinuousClock().measure {
            unsafe buffer.withUnsafeMutableBytes(command.responseLength) { bytes in
                errno = 0
                status = unsafe mmc_run_cmd(
                    cdio, 60_000, &block, direction, CUnsignedInt(bytes.count), bytes.baseAddress)
                code = errno
            }
        }
        return CommandResult(outcome(status, errno: code), duration: duration)
    }

    private func outcome(_ status: driver_return_code_t, errno: CInt) -> CommandResult.Outcome {
        if let data = SenseData(lastSense()) {
            if data.isDeferred { return .deferredError(data.sense) }
            // Sense with a reported success is information only up to RECOVERED ERROR.
            if status != DRIVER_OP_SUCCESS || data.sense.key > 0x01 {
                return .checkCondition(data.sense)
            }
        }
        if status == DRIVER_OP_SUCCESS { return .good }
        return node.isGone ? .deviceGone : .failed(errno: errno)
    }

    /// The sense data of the last command; libcdio clears it before each one.
    private func lastSense() -> [UInt8] {
        unsafe Array(unsafeUninitializedCapacity: 64) { buffer, count in
            count = Int(unsafe ccdio_last_sense(cdio, buffer.baseAddress, CInt(buffer.count)))
        }
    }
}
