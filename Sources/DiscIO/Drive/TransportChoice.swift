/// The way that commands take to a drive.
public enum TransportChoice: String, CaseIterable, Hashable, Sendable {
    /// Through libcdio, the kernel's CDROM_SEND_PACKET.
    case libcdio = "libcdio"
    /// By SG_IO: with a timeout for each command, and all that the kernel knows of its end.
    case sg = "sg"
    /// Through libcdio, and by SG_IO from the first suspicious result on.
    case auto = "auto"

    /// Opens the way to a drive.
    func transport(
        to node: DeviceNode, onChange: @escaping (TransportChange) -> Void
    ) throws(DriveError) -> any MMCTransport & ~Copyable {
        switch self {
        case .libcdio: return try LibcdioTransport(node)
        case .sg: return try SGTransport.open(node)
        case .auto:
            return AutomaticTransport(
                quick: try LibcdioTransport(node), onChange: onChange,
                openCareful: { () throws(DriveError) in try SGTransport.open(node) })
        }
    }
}

/// That a drive's commands take another way from now on, or would if they could.
public struct TransportChange: Hashable, Sendable {
    /// What was suspicious about the last command.
    public enum Reason: Hashable, Sendable {
        /// It was called a success after longer than any drive takes.
        case late
        /// It was called a success, and its bytes did not arrive.
        case incomplete
        /// It failed, and the drive did not say why.
        case unexplained
    }

    /// What was suspicious about the last command.
    public var reason: Reason

    /// Whether the system refused SG_IO: all stays as it was.
    public var isRefused = false

    /// Makes the change to SG_IO.
    public init(_ reason: Reason, isRefused: Bool = false) {
        self.reason = reason
        self.isRefused = isRefused
    }
}

extension TransportChange: CustomStringConvertible {
    /// One line: what happened, and what is done about it.
    public var description: String {
        let event =
            switch reason {
            case .late: "a command took longer than any drive needs"
            case .incomplete: "a read was called a success without its data"
            case .unexplained: "a command failed without a reason"
            }
        return isRefused
            ? "\(event); SG_IO is refused, so reading goes on through libcdio"
            : "\(event); reading goes on by SG_IO"
    }
}
