import DiscIO

/// Where the page goes: a file, or with `-` the standard output.
struct PageOutput {
    let path: String

    /// Writes the page, and tells the verdict if it does not stand in its way.
    ///
    /// - Throws: Why not, in a sentence; nothing that existed was changed then.
    func write(
        _ page: ReportPage, _ report: DamageReport, _ console: Console
    ) throws(CommandFailure) {
        if path == "-" { return console.resultDocument(page.text) }
        do throws(OutputError) {
            try PageFile(path).write(
                Array(page.text.utf8) + [0x0A], mark: Array(ReportPage.mark.utf8),
                about: report.image)
        } catch {
            throw CommandFailure(.outputFailed, Self.line(error, path))
        }
        console.result(report.sentence)
        console.tell("the page is in \(path)")
    }

    private static func line(_ error: OutputError, _ path: String) -> String {
        let reason =
            switch error.reason {
            case .exists: "it exists and is not a page of isorip; nothing is overwritten"
            default: error.reason.label
            }
        return "cannot write the page to \(path): \(reason); choose another file"
    }
}
