import RescueCore

/// The commands that mount an image or a disc, and that start a virtual machine from it, to be copied.
struct ImageCommands: Encodable {
    /// Where the firmware for UEFI lies, by Debian's package ovmf.
    private static let firmware = "/usr/share/ovmf/OVMF.fd"

    var mount: [String] = []
    /// Nil if no PC starts from it.
    var start: String?

    /// The commands for an image file; without a filesystem there is nothing to be mounted.
    init(image: String, volumeStart: LBA, hasFilesystem: Bool, _ boot: BootReport) {
        let image = image.asArgument
        if hasFilesystem, volumeStart == 0 {
            mount = ["udisksctl loop-setup -r -f \(image)", "mount -o loop,ro \(image) /mnt"]
        } else if hasFilesystem {
            // udisksctl takes the first session only.
            mount = [Self.mount(image, from: volumeStart)]
        }
        start = Self.start(image, boot)
    }

    /// The commands for a drive with the disc in it.
    init(drive: String, hasFilesystem: Bool, _ boot: BootReport) {
        let drive = drive.asArgument
        if hasFilesystem {
            mount = ["udisksctl mount -b \(drive)", "mount -o ro \(drive) /mnt"]
        }
        start = Self.start(drive, boot)
    }

    /// The command for a volume that does not begin with the image; the word for the image is given.
    static func mount(_ image: String, from volumeStart: LBA) -> String {
        // What stands at the beginning of the image, sound for example, says nothing of the volume.
        "mount -t iso9660 -o loop,ro,sbsector=\(volumeStart) \(image) /mnt"
    }

    private static func start(_ disc: String, _ boot: BootReport) -> String? {
        if boot.starts(.bios) { return "qemu-system-x86_64 -m 2G -cdrom \(disc)" }
        guard boot.starts(.uefi) else { return nil }
        return "qemu-system-x86_64 -m 2G -bios \(firmware) -cdrom \(disc)"
    }
}

extension ImageCommands {
    init(_ analysis: ImageAnalysis, image: String, _ boot: BootReport) {
        self.init(
            image: image, volumeStart: analysis.filesystems.volumes.volumeStart,
            hasFilesystem: !analysis.filesystems.trees.isEmpty, boot)
    }
}
