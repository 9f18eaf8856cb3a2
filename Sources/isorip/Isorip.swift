import ArgumentParser

/// The program: its commands, and how it ends.
@main
struct Isorip: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "isorip",
        abstract: "Copy a data CD, DVD or Blu-ray to a bit-exact image.",
        discussion: """
            It gets everything out of a damaged disc that can be got out, and resumes where it was \
            stopped. `isorip /dev/sr0` means `isorip rip /dev/sr0`.

            EXIT STATUS:
            \(ExitStatus.table)
            """,
        version: "isorip \(Version.current)",
        subcommands: [
            Rip.self, Verify.self, Report.self, List.self, Extract.self, Merge.self, Info.self,
            Drives.self,
        ],
        defaultSubcommand: Rip.self)
}

extension Console {
    /// Does the work of a command; what it could not do is said in one sentence.
    ///
    /// - Throws: The exit code, unless it is 0.
    func exiting(_ work: () throws(CommandFailure) -> ExitStatus) throws(ExitCode) {
        let status: ExitStatus
        do throws(CommandFailure) {
            status = try work()
        } catch {
            self.error(error.message)
            status = error.status
        }
        if status != .success { throw ExitCode(status.rawValue) }
    }
}
