/// The version of the program.
enum Version {
    /// As `--version`, maps and records tell it.
    static let current = "0.1.0"
}
