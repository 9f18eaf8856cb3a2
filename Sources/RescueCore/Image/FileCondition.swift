/// In which state a file is.
package enum FileState: String, Encodable, Hashable, Sendable {
    /// All of its bytes are there.
    case ok = "ok"
    /// Bytes of it are missing.
    case damaged = "damaged"
    /// What tells its size and place is missing, or a part of it could not be found.
    case unknown = "unknown"
}

/// What is left of a file, a directory or a link.
package struct FileCondition: Hashable, Sendable {
    /// In which state it is.
    package let state: FileState

    /// How many of its bytes are missing: of a file its content, of a directory its records.
    package let badBytes: Int

    init(of entry: FileTree.Entry, _ bad: BadSectors) {
        badBytes = bad.badBytes(of: entry.extents)
        if let record = entry.record, bad.contains(record) {
            state = .unknown
        } else if badBytes > 0 {
            state = .damaged
        } else {
            state = entry.marks.contains(.incomplete) ? .unknown : .ok
        }
    }
}

extension ImageAnalysis {
    /// What is left of an entry.
    package func condition(of entry: FileTree.Entry) -> FileCondition {
        FileCondition(of: entry, damage.bad)
    }
}
