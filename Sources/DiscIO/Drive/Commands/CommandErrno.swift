import Glibc
package import RescueCore

extension CommandResult {
    /// The kind of fault that a system error without sense data stands for.
    package static func kind(errno: CInt) -> ReadFault.Kind {
        switch errno {
        case ENODEV, ENXIO, ENOENT: .deviceGone
        case ENOMEDIUM: .noMedium
        case ETIMEDOUT: .timedOut
        // The kernel keeps some commands for those who may write to the device.
        case EPERM, EACCES, EINVAL, ENOTTY: .commandRejected
        default: .hardwareError
        }
    }
}
