import RescueCore

/// The commands that mount an image, and that start a virtual machine from it, to be copied.
struct ImageCommands: Encodable {
    var mount: [String]
    /// Nil if no PC starts from it.
    var start: String?

    init(_ study: ImageStudy) {
        let image = study.image.asArgument
        let start = study.volumeStart
        mount = []
        if !study.filesystems.trees.isEmpty {
            // udisksctl takes the first session only.
            if start == 0 { mount.append("udisksctl loop-setup -r -f \(image)") }
            let place = start > 0 ? ",sbsector=\(start)" : ""
            mount.append("mount -o loop,ro\(place) \(image) DIRECTORY")
        }
        let boot = BootReport(study)
        if boot.starts(.bios) {
            self.start = "qemu-system-x86_64 -m 2G -cdrom \(image)"
        } else if boot.starts(.uefi) {
            self.start =
                "qemu-system-x86_64 -m 2G -bios /usr/share/ovmf/OVMF.fd -cdrom \(image)"
        }
    }
}

extension String {
    /// The name of a file as one word of a shell's command line, and never taken for an option.
    var asArgument: String {
        let name = hasPrefix("-") ? "./" + self : self
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                    true
                default: "/._-+,:=@%".utf8.contains(byte)
                }
            }
        if isPlain { return name }
        let quoted = name.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + quoted.joined(separator: "'\\''") + "'"
    }
}
