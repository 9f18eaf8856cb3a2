import Glibc
import RescueCore

/// A sheet with its data file, checked: what libcdio may be asked to read.
struct SheetImage {
    /// Bytes of a raw sector.
    static let rawSectorSize = 2352

    /// libcdio counts bytes in 32 bits: from this sector on, it would read elsewhere.
    static let sectorLimit = Int(Int32.max) / rawSectorSize + 1

    /// A sheet has some hundred lines; what is larger is something else.
    static let sheetSizeLimit = 1 << 20

    /// The driver that reads such a sheet.
    enum Driver: Hashable, Sendable {
        case cue, toc
    }

    let driver: Driver
    let dataPath: String
    let layouts: [(layout: SheetTrack.Layout, range: SectorRange)]
    let tracks: [Track]
    let sectorCount: Int

    /// Reads a sheet and looks for its data file.
    init(_ path: String) throws(ImageError) {
        guard let text = try ReadOnlyFile(path).text(limit: Self.sheetSizeLimit) else {
            throw .unsupportedSheet(path, reason: "this is too large for a sheet; give the sheet")
        }
        let sheet: [SheetTrack]
        if path.lowercased().hasSuffix(".toc") {
            driver = .toc
            let file = try TOCFile(text, path: path)
            dataPath = try Self.dataPath(ofTOC: path, fileName: file.fileName)
            sheet = [file.track]
        } else {
            driver = .cue
            let cue = try CueSheet(text, path: path)
            dataPath = try Self.dataPath(ofCue: path, fileName: cue.fileName)
            sheet = cue.tracks
        }
        let size = try ReadOnlyFile(dataPath).byteCount
        let count = try Self.sectors(in: size, dataPath)
        sectorCount = count
        tracks = SheetTrack.tracks(sheet, sectorCount: count)
        guard tracks.allSatisfy({ $0.range.end <= count }) else {
            throw .unsupportedSheet(path, reason: "its tracks go beyond the end of \(dataPath)")
        }
        layouts = zip(sheet, tracks).map { ($0.layout, $1.range) }
        guard layouts.contains(where: { $0.layout != .audio }) else { throw .audioOnly(path) }
    }

    private static func sectors(in size: Int, _ path: String) throws(ImageError) -> Int {
        guard size > 0 else { throw .empty(path) }
        guard size % rawSectorSize == 0 else {
            throw .partialSector(
                path, trailingBytes: size % rawSectorSize, sectorSize: rawSectorSize)
        }
        guard size / rawSectorSize <= sectorLimit else {
            throw .unsupportedSheet(
                path,
                reason: "libcdio cannot read beyond 2 GiB of a raw image; "
                    + "convert it to a plain .iso")
        }
        return size / rawSectorSize
    }

    /// libcdio looks for the data file by the cue sheet's own name, whatever FILE says.
    private static func dataPath(
        ofCue path: String, fileName: String
    ) throws(ImageError) -> String {
        let stem = path.dropLast(3)
        let ending = path.hasSuffix("CUE") ? "BIN" : "bin"
        guard path.hasSuffix(".cue") || path.hasSuffix(".CUE") else {
            throw .unsupportedSheet(path, reason: "rename the sheet to end in .cue")
        }
        let derived = stem + ending
        let named = resolve(fileName, besides: path)
        if isSameFile(named, String(derived)) { return String(derived) }
        // Sheets from systems that do not tell capitals apart.
        let derivedName = derived.split(separator: "/").last ?? ""
        if !exists(named), fileName.lowercased() == derivedName.lowercased() {
            return String(derived)
        }
        guard exists(named) else { throw .notFound(named) }
        throw .unsupportedSheet(
            path,
            reason: "libcdio would read \(derived) instead of \"\(fileName)\"; "
                + "give sheet and data file the same name, ending in .cue and .bin")
    }

    /// libcdio looks for a TOC file's data in the working directory.
    private static func dataPath(ofTOC path: String, fileName: String) throws(ImageError) -> String
    {
        let besides = resolve(fileName, besides: path)
        guard exists(besides) else { throw .notFound(besides) }
        guard isSameFile(fileName, besides) else {
            throw .unsupportedSheet(
                path,
                reason: "libcdio looks for \"\(fileName)\" in the working directory; "
                    + "change to the directory of the TOC file first")
        }
        return besides
    }

    private static func resolve(_ name: String, besides path: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }

    private static func exists(_ path: String) -> Bool { fileID(path) != nil }

    private static func isSameFile(_ one: String, _ other: String) -> Bool {
        guard let one = fileID(one), let other = fileID(other) else { return false }
        return one == other
    }

    private static func fileID(_ path: String) -> [UInt64]? {
        var status = stat()
        guard unsafe path.withSystemPath({ unsafe stat($0, &status) }) == 0 else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
