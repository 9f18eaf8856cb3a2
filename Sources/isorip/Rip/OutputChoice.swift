import DiscIO
import RescueCore

/// The output of a rip, open: a new one, or one that is resumed.
struct RipOutput: ~Copyable {
    var writer: ImageWriter
    var map: SectorMap
    var record: RipRecord
    var isResumed: Bool
}

/// Opens the output of a rip: begins, resumes, or refuses what is another disc's.
struct OutputChoice {
    private let paths: OutputPaths
    private let console: Console
    /// The clock, and whether somebody asked for the end.
    private let host: any RunHost
    /// How long a drive is waited for that is not ready.
    private let patience: Duration
    private let signals: Signals
    /// Whether the sectors are read again that the last verification found to differ.
    private let rereadsMismatches: Bool

    init(
        _ paths: OutputPaths, _ console: Console, _ signals: Signals, host: any RunHost,
        patience: Duration, rereadsMismatches: Bool
    ) {
        self.signals = signals
        self.patience = patience
        self.paths = paths
        self.console = console
        self.host = host
        self.rereadsMismatches = rereadsMismatches
    }

    /// Opens the output for the disc in a device.
    ///
    /// - Returns: The output; nil if the image is complete already, which is told.
    /// - Throws: Why it cannot be: nothing was changed then.
    func open(
        for device: inout some DiscDevice & ~Copyable, book: RecordBook
    ) throws(CommandFailure) -> RipOutput? {
        let opening = OutputOpening(paths)
        let sectorCount = book.extent.sectorCount
        let suspects = try mismatches()
        let found = try attempt { () throws(OutputError) in
            try opening.find(sectorCount: sectorCount, reopensComplete: !suspects.isEmpty)
        }
        switch consume found {
        case .nothing:
            let record = book.opening(nil)
            // What is made from here on is to be left so that a rip can go on with it.
            signals.askFirst()
            let writer = try attempt { () throws(OutputError) in
                try opening.create(record, comments: book.comments)
            }
            var map = SectorMap(sectorCount: sectorCount)
            book.extent.exclusions.forEach { map.exclude($0.range) }
            return RipOutput(writer: writer, map: map, record: record, isResumed: false)
        case .complete(let record):
            try recogniseComplete(&device, record, book)
            let rest =
                record.isComparedWithDisc ? "nothing to do" : "no pass compared it with the disc"
            console.note("\(paths.image) is a complete image of this disc already; \(rest)")
            return nil
        case .changed(let record, let sectors):
            try recogniseComplete(&device, record, book)
            let count = Format.count(sectors, "sector")
            throw changed("the last verification found a difference in \(count)")
        case .unfinished(let found):
            let trusted = found.map.demoting(suspects)
            let misread = try check(found.record, book).look(at: &device, trusted, host: host) {
                (sectors) throws(CommandFailure) in
                try held(sectors, of: found, trusted)
            }
            return try resume(
                found, opening, book, rereading: suspects,
                misread: misread.map { SectorRange(start: $0, count: 1) })
        }
    }

    private func check(_ record: RipRecord?, _ book: RecordBook) -> DiscCheck {
        DiscCheck(
            image: paths.image, record: record, found: book.identity, purpose: .goingOn,
            patience: patience)
    }

    /// The bytes of sectors, as far as the image has them.
    private func held(
        _ sectors: [LBA], of found: borrowing UnfinishedOutput, _ map: SectorMap
    ) throws(CommandFailure) -> [LBA: [UInt8]] {
        var held: [LBA: [UInt8]] = [:]
        for lba in sectors where map.range.contains(lba) && map.status(at: lba) == .rescued {
            held[lba] = try attempt { () throws(OutputError) in try found.sector(lba) }
        }
        return held
    }

    private func resume(
        _ found: consuming UnfinishedOutput, _ opening: OutputOpening, _ book: RecordBook,
        rereading suspects: [SectorRange], misread: [SectorRange]
    ) throws(CommandFailure) -> RipOutput {
        if let lba = misread.first?.start {
            console.note(
                "LBA \(lba) reads differently now, and all else is the same: it is read again")
        }
        let suspects = suspects + misread
        var map = found.map.demoting(suspects)
        let record = book.opening(found.record)
        // What was found out once about the disc holds; the drive of today may see less of it.
        record.disc.excluded?.forEach { map.exclude($0.range) }
        signals.askFirst()
        do throws(OutputError) {
            let writer = try opening.resume(
                found, record, rereading: suspects, comments: book.comments)
            return RipOutput(writer: writer, map: map, record: record, isResumed: true)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    /// The sectors that are to be read again; none unless that was asked for.
    private func mismatches() throws(CommandFailure) -> [SectorRange] {
        guard rereadsMismatches else { return [] }
        let record = try attempt { () throws(OutputError) in
            try RecordFile(paths.record, in: LinuxFileSystem()).load()
        }
        let ranges = record?.sectorsToReread ?? []
        let count = Format.count(ranges.reduce(0) { $0 + $1.count }, "sector")
        console.note(
            ranges.isEmpty
                ? "no comparison with the disc found anything to read again"
                : "\(count) that differed in the last verification are read again")
        return ranges
    }

    /// Does something to the output; why it cannot be done is a sentence already.
    private func attempt<Result: ~Copyable>(
        _ work: () throws(OutputError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(OutputError) {
            return try work()
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    /// Makes sure that a finished image is one of this disc, and still what was read from it.
    private func recogniseComplete(
        _ device: inout some DiscDevice & ~Copyable, _ record: RipRecord, _ book: RecordBook
    ) throws(CommandFailure) {
        let subject = try StoredImage.opening(paths.image)
        let differing: [LBA]
        do throws(CommandFailure) {
            differing = try check(record, book).look(at: &device, subject.map, host: host) {
                (sectors) throws(CommandFailure) in
                try Self.read { () throws(ImageError) in try subject.sectors(sectors) }
            }
        } catch {
            guard error.status == .otherDisc,
                try !Self.read({ () throws(ImageError) in
                    try subject.holdsFirstPass(
                        of: subject.map.rescuedSamples(DiscCheck.usualSamples))
                })
            else { throw error }
            throw changed("it does not hold what was read from the disc")
        }
        if let lba = differing.first {
            throw changed("LBA \(lba) of it is not what the disc gives")
        }
    }

    private static func read<Result>(
        _ work: () throws(ImageError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(ImageError) { return try work() } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    private func changed(_ reason: String) -> CommandFailure {
        CommandFailure(
            .verificationFailed,
            """
            \(paths.image) is finished, but \(reason); isorip verify with the disc tells which \
            sectors differ, and isorip rip --reread-mismatches then reads them again
            """)
    }
}
