/// The version of the program and its libraries.
public enum ProgramVersion {
    /// As `--version`, maps and records tell it.
    public static let current = "0.1.0"
}
