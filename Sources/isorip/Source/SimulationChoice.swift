import DiscIO
import DiscSimulation
import RescueCore

/// The simulated disc that was asked for.
struct SimulationChoice {
    /// The preset's name, or the path of the script.
    var name: String
    /// How many times faster than a drive; nil: as fast as possible.
    var pace: Double?

    private var script: FaultScript

    /// Finds the preset, or reads the fault script or the mapfile.
    init(_ name: String, seed: UInt64?, pace: Double?) throws(CommandFailure) {
        self.name = name
        self.pace = pace
        if let preset = SimulatedPreset(name: name) {
            script = preset.script(seed: seed ?? SimulatedPreset.defaultSeed)
        } else {
            script = try Self.readScript(name)
            script.seed = seed ?? script.seed
        }
    }

    /// Makes the disc, with its image file open if it has one.
    func disc(clock: VirtualClock) throws(CommandFailure) -> SimulatedDisc {
        guard case .image(let path) = script.content else {
            return SimulatedDisc(script, clock: clock)
        }
        do throws(ImageError) {
            let content = try ImageContent(file: ReadOnlyFile(image: path))
            return SimulatedDisc(script, content: content, clock: clock)
        } catch {
            throw CommandFailure(.driveUnusable, "\(name): \(error)")
        }
    }

    private static func readScript(_ path: String) throws(CommandFailure) -> FaultScript {
        guard let bytes = WholeFile.bytes(path) else {
            let presets = SimulatedPreset.allCases.map(\.name).joined(separator: ", ")
            throw CommandFailure(
                .driveUnusable,
                "\(path) is neither a preset nor a file that can be read; presets are \(presets)")
        }
        let text = String(lossless: bytes)
        let problem: any Error
        do {
            return try FaultScript(parsing: text)
        } catch {
            problem = error
        }
        do {
            return FaultScript(damageIn: try Mapfile(parsing: bytes).map)
        } catch {
            // A text that begins as a mapfile does is meant to be one.
            let reason: any Error = text.hasPrefix("# Mapfile") ? error : problem
            throw CommandFailure(.driveUnusable, "\(path): \(reason)")
        }
    }
}
