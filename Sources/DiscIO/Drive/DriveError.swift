import Glibc
public import RescueCore

/// Why a drive, or the disc in it, cannot be used: one sentence each that says what to do next.
public enum DriveError: Error, Hashable, Sendable {
    /// There is no such file.
    case notFound(String)
    /// The path is something else than a block device.
    case notADevice(String)
    /// The device is a disk or something else that takes no optical discs.
    case notAnOpticalDrive(String)
    /// The user may not read the device; the group that may, if it has a name.
    case permissionDenied(String, group: String?)
    /// Another program has the drive for itself.
    case busy(String)
    /// The device vanished while it was being opened.
    case gone(String)
    /// There is no disc in the drive.
    case noDisc(String)
    /// The drive did not become ready in time; what it said last, if anything.
    case notReady(String, Sense?)
    /// The drive cannot make anything of the disc.
    case unusableDisc(String, Sense)
    /// The drive does not tell the size of the disc.
    case unreadableCapacity(String)
    /// The disc is a CD, and its table of contents cannot be read.
    case unreadableTOC(String)
    /// The machine has no optical drive.
    case noDrive
    /// The machine has several drives, and it is not clear which one is meant.
    case severalDrives([String])
    /// The system passes no commands on to the device by SG_IO: an errno value.
    case refusesSG(String, errno: CInt)
    /// The system refused for another reason: an errno value.
    case system(String, errno: CInt)
}

extension DriveError: CustomStringConvertible {
    /// What happened and what to do next, in one sentence.
    public var description: String {
        switch self {
        case .notFound(let path):
            "\(path) does not exist; `isorip drives` lists the drives of this machine"
        case .notADevice(let path):
            "\(path) is not a drive; give a device such as /dev/sr0, or an image"
        case .notAnOpticalDrive(let path):
            "\(path) is not an optical drive; `isorip drives` lists those of this machine"
        case .permissionDenied(let path, let group):
            permissionSentence(path, group)
        case .busy(let path):
            "\(path) is in use by another program; close it and try again"
        case .gone(let path):
            "\(path) went away; check its cable and power, then try again"
        case .system(let path, let errno):
            "\(path) cannot be opened: \(Self.message(errno))"
        case .refusesSG(let path, let errno):
            "\(path) does not take SG_IO: \(Self.message(errno)); use --transport libcdio"
        case .noDrive:
            "no optical drive found; connect one, or give an image"
        case .severalDrives(let paths):
            "several drives found; say which one: \(paths.joined(separator: ", "))"
        case .noDisc, .notReady, .unusableDisc, .unreadableCapacity, .unreadableTOC:
            discSentence
        }
    }

    private var discSentence: String {
        switch self {
        case .noDisc(let path):
            "no disc in \(path); insert one and close the tray"
        case .notReady(let path, let sense):
            "\(path) does not become ready\(label(sense)); clean the disc, or insert it again"
        case .unusableDisc(let path, let sense):
            "\(path) cannot use this disc\(label(sense)); try another drive"
        case .unreadableCapacity(let path):
            "\(path) does not tell the size of the disc; clean it, or try another drive"
        case .unreadableTOC(let path):
            "\(path) cannot read the table of contents of this CD; clean it, or try another drive"
        default:
            ""
        }
    }

    private func permissionSentence(_ path: String, _ group: String?) -> String {
        guard let group else {
            return "\(path) may not be read by this user; ask the administrator for access"
        }
        return """
            \(path) may only be read by the group "\(group)"; join it with \
            `sudo usermod -aG \(group) $USER`, then log in again
            """
    }

    private func label(_ sense: Sense?) -> String { sense.map { " (\($0))" } ?? "" }

    /// The system's text for an errno value.
    static func message(_ errno: CInt) -> String {
        unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }
}
