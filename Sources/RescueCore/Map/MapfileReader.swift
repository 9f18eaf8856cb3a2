/// Parses a mapfile as its bytes come in, and refuses it at its first bad line.
///
/// It takes what ddrescue 1.27 takes and refuses what ddrescue refuses; memory is needed for the
/// runs of the map only, whatever is fed to it.
package struct MapfileReader {
    private let sectorCount: Int?
    private var lines = MapfileLines()
    private var status: (position: Int, activity: Mapfile.Activity, pass: Int)?
    private var sectors: MapfileSectors
    private var lastBlockEnd: Int?

    /// Makes a reader.
    ///
    /// - Parameter sectorCount: How many sectors the disc has: unfinished blocks behind it are cut
    ///   off, and what the blocks do not speak of is untried. If nil, the blocks tell the size, and
    ///   a part of a sector at the end counts as one.
    package init(sectorCount: Int? = nil) {
        self.sectorCount = sectorCount
        self.sectors = MapfileSectors(sectorCount: sectorCount)
    }

    /// Takes the next bytes of the text.
    ///
    /// - Throws: What is wrong with a line, as soon as that is certain.
    package mutating func take(_ bytes: borrowing Span<UInt8>) throws(MapfileError) {
        var index = 0
        while lines.next(in: bytes, from: &index) {
            try takeLine()
        }
    }

    /// Ends the text.
    ///
    /// - Parameter isWhole: Whether the map must speak of the disc's last sector, as every map does
    ///   that ddrescue or isorip wrote of this disc; one that does not was cut off.
    /// - Returns: What the text says.
    /// - Throws: What is wrong with its last line, or with the whole.
    package consuming func finish(isWhole: Bool = false) throws(MapfileError) -> Mapfile {
        if lines.lastLine() {
            try takeLine()
        }
        if isWhole, let sectorCount, sectors.end < sectorCount * Sector.size {
            let kind = MapfileError.Kind.endsEarly(
                at: sectors.end, discSize: sectorCount * Sector.size)
            throw MapfileError(kind, line: lines.nextNumber)
        }
        guard sectorCount != nil || status != nil else {
            throw MapfileError(.noSize, line: lines.nextNumber)
        }
        let status = status ?? (position: 0, activity: .copying, pass: 1)
        return Mapfile(
            map: sectors.map(), activity: status.activity, position: status.position,
            pass: status.pass, comments: Self.comments(lines.comments))
    }

    private mutating func takeLine() throws(MapfileError) {
        do throws(MapfileError.Kind) {
            if status == nil {
                try takeStatusLine()
            } else {
                try takeBlock()
            }
        } catch {
            throw MapfileError(error, line: lines.number)
        }
    }

    private mutating func takeStatusLine() throws(MapfileError.Kind) {
        var scanner = MapfileScanner(lines.line)
        guard let position = scanner.integer(), position >= 0,
            let activity = scanner.letter().flatMap(Mapfile.Activity.init(rawValue:))
        else { throw .badStatusLine }
        let pass = scanner.decimal() ?? 1
        guard pass >= 1 else { throw .badStatusLine }
        // ddrescue may have been far behind the end of any disc; there is nothing to go on with.
        status = (min(position, MapfileSectors.mostBytes), activity, pass)
        lines.keepsComments = false
    }

    private mutating func takeBlock() throws(MapfileError.Kind) {
        var scanner = MapfileScanner(lines.line)
        guard let position = scanner.integer(), let size = scanner.integer(),
            let letter = scanner.letter(), position >= 0, size >= 0
        else { throw .badBlock }
        guard let status = SectorStatus(letterCode: letter) else { throw .unknownStatus }
        guard size > 0 || position == 0 else { throw .emptyBlock }
        if let end = lastBlockEnd, position != end {
            throw .notContiguous(expected: end, found: position)
        }
        try sectors.append(position, size, status)
        let (end, isOver) = position.addingReportingOverflow(size)
        lastBlockEnd = isOver ? .max : end
    }

    /// The texts of the comments, without the heading that stands above every status line.
    private static func comments(_ lines: [[UInt8]]) -> [String] {
        var texts = lines.map { line in
            String(decoding: line.first == 0x20 ? line.dropFirst() : line[...], as: UTF8.self)
        }
        if texts.last == Mapfile.columnHeading {
            texts.removeLast()
        }
        return texts
    }
}

extension Mapfile {
    /// Parses a text that is in memory as a whole, as a `MapfileReader` does.
    ///
    /// - Throws: What is wrong with it, and in which line.
    package init(parsing text: [UInt8], sectorCount: Int? = nil) throws(MapfileError) {
        var reader = MapfileReader(sectorCount: sectorCount)
        try reader.take(text.span)
        self = try reader.finish()
    }
}
