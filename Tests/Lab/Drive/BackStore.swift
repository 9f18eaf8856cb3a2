import Glibc

/// The kernel's half of the drive: a TCMU backstore, and a loopback bus with one drive on it.
///
/// Source: the kernel's documents target/tcmu-design and target/tcm_mod_builder, drivers/target/loopback.
struct BackStore: Sendable {
    private static let target = "/sys/kernel/config/target"

    /// The device whose memory is the command ring.
    let ring: String
    /// The size of that memory in bytes.
    let ringSize: Int

    private let store: String
    private let bus: String

    /// Makes the backstore; the drive is not on its bus yet.
    init(name: String) throws(DriveFailure) {
        store = "\(Self.target)/core/user_0/\(name)"
        bus = "\(Self.target)/loopback/naa.6001405000000001/tpgt_1"
        try KernelTree.makeDirectory("\(Self.target)/core/user_0")
        try KernelTree.makeDirectory(store)
        for setting in ["dev_config=lab/\(name)", "dev_size=1073741824", "hw_block_size=512"] {
            try KernelTree.write(setting, to: "\(store)/control")
        }
        try KernelTree.write("1", to: "\(store)/enable")
        // A command may take longer than the initiator waits; that is for the initiator to notice.
        try KernelTree.write("0", to: "\(store)/attrib/cmd_time_out")
        try KernelTree.write("1", to: "\(store)/attrib/tmr_notification")
        let device = try Self.device(named: "tcm-user/0/\(name)/lab/\(name)")
        ring = "/dev/\(device)"
        let size = try KernelTree.read("/sys/class/uio/\(device)/maps/map0/size")
        ringSize = Int(size.dropFirst(2), radix: 16) ?? 0
        try makeBus()
    }

    /// Puts the drive on its bus; the kernel asks it who it is before this returns.
    func plug() throws(DriveFailure) {
        try KernelTree.makeDirectory("\(bus)/lun/lun_0")
        try KernelTree.link("\(bus)/lun/lun_0/drive", to: store)
    }

    /// Takes the drive off its bus, as pulling out its cable does.
    func unplug() {
        KernelTree.remove("\(bus)/lun/lun_0/drive")
        KernelTree.remove("\(bus)/lun/lun_0")
    }

    /// Removes all that was made.
    func remove() {
        unplug()
        try? KernelTree.write("NULL", to: "\(bus)/nexus")
        KernelTree.remove(bus)
        KernelTree.remove(String(bus.dropLast("/tpgt_1".count)))
        KernelTree.remove(store)
    }

    private func makeBus() throws(DriveFailure) {
        try KernelTree.makeDirectory("\(Self.target)/loopback")
        try KernelTree.makeDirectory(String(bus.dropLast("/tpgt_1".count)))
        try KernelTree.makeDirectory(bus)
        try KernelTree.write("naa.6001405000000002", to: "\(bus)/nexus")
    }

    private static func device(named name: String) throws(DriveFailure) -> String {
        for number in 0..<64 {
            let device = "uio\(number)"
            if let found = try? KernelTree.read("/sys/class/uio/\(device)/name"), found == name {
                return device
            }
        }
        throw DriveFailure(description: "no uio device is called \(name)")
    }
}
