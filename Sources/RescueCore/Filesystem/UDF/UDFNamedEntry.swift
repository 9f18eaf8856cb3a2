/// An entry of the tree, made of a name and the file entry that it leads to.
struct UDFNamedEntry {
    /// Longer targets are no paths that a system would follow.
    private static let targetLimit = 8192

    var entry: FileTreeBuilder.Entry
    /// Why the file entry could not be read.
    var problem: FilesystemNote.Problem?
    /// A sector with allocation descriptors that was not rescued.
    var missing: LBA?
    /// Whether the disc has that sector.
    var isMissingSector = false

    init(
        named name: [UInt8], at address: UDFAddress, with reader: inout UDFFileReader,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        entry = FileTreeBuilder.Entry(name: name, kind: .file)
        switch reader.entry(at: address, from: &source) {
        case .missing(let lba):
            problem = .absence(of: lba, in: source.sectorCount)
            entry.record = lba
            entry.marks = .incomplete
        case .broken(let lba):
            problem = .broken
            entry.record = lba
            entry.marks = .incomplete
        case .found(let file, let lba):
            let placement = reader.placement(
                of: file, at: lba, partition: address.partition, from: &source)
            entry.kind = file.kind
            entry.record = lba
            entry.size = file.byteCount
            entry.modified = file.modified
            entry.extents = placement.extents
            entry.marks = placement.isComplete ? [] : .incomplete
            missing = placement.missing
            isMissingSector = missing.map { $0 < source.sectorCount } ?? false
            if file.kind == .symbolicLink { readTarget(with: reader, from: &source) }
        }
    }

    private mutating func readTarget(
        with reader: UDFFileReader, from source: inout some RescuedSectors & ~Copyable
    ) {
        let bytes = reader.bytes(
            of: entry.extents, limit: min(entry.size, Self.targetLimit), from: &source)
        entry.target = UDFText.target(UntrustedBytes(bytes))
    }
}
