/// What is to be read before all else, and what becomes of the rest.
public struct RescueChoice: Hashable, Sendable {
    /// The paths of files, and of directories with all that is below them.
    public var paths: [String]

    /// Whether nothing else is read.
    public var isOnly: Bool

    /// Whether what no file and no filesystem uses is read after all else.
    public var putsOffUnused: Bool

    /// Makes a choice.
    public init(paths: [String], isOnly: Bool = false, putsOffUnused: Bool = false) {
        self.paths = paths
        self.isOnly = isOnly
        self.putsOffUnused = putsOffUnused
    }
}
