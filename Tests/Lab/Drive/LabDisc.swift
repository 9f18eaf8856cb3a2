import DiscSimulation
import Glibc
import RescueCore
import SCSITarget

/// The disc of a scenario: a fault script with lines about the layout among its own.
struct LabDisc {
    let script: FaultScript
    let content: any SectorContent
    let layout: DiscLayout

    /// Reads the script of a file.
    init(path: String) throws {
        var faults: [String] = []
        var layout: [String] = []
        for line in try KernelTree.read(path).split(separator: "\n") {
            let keyword = line.split(separator: " ").first.map { String($0) } ?? ""
            if LayoutText.keywords.contains(keyword) {
                layout.append(String(line))
            } else {
                faults.append(String(line))
            }
        }
        script = try FaultScript(parsing: faults.joined(separator: "\n"))
        content = try Self.content(of: script)
        self.layout = try LayoutText.layout(
            layout, profile: script.profile, sectorCount: content.sectorCount)
    }

    /// The disc in a drive that was not used yet.
    func target() -> SimulatedTarget {
        SimulatedTarget(script, content: content, layout: layout)
    }

    /// How many sectors can be had by somebody who tries everything, often.
    var recoverableCount: Int {
        let losses = SimulatedDisc(script, content: content).losses(attempts: 50, speed: 1)
        return layout.readableCount - losses.count(of: .unreadable)
    }

    private static func content(of script: FaultScript) throws -> any SectorContent {
        if case .image(let path) = script.content { return try ImageContent(path: path) }
        guard let volume = script.generatedVolume else {
            throw DriveFailure(description: "the disc has no content")
        }
        return volume
    }
}
