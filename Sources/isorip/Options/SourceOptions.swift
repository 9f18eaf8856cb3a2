import ArgumentParser
import DiscIO
import DiscSimulation
import RescueCore

/// Which disc: what was typed.
struct SourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The drive (/dev/sr0), or an image instead of a disc (.iso, .cue, .toc).",
            discussion: "Without it, the only drive that has a disc in it.",
            valueName: "device"),
        completion: .file())
    var device: String?

    @Option(
        help: ArgumentHelp(
            "How commands reach the drive; auto: through libcdio, by SG_IO after a doubt.",
            valueName: "way"))
    var transport = TransportChoice.auto

    @Option(
        help: ArgumentHelp(
            "Play a disc and a drive instead of using real ones.",
            discussion: """
                PRESET is one of \(SimulatedPreset.allCases.map(\.name).joined(separator: ", ")); FILE is a fault script, or a ddrescue \
                mapfile whose unfinished sectors are to be dead.
                """,
            valueName: "preset|file"))
    var simulate: String?

    @Option(help: ArgumentHelp("With --simulate: the seed of all chance.", valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "With --simulate: run so many times faster than the drive, not as fast as possible.",
            valueName: "factor"))
    var pace: Double?

    func validate() throws {
        if device?.isEmpty == true || simulate?.isEmpty == true {
            throw ValidationError("An empty name is no name of a device.")
        }
        if simulate != nil, device != nil {
            throw ValidationError("Give a device or --simulate, not both.")
        }
        if simulate == nil, seed != nil || pace != nil {
            throw ValidationError("--seed and --pace go with --simulate.")
        }
        if let pace, !(0.001...1_000_000).contains(pace) {
            throw ValidationError("--pace takes a number from 0.001 to 1000000.")
        }
    }
}
