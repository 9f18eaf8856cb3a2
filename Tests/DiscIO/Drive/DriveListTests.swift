import DiscIO
import FoundationEssentials
import RescueCore
import Testing

@Suite struct DriveListTests {
    /// A list over a made-up /sys with these devices; those with a disc are named.
    private func list(_ names: [String], withDisc: Set<String>) throws -> DriveList {
        let folder = try TemporaryFolder()
        for name in names {
            let device = "class/block/\(name)/device"
            try folder.makeFolder(device)
            try folder.write("\(device)/vendor", Array("HL-DT-ST\n".utf8))
            try folder.write("\(device)/model", Array("DVDRAM GH24NSD1 \n".utf8))
            try folder.write("\(device)/rev", Array("LG00\n".utf8))
        }
        return DriveList(sysfs: folder.path) { withDisc.contains($0) }
    }

    @Test func `drives are listed by number, other devices are not`() throws {
        let list = try list(["sr10", "sda", "sr2", "srx", "loop0"], withDisc: ["/dev/sr2"])
        #expect(list.entries.map(\.path) == ["/dev/sr2", "/dev/sr10"])
        #expect(list.entries.map(\.hasDisc) == [true, false])
        #expect(
            list.entries.first?.identity
                == DriveIdentity(vendor: "HL-DT-ST", product: "DVDRAM GH24NSD1", revision: "LG00"))
    }

    @Test func `the default is the only drive with a disc, else the only drive`() throws {
        #expect(try list(["sr0", "sr1"], withDisc: ["/dev/sr1"]).defaultPath() == "/dev/sr1")
        #expect(try list(["sr0"], withDisc: []).defaultPath() == "/dev/sr0")
    }

    @Test func `no drive and several drives have no default`() throws {
        #expect(throws: DriveError.noDrive) { try list(["sda"], withDisc: []).defaultPath() }
        #expect(throws: DriveError.severalDrives(["/dev/sr0", "/dev/sr1"])) {
            try list(["sr0", "sr1"], withDisc: []).defaultPath()
        }
        #expect(throws: DriveError.severalDrives(["/dev/sr0", "/dev/sr2"])) {
            try list(["sr0", "sr1", "sr2"], withDisc: ["/dev/sr0", "/dev/sr2"]).defaultPath()
        }
    }

    @Test func `a machine without a list of devices has no drives`() {
        #expect(DriveList(sysfs: "/none-such") { _ in true }.entries.isEmpty)
    }
}
