import CCdio
import FoundationEssentials
import Glibc
package import RescueCore

/// The optical drives of this machine.
public struct DriveList: Hashable, Sendable {
    /// One of them.
    public struct Entry: Hashable, Sendable {
        /// The device, such as `/dev/sr0`.
        public let path: String

        /// The drive's name; nil if the system does not tell it.
        package let identity: DriveIdentity?

        /// Whether a disc is in it; nil if that could not be asked.
        public let hasDisc: Bool?
    }

    /// The drives, in the order of their numbers.
    public let entries: [Entry]

    /// Looks for the drives of this machine; no disc is read, and no motor started.
    public init() {
        self.init(sysfs: "/sys", hasDisc: Self.discPresence)
    }

    /// Looks for drives as the kernel lists them.
    ///
    /// - Parameters:
    ///   - sysfs: Where the kernel's list of devices is.
    ///   - hasDisc: Whether a disc is in the drive of a path; nil if that is not known.
    package init(sysfs: String, hasDisc: (String) -> Bool?) {
        let block = "\(sysfs)/class/block"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: block)) ?? []
        let numbers = names.compactMap { name in
            name.hasPrefix("sr") ? Int(name.dropFirst(2)) : nil
        }
        entries = numbers.sorted().map { number in
            let path = "/dev/sr\(number)"
            let device = "\(block)/sr\(number)/device"
            return Entry(path: path, identity: Self.identity(device), hasDisc: hasDisc(path))
        }
    }

    private static func identity(_ device: String) -> DriveIdentity? {
        guard let vendor = SystemFile.text("\(device)/vendor"),
            let product = SystemFile.text("\(device)/model")
        else { return nil }
        let revision = SystemFile.text("\(device)/rev") ?? ""
        return DriveIdentity(vendor: vendor, product: product, revision: revision)
    }

    /// Asks the kernel, which asks the drive for its events: CDROM_DRIVE_STATUS.
    ///
    /// Without O_NONBLOCK, the open would wait for the disc and close the tray.
    private static func discPresence(_ path: String) -> Bool? {
        let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return switch ioctl(descriptor, UInt(CDROM_DRIVE_STATUS), CInt.max) {
        case CDS_DISC_OK, CDS_DRIVE_NOT_READY: true
        case CDS_NO_DISC, CDS_TRAY_OPEN: false
        default: nil
        }
    }

    /// The drive that is meant when the user names none: the only one with a disc, else the only one.
    ///
    /// - Throws: `noDrive` or `severalDrives`.
    public func defaultPath() throws(DriveError) -> String {
        let loaded = entries.filter { $0.hasDisc == true }
        if loaded.count == 1 { return loaded[0].path }
        if entries.count == 1 { return entries[0].path }
        let choice = loaded.isEmpty ? entries : loaded
        throw choice.isEmpty ? .noDrive : .severalDrives(choice.map(\.path))
    }
}
