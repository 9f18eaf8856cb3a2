/// How the program ends, for scripts: one table, in the help, the man page and here.
enum ExitStatus: Int32, CaseIterable {
    case success = 0
    case unreadableSectors = 2
    case verificationFailed = 3
    case otherDisc = 4
    case driveUnusable = 5
    case outputFailed = 6
    case usage = 64
    case interrupted = 130

    /// What the code means, in one line.
    var label: String {
        switch self {
        case .success: "complete, and identical where it was verified"
        case .unreadableSectors: "sectors are missing: unreadable, or a limit was reached"
        case .verificationFailed: "verification found a difference, or copies disagree"
        case .otherDisc: "not the disc this image was made from"
        case .driveUnusable: "the drive or the disc cannot be used"
        case .outputFailed: "the output cannot be written or used"
        case .usage: "the command line was not understood"
        case .interrupted: "interrupted; run the same command again to resume"
        }
    }

    /// All codes and their meanings, as a table for the help.
    static var table: String {
        allCases.map { status in
            let code = String(status.rawValue)
            return String(repeating: " ", count: 5 - code.count) + code + "  " + status.label
        }.joined(separator: "\n")
    }
}
