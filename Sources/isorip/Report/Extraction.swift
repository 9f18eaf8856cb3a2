import DiscIO
import RescueCore
import SystemPackage

/// Copies files out of an image, each as a whole or not at all.
struct Extraction: ~Copyable {
    private let analysis: ImageAnalysis
    private let image: ImageSectors
    private let folder: ExtractionFolder
    private let isDamagedWanted: Bool
    private let console: Console

    /// What went wrong so far, the worst of it.
    private(set) var status = ExitStatus.success
    private(set) var fileCount = 0
    private(set) var damagedCount = 0

    /// Opens the directory that files are copied into.
    ///
    /// - Parameters:
    ///   - image: The sectors of the image.
    ///   - analysis: What is known of it.
    ///   - path: The directory; made if it is not there.
    ///   - isDamagedWanted: Whether damaged files are copied, too.
    ///   - console: Where it is told what is left out.
    /// - Throws: Why the directory cannot be used.
    init(
        of image: consuming ImageSectors, _ analysis: ImageAnalysis, to path: String,
        isDamagedWanted: Bool, _ console: Console
    ) throws(CommandFailure) {
        do throws(Errno) {
            folder = try ExtractionFolder(path)
        } catch {
            throw CommandFailure(
                .outputFailed, "cannot use \(path) as a directory: \(error.label)")
        }
        self.analysis = analysis
        self.image = image
        self.isDamagedWanted = isDamagedWanted
        self.console = console
    }

    /// Copies what a path selects.
    ///
    /// - Parameters:
    ///   - selection: What was chosen.
    ///   - isStopRequested: Asked before each file; what is left then is left out.
    /// - Throws: Only what stands against every further file, such as a full disk.
    mutating func copy(
        _ selection: PathSelection, unless isStopRequested: () -> Bool
    ) throws(CommandFailure) {
        let tree = analysis.filesystems.trees[selection.tree]
        for index in selection.entries where !isStopRequested() {
            let entry = tree[index]
            do throws(Errno) {
                try copy(entry)
            } catch {
                let message = "\(entry.pathText): not copied: \(error.label)"
                guard ![.noSpace, .diskQuotaExceeded, .readOnlyFileSystem].contains(error) else {
                    throw CommandFailure(.outputFailed, message)
                }
                fail(.outputFailed, message)
            }
        }
        let directory = tree[selection.entries[0]].path
        let gaps = ListingGaps(below: directory, of: analysis)
        for gap in gaps.linesBesideDirectories { fail(.unreadableSectors, gap.printable) }
        if let remark = gaps.remark { console.tell(remark.printable) }
    }

    private mutating func copy(_ entry: FileTree.Entry) throws(Errno) {
        let names = entry.path.split(separator: UInt8(ascii: "/"))
        let path = entry.pathText
        let decision = try CopyDecision(
            entry, in: analysis, isDamagedWanted: isDamagedWanted
        ) { () throws(Errno) in
            // How much can be unpacked is known only when all of it was.
            try image.unpack(entry) { _, _ throws(Errno) in }
        }
        switch decision {
        case .directory(let isHurt):
            if !names.isEmpty { try folder.makeDirectory(names) }
            if isHurt {
                fail(
                    .unreadableSectors,
                    """
                    \(path): a damaged directory: there may be more in it; what \
                    a further tree names is listed by isorip ls, and copied by its path
                    """)
            }
        case .link:
            guard ExtractionFolder.staysInside(entry.target, depth: names.count - 1) else {
                return console.note(
                    "\(path): a link that could lead out of the directory; left out")
            }
            try folder.makeLink(names, to: entry.target)
        case .special: console.note("\(path): a device or pipe, left out")
        case .file(let lost):
            if let lost {
                let verb = entry.isPacked ? "cannot be unpacked, and are" : "are missing, and"
                let loss = entry.label(forLost: lost)
                fail(.unreadableSectors, "\(path): \(loss) \(verb) zeros in the copy")
            }
            try write(entry, names, isDamaged: lost != nil)
        case .omitted(let reason):
            fail(.unreadableSectors, "\(path): not copied: \(entry.label(for: reason))")
        }
    }

    private mutating func write(
        _ entry: FileTree.Entry, _ names: ExtractionFolder.Names, isDamaged: Bool
    ) throws(Errno) {
        var names = names
        let suffix = Array(entry.copySuffix(isDamaged: isDamaged).utf8)
        if let name = names.popLast() { names.append(name + suffix) }
        let isPacked = entry.isPacked
        try folder.write(
            names, size: entry.size,
            pieces: isPacked ? [] : analysis.damage.readablePieces(of: entry),
            modified: entry.modified, from: image
        ) { (body) throws(Errno) in
            if isPacked { _ = try image.unpack(entry, body) }
        }
        fileCount += 1
        if isDamaged { damagedCount += 1 }
    }

    private mutating func fail(_ status: ExitStatus, _ message: String) {
        console.error(message)
        if self.status != .outputFailed { self.status = status }
    }

    /// What was done, in a sentence.
    var line: String {
        let damaged = damagedCount > 0 ? ", \(Format.grouped(damagedCount)) of them damaged" : ""
        return "\(Format.count(fileCount, "file")) copied\(damaged)"
    }
}

extension FileTree.Entry {
    /// So many of its bytes: `1,024 of 5,000 bytes`.
    fileprivate func label(forLost count: Int) -> String {
        "\(Format.grouped(count)) of \(Format.count(size, "byte"))"
    }

    /// Why there is no copy of it.
    fileprivate func label(for reason: CopyDecision.Omission) -> String {
        switch reason {
        case .interleaved: "its pieces are interleaved"
        case .placeMissing: "its place is not known"
        case .placeBroken: "what tells where its bytes lie is not as it should be"
        case .damaged(let lost) where isPacked:
            """
            it is compressed (zisofs), and \(label(forLost: lost)) cannot be unpacked; \
            --damaged copies the rest
            """
        case .damaged(let lost):
            "\(label(forLost: lost)) are missing; --damaged copies the rest"
        case .unpackable: "it is compressed (zisofs), and its header is missing or damaged"
        }
    }
}

extension Errno {
    /// What stood in the way, for a person.
    fileprivate var label: String {
        switch self {
        case .notDirectory, .tooManySymbolicLinkLevels:
            "a link or something else stands in the place of a directory"
        case .fileExists: "it is there already, and nothing is overwritten"
        default: OutputError.Reason.system(code: rawValue).label
        }
    }
}
