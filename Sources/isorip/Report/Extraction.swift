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

    /// Opens the image, and the directory that its files are copied into.
    static func opening(
        _ analysis: ImageAnalysis, to path: String, isDamagedWanted: Bool, _ console: Console
    ) throws(CommandFailure) -> Extraction {
        let image = try open(analysis)
        let folder = try folder(path)
        return Extraction(analysis, image, folder, isDamagedWanted: isDamagedWanted, console)
    }

    private init(
        _ analysis: ImageAnalysis, _ image: consuming ImageSectors,
        _ folder: consuming ExtractionFolder,
        isDamagedWanted: Bool, _ console: Console
    ) {
        self.analysis = analysis
        self.image = image
        self.folder = folder
        self.isDamagedWanted = isDamagedWanted
        self.console = console
    }

    private static func open(_ analysis: ImageAnalysis) throws(CommandFailure) -> ImageSectors {
        do throws(ImageError) {
            return ImageSectors(try ReadOnlyFile(image: analysis.image), map: analysis.map)
        } catch {
            throw CommandFailure(error)
        }
    }

    private static func folder(_ path: String) throws(CommandFailure) -> ExtractionFolder {
        do throws(Errno) {
            return try ExtractionFolder(path)
        } catch {
            throw CommandFailure(
                .outputFailed, "cannot use \(path) as a directory: \(error.words)")
        }
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
                let message = "\(entry.pathText): not copied: \(error.words)"
                guard ![.noSpace, .diskQuotaExceeded, .readOnlyFileSystem].contains(error) else {
                    throw CommandFailure(.outputFailed, message)
                }
                fail(.outputFailed, message)
            }
        }
        let directory = tree[selection.entries[0]].path
        for gap in ListingGaps.sentences(besideDirectoriesBelow: directory, of: analysis) {
            fail(.unreadableSectors, gap.printable)
        }
        if let remark = ListingGaps.remark(below: directory, of: analysis) {
            console.tell(remark.printable)
        }
    }

    private mutating func copy(_ entry: FileTree.Entry) throws(Errno) {
        let names = entry.path.split(separator: UInt8(ascii: "/"))
        let row = FileRow(entry, tree: 0, analysis.damage.bad)
        switch entry.kind {
        case .directory:
            if !names.isEmpty { try folder.makeDirectory(names) }
            if row.state != .ok {
                fail(
                    .unreadableSectors,
                    """
                    \(entry.pathText): a damaged directory: there may be more in it; what \
                    a further tree names is listed by isorip ls, and copied by its path
                    """)
            }
        case .symbolicLink: try copyLink(entry, names)
        case .special: console.note("\(entry.pathText): a device or pipe, left out")
        case .file: try copyFile(entry, names, row)
        }
    }

    private mutating func copyLink(
        _ entry: FileTree.Entry, _ names: ExtractionFolder.Names
    ) throws(Errno) {
        guard ExtractionFolder.staysInside(entry.target, depth: names.count - 1) else {
            return console.note(
                "\(entry.pathText): a link that could lead out of the directory; left out"
            )
        }
        try folder.makeLink(names, to: entry.target)
    }

    private mutating func copyFile(
        _ entry: FileTree.Entry, _ names: ExtractionFolder.Names, _ row: FileRow
    ) throws(Errno) {
        var names = names
        let path = entry.pathText
        if entry.marks.contains(.interleaved) {
            return fail(.unreadableSectors, "\(path): not copied: its pieces are interleaved")
        }
        if let record = entry.record, analysis.damage.bad.contains(record) {
            return fail(.unreadableSectors, "\(path): not copied: its place is not known")
        }
        if row.state == .unknown, entry.marks.contains(.broken) {
            return fail(
                .unreadableSectors,
                "\(path): not copied: what tells where its bytes lie is not as it should be")
        }
        if entry.isPacked { return try copyPacked(entry, names, path) }
        if row.state != .ok {
            let loss = "\(Format.grouped(row.badBytes)) of \(Format.count(row.size, "byte"))"
            guard isDamagedWanted else {
                return fail(
                    .unreadableSectors,
                    "\(path): not copied: \(loss) are missing; --damaged copies the rest")
            }
            fail(.unreadableSectors, "\(path): \(loss) are missing, and zeros in the copy")
        }
        var suffix = entry.marks.contains(.associated) ? ".associated" : ""
        if row.state != .ok { suffix += ".damaged" }
        if let name = names.popLast() { names.append(name + Array(suffix.utf8)) }
        try folder.write(
            names, size: entry.size, pieces: analysis.damage.readablePieces(of: entry),
            modified: entry.modified, from: image)
        fileCount += 1
        if row.state != .ok { damagedCount += 1 }
    }

    /// Copies a file that zisofs compressed, as a reader sees it.
    private mutating func copyPacked(
        _ entry: FileTree.Entry, _ names: ExtractionFolder.Names, _ path: String
    ) throws(Errno) {
        // How much can be unpacked is known only when all of it was.
        guard let lost = try image.unpack(entry, { _, _ throws(Errno) in }) else {
            return fail(
                .unreadableSectors,
                "\(path): not copied: it is compressed (zisofs), and its header is missing or damaged"
            )
        }
        let loss = "\(Format.grouped(lost)) of \(Format.count(entry.size, "byte"))"
        if lost > 0 {
            guard isDamagedWanted else {
                return fail(
                    .unreadableSectors,
                    """
                    \(path): not copied: it is compressed (zisofs), and \(loss) cannot be unpacked; \
                    --damaged copies the rest
                    """)
            }
            fail(
                .unreadableSectors, "\(path): \(loss) cannot be unpacked, and are zeros in the copy"
            )
        }
        var names = names
        if lost > 0, let name = names.popLast() { names.append(name + Array(".damaged".utf8)) }
        try folder.write(
            names, size: entry.size, pieces: [], modified: entry.modified, from: image
        ) { (body) throws(Errno) in
            _ = try image.unpack(entry, body)
        }
        fileCount += 1
        if lost > 0 { damagedCount += 1 }
    }

    private mutating func fail(_ status: ExitStatus, _ message: String) {
        console.error(message)
        if self.status != .outputFailed { self.status = status }
    }

    /// What was done, in a sentence.
    var sentence: String {
        let damaged = damagedCount > 0 ? ", \(Format.grouped(damagedCount)) of them damaged" : ""
        return "\(Format.count(fileCount, "file")) copied\(damaged)"
    }
}

