import ArgumentParser
import DiscIO
import RescueCore

/// `isorip drives`.
struct Drives: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the optical drives of this machine.")

    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run() throws {
        let console = Console()
        try console.exiting { (_) throws(CommandFailure) in
            let drives = DriveList().entries.map(DriveRow.init)
            if json {
                console.result(JSONText.of(drives))
            } else {
                drives.forEach { console.resultRow($0.columns) }
                if drives.isEmpty { console.note("no optical drive found") }
            }
            return .success
        }
    }
}

/// A drive, as text and as JSON.
private struct DriveRow: Encodable {
    var device: String
    var vendor: String?
    var product: String?
    var firmware: String?
    var hasDisc: Bool?

    init(_ entry: DriveList.Entry) {
        device = entry.path
        vendor = entry.identity?.vendor
        product = entry.identity?.product
        firmware = entry.identity?.revision
        hasDisc = entry.hasDisc
    }

    var columns: [String] {
        let name = [vendor, product].compactMap { $0 }.joined(separator: " ")
        let disc = hasDisc.map { $0 ? "disc" : "no disc" } ?? "unknown"
        return [device, disc, name]
    }
}
