import RescueCore

/// The sectors of a generated volume that describe it: descriptors, path tables and directories.
struct VolumeMetadata: Hashable, Sendable {
    /// The first sector that is not empty; the system area lies before it.
    static let start: LBA = 16
    private static let pathTables = (little: 18, big: 19)

    private(set) var bytes: [UInt8] = []
    private let tree: VolumeTree

    /// The sectors the bytes fill.
    var range: SectorRange {
        SectorRange(start: Self.start, count: bytes.count / Sector.size)
    }

    init(_ tree: VolumeTree, sectorCount: Int, label: String) {
        self.tree = tree
        let littleTable = pathTable(bigEndian: false)
        append(primaryDescriptor(sectorCount, label, pathTableSize: littleTable.count))
        append([255] + Array("CD001".utf8) + [1])
        append(littleTable)
        append(pathTable(bigEndian: true))
        for index in tree.directories.indices {
            appendDirectory(index)
        }
    }

    /// Primary Volume Descriptor (ECMA-119 8.4).
    private func primaryDescriptor(
        _ sectorCount: Int, _ label: String, pathTableSize: Int
    ) -> [UInt8] {
        typealias Records = VolumeRecords
        var bytes: [UInt8] = [1] + Array("CD001".utf8) + [1, 0]
        bytes += Records.text("", 32) + Records.text(label, 32)
        bytes += [UInt8](repeating: 0, count: 8) + Records.both32(sectorCount)
        bytes += [UInt8](repeating: 0, count: 32)
        bytes += Records.both16(1) + Records.both16(1) + Records.both16(Sector.size)
        bytes += Records.both32(pathTableSize)
        bytes += Records.little(UInt32(Self.pathTables.little), 4) + [0, 0, 0, 0]
        bytes += Records.little(UInt32(Self.pathTables.big), 4).reversed() + [0, 0, 0, 0]
        bytes += record(of: 0, named: Records.selfName)
        bytes += Records.text(label, 128) + Records.text("", 128) + Records.text("", 128)
        bytes += Records.text("", 128) + Records.text("", 37 * 3)
        let date = Array("2001010112000000".utf8) + [0]
        let noDate = [UInt8](repeating: 0x30, count: 16) + [0]
        return bytes + date + date + noDate + noDate + [1]
    }

    private func pathTable(bigEndian: Bool) -> [UInt8] {
        tree.directories.enumerated().reduce(into: []) { bytes, entry in
            let name = entry.offset == 0 ? VolumeRecords.selfName : Array(entry.element.name.utf8)
            bytes += VolumeRecords.pathRecord(
                name: name, start: entry.element.range.start, parent: entry.element.parent + 1,
                bigEndian: bigEndian)
        }
    }

    private mutating func appendDirectory(_ index: Int) {
        var page =
            record(of: index, named: VolumeRecords.selfName)
            + record(of: tree.directories[index].parent, named: VolumeRecords.parentName)
        for entry in tree.entries(of: index) {
            let record = record(of: entry)
            if page.count + record.count > Sector.size {
                append(page)
                page = []
            }
            page += record
        }
        append(page)
    }

    private func record(of entry: VolumeEntry) -> [UInt8] {
        let name = Array(entry.name.utf8)
        switch entry.kind {
        case .directory(let index):
            return record(of: index, named: name)
        case .file(let index):
            let file = tree.files[index]
            return VolumeRecords.directoryRecord(
                name: name, start: file.range.start, byteCount: file.byteCount, isDirectory: false)
        }
    }

    private func record(of directory: Int, named name: [UInt8]) -> [UInt8] {
        let range = tree.directories[directory].range
        return VolumeRecords.directoryRecord(
            name: name, start: range.start, byteCount: range.byteCount, isDirectory: true)
    }

    /// Adds bytes and fills up their last sector with zeros.
    private mutating func append(_ page: [UInt8]) {
        bytes += page
        let over = bytes.count % Sector.size
        bytes += [UInt8](repeating: 0, count: over == 0 ? 0 : Sector.size - over)
    }
}
