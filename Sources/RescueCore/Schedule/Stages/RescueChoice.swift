/// What is to be read before all else, and what becomes of the rest.
package struct RescueChoice: Hashable, Sendable {
    /// The paths of files, and of directories with all that is below them.
    package var paths: [String]

    /// Whether nothing else is read.
    package var isOnly: Bool

    /// Whether what no file and no filesystem uses is read after all else.
    package var putsOffUnused: Bool

    /// Makes a choice.
    package init(paths: [String], isOnly: Bool = false, putsOffUnused: Bool = false) {
        self.paths = paths
        self.isOnly = isOnly
        self.putsOffUnused = putsOffUnused
    }
}
