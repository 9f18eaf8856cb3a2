import ArgumentParser
import DiscIO
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
            try list(ImageAnalysis(image.open()), console)
        }
    }

    private func list(
        _ analysis: ImageAnalysis, _ console: Console
    ) throws(CommandFailure) -> ExitStatus {
        let selection = try image.selection(path, in: analysis)
        let named = analysis.filesystems.trees[selection.tree][selection.entries[0]]
        var status = ExitStatus.success
        let show = { (entry: FileTree.Entry, number: Int) in
            let row = FileRow(entry, tree: number, in: analysis)
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
        let gaps = ListingGaps(below: directory, of: analysis)
        for line in gaps.lines {
            console.error(line.printable)
            status = .unreadableSectors
        }
        if let remark = gaps.remark { console.tell(remark.printable) }
        return status
    }
}
