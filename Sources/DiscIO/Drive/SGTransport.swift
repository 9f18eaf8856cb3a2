import CLinux
import Glibc
import RescueCore

/// Commands by SG_IO, the kernel's own interface: each with its own timeout, and with all that the
/// kernel knows of its end.
///
/// It takes a little more care than libcdio and tells a lost command from a success.
package struct SGTransport: MMCTransport, ~Copyable {
    private let descriptor: CInt
    private let node: DeviceNode

    /// Opens a drive that takes SG_IO.
    ///
    /// - Throws: Why it could not be opened; `refusesSG` if the system passes no command on.
    package static func open(_ node: DeviceNode) throws(DriveError) -> SGTransport {
        var transport = try SGTransport(node)
        // INQUIRY neither needs a disc nor takes a unit attention away from whoever waits for it.
        var buffer = TransferBuffer(sectors: 1)
        let result = transport.run(.inquiry, into: &buffer)
        if case .failed(let errno) = result.outcome,
            CommandResult.kind(errno: errno) == .commandRejected
        {
            throw .refusesSG(node.path, errno: errno)
        }
        return transport
    }

    /// Opens the device, for reading unless a command cannot do without more.
    private init(_ node: DeviceNode, for access: CInt = O_RDONLY) throws(DriveError) {
        let descriptor = unsafe node.path.withSystemPath {
            unsafe Glibc.open($0, access | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw node.openingError(errno: errno) }
        self.descriptor = descriptor
        self.node = node
    }

    deinit { close(descriptor) }

    package mutating func run(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        guard !command.bytes.isEmpty else { return .refused }
        // Nothing else is ever sent through a descriptor that could write, and it is closed at once.
        if command.needsWriteAccess, let writable = try? SGTransport(node, for: O_RDWR) {
            return writable.perform(command, into: &buffer)
        }
        return perform(command, into: &buffer)
    }

    private func perform(
        _ command: MMCCommand, into buffer: inout TransferBuffer
    ) -> CommandResult {
        var outcome = CommandResult.Outcome.deviceGone
        let duration = ContinuousClock().measure {
            outcome = unsafe buffer.withUnsafeMutableBytes(command.responseLength) { data in
                unsafe send(command, data)
            }
        }
        return CommandResult(outcome, duration: duration)
    }

    private func send(
        _ command: MMCCommand, _ data: UnsafeMutableRawBufferPointer
    ) -> CommandResult.Outcome {
        var reply = SGReply()
        var block = command.bytes
        var code = CInt(0)
        reply.sense = unsafe [UInt8](unsafeUninitializedCapacity: 64) { sense, count in
            unsafe block.withUnsafeMutableBufferPointer { block in
                var header = unsafe sg_io_hdr_t(command, block, data, sense: sense)
                errno = 0
                code = unsafe ioctl(descriptor, UInt(SG_IO), &header) == 0 ? 0 : errno
                unsafe reply.take(header)
                count = unsafe min(Int(header.sb_len_wr), sense.count)
            }
        }
        if code == 0 { return CommandResult.Outcome(reply, to: command) }
        return node.isGone ? .deviceGone : .failed(errno: code)
    }
}

extension SGReply {
    fileprivate mutating func take(_ header: sg_io_hdr_t) {
        status = unsafe header.status
        hostStatus = unsafe header.host_status
        driverStatus = unsafe header.driver_status
        residual = unsafe Int(header.resid)
    }
}

extension sg_io_hdr_t {
    fileprivate init(
        _ command: MMCCommand, _ block: UnsafeMutableBufferPointer<UInt8>,
        _ data: UnsafeMutableRawBufferPointer, sense: UnsafeMutableBufferPointer<UInt8>
    ) {
        unsafe self.init()
        unsafe interface_id = CInt(UInt8(ascii: "S"))
        unsafe dxfer_direction = data.isEmpty ? SG_DXFER_NONE : SG_DXFER_FROM_DEV
        unsafe cmd_len = UInt8(block.count)
        unsafe cmdp = block.baseAddress
        unsafe mx_sb_len = UInt8(sense.count)
        unsafe sbp = sense.baseAddress
        unsafe dxfer_len = CUnsignedInt(data.count)
        unsafe dxferp = data.baseAddress
        unsafe timeout = CUnsignedInt(command.timeout.components.seconds) * 1000
    }
}
