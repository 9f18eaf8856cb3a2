import FoundationEssentials
import RescueCore

/// Which run wrote a map or a record: when it began, and how the program was called.
struct RunStamp {
    /// When the run began.
    let startTime = Self.now

    /// The moment as records and maps have it: ISO 8601.
    static var now: String { Date.now.formatted(.iso8601) }

    /// The comment lines of a map that is saved now.
    var comments: ImageWriter.MapComments {
        let commandLine = CommandLine.arguments.joined(separator: " ")
        return { [startTime] in
            Mapfile.header(
                version: ProgramVersion.current, commandLine: commandLine, startTime: startTime,
                currentTime: Self.now)
        }
    }
}

/// The version of the program and its libraries.
public enum ProgramVersion {
    /// As `--version`, maps and records tell it.
    public static let current = "0.1.0"
}

extension Duration {
    /// The duration in seconds, to the millisecond, as records and JSON lines have it.
    package var seconds: Double {
        ((self / .milliseconds(1)).rounded()) / 1000
    }
}

extension RipRecord {
    /// Notes the checksums of the image as it is now; nil: there are none that hold.
    mutating func note(_ found: ImageSums?) {
        sums = found?.whole
        volumeSums = found?.volume
        chunkSums = found?.chunks
    }
}
