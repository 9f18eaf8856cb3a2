/// The file whose records are being read: one that is larger than 4 GiB has several.
///
/// Source: ECMA-119 clauses 6.5.1 and 9.1.6, the flag "multi-extent".
struct ISOPendingFile {
    /// No file has more extents: that would be 256 TiB.
    private static let extentLimit = 65_536

    private var entry: FileTreeBuilder.Entry?
    private var identifier: [UInt8] = []
    private var isOpen = false

    /// Starts with the first record of a file.
    mutating func begin(_ entry: FileTreeBuilder.Entry, _ record: ISODirectoryRecord) {
        self.entry = entry
        identifier = record.identifier
        isOpen = record.flags.contains(.continued)
    }

    /// Takes in a further record, if it goes on with the file.
    ///
    /// - Returns: Whether it did.
    mutating func extend(with record: ISODirectoryRecord, blockSize: Int) -> Bool {
        guard isOpen, record.identifier == identifier, !record.flags.contains(.directory),
            let count = entry?.extents.count, count < Self.extentLimit
        else { return false }
        let extent = record.extent(blockSize: blockSize)
        entry?.extents.append(extent)
        if entry?.isPacked == false { entry?.size += extent.byteCount }
        isOpen = record.flags.contains(.continued)
        return true
    }

    /// Gives the file away, and tells whether a record is missing at its end.
    mutating func take() -> (entry: FileTreeBuilder.Entry, isCut: Bool)? {
        defer { self = ISOPendingFile() }
        if isOpen { entry?.marks.insert(.incomplete) }
        return entry.map { ($0, isOpen) }
    }
}
