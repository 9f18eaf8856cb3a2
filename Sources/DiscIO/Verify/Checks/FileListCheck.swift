import RescueCore

/// Checks the files of an image against the lists of checksums among them, such as `md5sum.txt`.
struct FileListCheck {
    private let image: StoredImage

    /// What such lists are called, in lower case.
    private static let listNames: Set<String> = [
        "md5sum.txt", "md5sums", "md5sums.txt", "sha1sum.txt", "sha1sums", "sha1sums.txt",
        "sha256sum.txt", "sha256sums", "sha256sums.txt", "sha512sum.txt", "sha512sums",
        "sha512sums.txt",
    ]

    /// A longer one is not taken for a list; that of a full Blu-ray disc has a few MB.
    private static let mostBytes = 64 << 20

    /// Sets up the check of an image.
    init(_ image: StoredImage) {
        self.image = image
    }

    /// Reads the tree, and the files that its lists name.
    ///
    /// - Returns: A check for each list in the root directory.
    /// - Throws: Why the image cannot be read.
    func run() throws(ImageError) -> [ImageCheck] {
        var sectors = ImageSectors(image.file, map: image.map)
        let filesystems = DiscFilesystems(from: &sectors, sessions: image.sessionStarts)
        guard let tree = filesystems.trees.first else { return [] }
        let lists = tree.children(of: FileTree.root).map { tree[$0] }.filter { entry in
            let name = String(decoding: entry.name, as: UTF8.self)
            return entry.kind == .file && entry.size <= Self.mostBytes
                && Self.listNames.contains(name.lowercased())
        }
        guard !lists.isEmpty else { return [] }
        var files = ListedFiles(tree, of: image)
        var checks: [ImageCheck] = []
        for list in lists {
            checks.append(try check(list, &files))
        }
        return checks
    }

    private func check(
        _ list: FileTree.Entry, _ files: inout ListedFiles
    ) throws(ImageError) -> ImageCheck {
        var tally = Tally(list: String(decoding: list.name, as: UTF8.self))
        var lines = ChecksumLines()
        var bytes = FileBytes(list)
        // A list may have millions of lines: none is kept.
        while !tally.isCutShort, let piece = try bytes.next(from: image.file) {
            var index = 0
            while !tally.isCutShort, let line = lines.next(in: piece.span, from: &index) {
                try check(line, &files, &tally)
            }
        }
        if let line = lines.last() { try check(line, &files, &tally) }
        return tally.check
    }

    private func check(
        _ line: ChecksumLines.Entry, _ files: inout ListedFiles, _ tally: inout Tally
    ) throws(ImageError) {
        guard !line.name.isEmpty else { return }
        tally.count(try files.check(line), of: line.name)
    }

    /// How many files of a list are as they should be.
    private struct Tally {
        let list: String
        private var right = 0
        private var hurt = 0
        private var wrong = 0
        private var names: [String] = []
        private var ranges: [SectorRange] = []
        private(set) var isCutShort = false

        /// So many names are told.
        private static let listedNames = 5
        /// So many ranges are told, which are as many as a record keeps.
        private static let mostRanges = RipRecord.Verification.mostFindings

        init(list: String) {
            self.list = list
        }

        mutating func count(_ outcome: ListedFiles.Outcome, of name: [UInt8]) {
            switch outcome {
            case .right: right += 1
            case .hurt: hurt += 1
            case .tooMuch: isCutShort = true
            case .absent: add(name, " (not on the disc)")
            case .wrong(let sectors):
                add(name)
                ranges += sectors.prefix(Self.mostRanges - ranges.count)
            }
        }

        private mutating func add(_ name: [UInt8], _ remark: String = "") {
            wrong += 1
            guard names.count < Self.listedNames else { return }
            names.append(String(decoding: name, as: UTF8.self) + remark)
        }

        var check: ImageCheck {
            let missing = hurt > 0 ? ", \(hurt) not rescued as a whole" : ""
            if isCutShort {
                return ImageCheck(
                    .files, false, "\(list) names more bytes than any such disc has; not trusted")
            }
            guard wrong > 0 else {
                return ImageCheck(.files, true, "\(right) files of \(list) are right\(missing)")
            }
            let more = wrong > names.count ? " and others" : ""
            let detail =
                "\(wrong) of \(right + wrong) files of \(list) are not: "
                + "\(names.joined(separator: ", "))\(more)\(missing)"
            return ImageCheck(.files, false, detail, ranges: ranges)
        }
    }
}
