/// Something in a filesystem that could not be read, or is not as it should be.
package struct FilesystemNote: Hashable, Sendable {
    /// What the note is about.
    package enum Subject: String, Hashable, Sendable {
        /// A descriptor of the volume, or of what it is made of.
        case descriptor = "descriptor"
        /// The list of boot images.
        case bootCatalog = "bootCatalog"
        /// What a machine starts from.
        case bootImage = "bootImage"
        /// The path table of an ISO 9660 volume.
        case pathTable = "pathTable"
        /// The records of a directory.
        case directory = "directory"
        /// The continued part of a directory record: a long name, a link, times.
        case continuation = "continuation"
        /// The file entry of UDF: what tells size and place of a file or a directory.
        case fileEntry = "fileEntry"
        /// A file.
        case file = "file"
        /// The tree as a whole.
        case tree = "tree"
    }

    /// What is wrong with it.
    package enum Problem: String, Hashable, Sendable {
        /// Its sector was not rescued.
        case missing = "missing"
        /// Its bytes are not what they should be.
        case broken = "broken"
        /// It is said to lie behind the end of the disc.
        case outside = "outside"
        /// It was seen before: a loop, or one thing in two places.
        case repeated = "repeated"
        /// A part of it was not found.
        case incomplete = "incomplete"
        /// It lies in pieces with gaps between them, and was taken as one piece.
        case interleaved = "interleaved"
        /// There is more of it than is taken in.
        case tooMuch = "tooMuch"
        /// Its last sectors hold nothing, which may be as it was made.
        case blank = "blank"

        /// Why there are no bytes of a sector: it was not rescued, or no disc of this size has it.
        static func absence(of lba: LBA, in sectorCount: Int) -> Problem {
            (0..<sectorCount).contains(lba) ? .missing : .outside
        }
    }

    /// What the note is about.
    package var subject: Subject
    /// What is wrong with it.
    package var problem: Problem
    /// The sector it stands in, if one is known.
    package var lba: LBA?
    /// The entry of the tree that it belongs to, if it belongs to one.
    package var entry: Int?

    /// Makes a note.
    package init(_ subject: Subject, _ problem: Problem, lba: LBA? = nil, entry: Int? = nil) {
        self.subject = subject
        self.problem = problem
        self.lba = lba
        self.entry = entry
    }
}

extension FilesystemNote {
    /// Whether it speaks against the disc, beside what the missing sectors tell.
    func isFault(beside bad: BadSectors) -> Bool {
        switch problem {
        case .broken, .outside, .incomplete: true
        // A sector that should be there, and could not be read.
        case .missing: lba.map { !bad.contains($0) } ?? true
        case .repeated, .tooMuch: subject == .continuation
        case .interleaved, .blank: false
        }
    }

    /// Whether the entry that it belongs to is marked for it.
    var isMarked: Bool {
        entry != nil && problem != .missing && [.directory, .file, .fileEntry].contains(subject)
    }
}

/// Notes in the order of their making; of very many only the first ones are kept.
package struct FilesystemNotes: Hashable, Sendable {
    /// The most notes that are kept.
    package static let limit = 1000

    /// The notes that were kept.
    package private(set) var kept: [FilesystemNote] = []

    /// How many notes there were in all.
    package private(set) var count = 0

    /// Makes an empty list.
    package init() {}

    /// Whether there was nothing to note.
    package var isEmpty: Bool { count == 0 }

    mutating func add(
        _ subject: FilesystemNote.Subject, _ problem: FilesystemNote.Problem, lba: LBA? = nil,
        entry: Int? = nil
    ) {
        count += 1
        guard kept.count < Self.limit else { return }
        kept.append(FilesystemNote(subject, problem, lba: lba, entry: entry))
    }

    mutating func add(_ others: FilesystemNotes) {
        for note in others.kept {
            add(note.subject, note.problem, lba: note.lba, entry: note.entry)
        }
        count += others.count - others.kept.count
    }
}