extension FilesystemDamage {
    /// The bytes of a file that are there, and where they are in the image.
    func readablePieces(of entry: FileTree.Entry) -> [ExtractionFolder.Piece] {
        var missing = missingBytes(of: entry)[...]
        var pieces: [ExtractionFolder.Piece] = []
        var position = 0
        for extent in entry.extents {
            let end = position + extent.byteCount
            defer { position = end }
            guard let imageOffset = extent.imageOffset else { continue }
            var place = position
            while place < end {
                while let first = missing.first, first.upperBound <= place {
                    missing.removeFirst()
                }
                let gap = missing.first.map { min($0.lowerBound, end) } ?? end
                if gap > place {
                    pieces.append(
                        .init(
                            fileOffset: place, imageOffset: imageOffset + place - position,
                            byteCount: gap - place))
                }
                place = missing.first.map { max(gap, min($0.upperBound, end)) } ?? end
            }
        }
        return pieces
    }
}

extension Errno {
    /// What stood in the way, for a person.
    fileprivate var words: String {
        switch self {
        case .notDirectory, .tooManySymbolicLinkLevels:
            "a link or something else stands in the place of a directory"
        case .fileExists: "it is there already, and nothing is overwritten"
        default: OutputError.Reason.system(code: rawValue).summary
        }
    }
}
