import ArgumentParser
import RescueCore

/// `isorip info`.
struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is known of a drive and its disc before anything is read.")

    @OptionGroup var source: SourceOptions

    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run() throws {
        let console = Console()
        try console.exiting { () throws(CommandFailure) in
            let location = try SourceLocation(source)
            let summary = try location.open(for: DiscInspection(name: location.name), console)
            if json {
                console.result(JSONText.of(summary))
            } else {
                summary.lines.forEach(console.result)
            }
            return .success
        }
    }
}

/// Looks at a disc and sums up what there is to tell.
private struct DiscInspection: DeviceTask {
    var name: String

    func perform(
        on device: consuming some DiscDevice & ~Copyable, clock: any RipClock
    ) throws(CommandFailure) -> DiscSummary {
        // Of a blank or an audio disc no sector can be read, and there is something to tell still.
        let identity = try? device.identify(reading: device.disc.descriptorSectors)
        let volume = identity.flatMap { VolumeDescriptor(of: device.disc, in: $0) }
        let isCopyable = device.sectorCount > 0 && !device.disc.isAudioOnly
        let extent =
            isCopyable
            ? try? ExtentSurvey(device.disc, volume: volume).extent(of: &device) : nil
        return DiscSummary(device: name, disc: device.disc, volume: volume, extent: extent)
    }
}
