extension ISOTreeReader {
    /// Reads the records of a directory, sector by sector: no record lies in two (6.8.1.1).
    mutating func readDirectory(
        _ index: Int, from source: inout some RescuedSectors & ~Copyable
    ) {
        guard let extent = builder.extents(of: index).first, let start = extent.imageOffset
        else { return }
        let end = start + extent.byteCount
        let discEnd = source.sectorCount * Sector.size
        if end > discEnd {
            damage(.directory, .outside, at: start / Sector.size, of: index)
        }
        if end == start, index == FileTree.root {
            damage(.directory, .broken, at: start / Sector.size, of: index)
        }
        var offset = start
        var blank: [LBA] = []
        while offset < min(end, discEnd), !builder.isFull {
            let next = min(end, (offset / Sector.size + 1) * Sector.size)
            let lba = offset / Sector.size
            guard visited.insert(offset) else {
                builder.note(.directory, .repeated, lba: lba, entry: index)
                break
            }
            if let sector = source.sector(at: lba) {
                let bytes = UntrustedBytes(sector).part(offset % Sector.size, next - offset)
                guard offset > start || beginsDirectory(bytes) else {
                    return damage(.directory, .broken, at: lba, of: index)
                }
                if bytes[0] == 0 {
                    blank.append(lba)
                } else {
                    // Every sector of a directory begins with a record (6.8.1.3); programs that
                    // reckon a directory too large leave its last sectors empty.
                    for lba in blank { damage(.directory, .broken, at: lba, of: index) }
                    blank = []
                    readRecords(bytes, at: lba, of: index, from: &source)
                }
            } else {
                damage(.directory, .missing, at: lba, of: index)
            }
            offset = next
        }
        flush(into: index)
        if let lba = blank.first {
            builder.note(.directory, .blank, lba: lba, entry: index)
            builder.mark(index, .blank)
            isDamaged = true
        }
    }

    private func beginsDirectory(_ bytes: UntrustedBytes) -> Bool {
        ISODirectoryRecord(bytes)?.isSelf == true
    }

    private mutating func readRecords(
        _ bytes: UntrustedBytes, at lba: LBA, of index: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        var offset = 0
        while offset < bytes.count, bytes[offset] != 0 {
            guard let record = ISODirectoryRecord(bytes.part(offset)) else {
                return damage(.directory, .broken, at: lba, of: index)
            }
            offset += record.length
            if !record.isSelf, !record.isParent {
                add(record, to: index, from: &source)
            }
        }
    }

    private mutating func add(
        _ record: ISODirectoryRecord, to parent: Int,
        from source: inout some RescuedSectors & ~Copyable
    ) {
        if pending.extend(with: record, blockSize: volume.blockSize) {
            if !record.flags.contains(.continued) { flush(into: parent) }
            return
        }
        flush(into: parent)
        guard let entry = entry(of: record, in: parent, from: &source) else { return }
        if entry.kind == .directory {
            if let index = builder.add(entry, to: parent) { queue.append(index) }
        } else {
            pending.begin(entry, record)
            if !record.flags.contains(.continued) { flush(into: parent) }
        }
    }

    private mutating func flush(into parent: Int) {
        guard let (entry, isCut) = pending.take() else { return }
        guard let index = builder.add(entry, to: parent) else { return }
        if isCut {
            builder.note(.file, .incomplete, entry: index)
            builder.mark(index, .broken)
        }
        if entry.marks.contains(.interleaved) {
            builder.note(.file, .interleaved, entry: index)
        }
    }

    private mutating func damage(
        _ subject: FilesystemNote.Subject, _ problem: FilesystemNote.Problem, at lba: LBA,
        of index: Int
    ) {
        builder.note(subject, problem, lba: lba, entry: index)
        builder.mark(index, problem == .missing ? .incomplete : [.incomplete, .broken])
        isDamaged = true
    }
}
