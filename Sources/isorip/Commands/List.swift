import ArgumentParser
import RescueCore

/// `isorip ls`.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "List the files of an image, and which of them are damaged.",
        discussion: """
            The columns are: ok, damaged or unknown; the size in bytes; how many bytes are missing; \
            the path. It ends with 0 if all that is listed is ok, and with 2 if not, or if files may \
            be missing from the list.
            """)

    @OptionGroup var image: ImageArgument

    @Argument(help: "List only this file, or this directory and what is below it.")
    var path: String = "/"

    @Flag(help: "Print a JSON object for each file.")
    var json = false

    func run() throws {
        let console = Console()
        try console.exiting { (_) throws(CommandFailure) in
            try list(ImageAnalysis(path: image.image), console)
        }
    }

    private func list(
        _ analysis: ImageAnalysis, _ console: Console
    ) throws(CommandFailure) -> ExitStatus {
        guard let selection = PathSelection(path, in: analysis.filesystems) else {
            throw analysis.failure(toFind: path)
        }
        let named = analysis.filesystems.trees[selection.tree][selection.entries[0]]
        var status = ExitStatus.success
        let show = { (entry: FileTree.Entry, number: Int) in
            let row = FileRow(entry, tree: number, analysis.damage.bad)
            // What is known of a sound directory are the files in it.
            if entry.kind == .directory, row.state == .ok { return }
            if row.state != .ok { status = .unreadableSectors }
            console.result(json ? JSONText.of(row) : row.line)
        }
        for index in selection.entries {
            show(analysis.filesystems.trees[selection.tree][index], selection.tree)
        }
        let directory = named.path
        for number in analysis.filesystems.trees.indices where number > selection.tree {
            for index in analysis.filesystems.filesOfItsOwn(tree: number) {
                let entry = analysis.filesystems.trees[number][index]
                if entry.isBelow(directory) { show(entry, number) }
            }
        }
        for sentence in ListingGaps.sentences(below: directory, of: analysis) {
            console.error(sentence.printable)
            status = .unreadableSectors
        }
        if let remark = ListingGaps.remark(below: directory, of: analysis) {
            console.tell(remark.printable)
        }
        return status
    }
}

extension ImageAnalysis {
    /// Why a path cannot be found.
    func failure(toFind path: String) -> CommandFailure {
        if filesystems.trees.isEmpty {
            return CommandFailure(
                .usage, "\(image): it has no filesystem that can be read")
        }
        let reason =
            damage.directories.isEmpty
            ? "isorip ls lists what there is"
            : "directories are damaged, so it may have been in one of them"
        return CommandFailure(
            .usage, "\(path): not in \(image); \(reason)")
    }
}
