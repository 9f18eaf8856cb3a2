import ArgumentParser
import DiscIO
import Glibc

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
        version: "isorip \(ProgramVersion.current)",
        subcommands: [
            RipCommand.self, Verify.self, Report.self, List.self, Extract.self, Merge.self,
            Info.self, Drives.self, Libiso9660.self,
        ],
        defaultSubcommand: RipCommand.self)

    /// Runs the command that was typed.
    static func main() {
        StandardStreams.reserve()
        // A reader that goes away must not kill a rescue; the write fails and is let be.
        _ = signal(SIGPIPE, SIG_IGN)
        // Who ignores this one never learns how a child ended.
        _ = signal(SIGCHLD, SIG_DFL)
        do {
            var command = try parseAsRoot(Arguments.words)
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Says what a command line asked for, or what is wrong with it, and ends.
    private static func end(with error: any Error) -> Never {
        let console = Console()
        let text = fullMessage(for: error)
        let code = exitCode(for: error)
        if text.isEmpty { exit(withError: code) }
        guard code == .success else {
            console.tell(text: text)
            exit(withError: code)
        }
        console.resultText(text)
        exit(withError: ExitCode(console.status(after: .success).rawValue))
    }
}

extension Console {
    /// Does the work of a command; what it could not do is said in one sentence.
    ///
    /// - Parameter work: Is given the signals, to which the program listens from now on.
    /// - Throws: The exit code, unless it is 0.
    func exiting(
        _ work: (Signals) throws(CommandFailure) -> ExitStatus
    ) throws(ExitCode) {
        var status: ExitStatus
        do throws(CommandFailure) {
            status = try work(Signals(self))
        } catch {
            self.error(error.message)
            status = error.status
        }
        status = self.status(after: status)
        if status != .success { throw ExitCode(status.rawValue) }
    }

    /// How a command ends that ended so: whoever did not get its result has to know that.
    func status(after status: ExitStatus) -> ExitStatus {
        switch status {
        case .success, .unreadableSectors, .verificationFailed:
            isResultLost ? .outputFailed : status
        case .otherDisc, .driveUnusable, .outputFailed, .usage, .interrupted: status
        }
    }
}
