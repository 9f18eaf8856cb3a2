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
