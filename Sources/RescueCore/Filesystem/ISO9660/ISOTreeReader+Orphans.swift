extension ISOTreeReader {
    /// Finds the directories of hurt ones in the path table, which names all of them once more.
    mutating func readOrphans(from source: inout some RescuedSectors & ~Copyable) {
        let table = ISOPathTable(of: volume, from: &source)
        for lba in table.missing {
            builder.note(.pathTable, .absence(of: lba, in: source.sectorCount), lba: lba)
        }
        var places: [Int: Int] = [:]
        addPlaces(from: FileTree.root, to: &places)
        for record in table.records {
            let offset = record.block * volume.blockSize
            guard places[offset] == nil, record.parentBlock != record.block,
                let parent = places[record.parentBlock * volume.blockSize]
            else { continue }
            let name =
                naming == .joliet
                ? ISONames.joliet(record.identifier) : ISONames.plain(record.identifier)
            let extent = directory(at: offset, from: &source)
            let entry = FileTreeBuilder.Entry(
                name: name, kind: .directory, size: extent.byteCount, extents: [extent],
                marks: .orphaned)
            guard let index = builder.add(entry, to: parent) else { return }
            if builder.nodes[parent].marks.contains(.blank) {
                builder.note(.directory, .broken, lba: offset / Sector.size, entry: parent)
                builder.mark(parent, [.incomplete, .broken])
            }
            queue.append(index)
            readDirectories(from: &source)
            addPlaces(from: index, to: &places)
        }
    }

    /// Notes where the directories lie whose numbers are not below `first`.
    private func addPlaces(from first: Int, to places: inout [Int: Int]) {
        for index in builder.nodes.indices[first...]
        where builder.nodes[index].kind == .directory {
            if let offset = builder.extents(of: index).first?.imageOffset {
                places[offset] = index
            }
        }
    }
}
