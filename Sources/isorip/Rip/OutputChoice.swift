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
    /// Whether the sectors are read again that the last verification found to differ.
    private let rereadsMismatches: Bool

    init(_ paths: OutputPaths, _ console: Console, rereadsMismatches: Bool) {
        self.paths = paths
        self.console = console
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
            let writer = try attempt { () throws(OutputError) in
                try opening.create(record, comments: book.comments)
            }
            var map = SectorMap(sectorCount: sectorCount)
            book.extent.exclusions.forEach { map.exclude($0.range) }
            return RipOutput(writer: writer, map: map, record: record, isResumed: false)
        case .complete(let record):
            try tellComplete(record, book)
            return nil
        case .unfinished(let found):
            let trusted = found.map.doubting(suspects)
            try checkDisc(&device, against: found, trusted, book)
            return try resume(found, opening, book, rereading: suspects)
        }
    }

    private func resume(
        _ found: consuming UnfinishedOutput, _ opening: OutputOpening, _ book: RecordBook,
        rereading suspects: [SectorRange]
    ) throws(CommandFailure) -> RipOutput {
        var map = found.map.doubting(suspects)
        let record = book.opening(found.record)
        // What was found out once about the disc holds; the drive of today may see less of it.
        record.disc.excluded?.forEach { map.exclude($0.range) }
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
        let record = try attempt { () throws(OutputError) in try ImageCompanions(of: paths).record }
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

    /// Refuses another disc than the one the image was made from.
    ///
    /// Compared are the recorded fingerprint, and sectors of the image that were rescued already.
    private func checkDisc(
        _ device: inout some DiscDevice & ~Copyable, against found: borrowing UnfinishedOutput,
        _ trusted: SectorMap, _ book: RecordBook
    ) throws(CommandFailure) {
        if let mismatch = found.record?.disc.fingerprint.mismatch(with: .init(of: book.identity)) {
            throw otherDisc(mismatch.sentence)
        }
        let now: DiscIdentity
        do throws(ReadFault) {
            now = try device.identify(reading: trusted.rescuedSamples)
        } catch {
            throw CommandFailure(.driveUnusable, "the disc cannot be compared: \(error)")
        }
        for (lba, bytes) in now.witnesses.sorted(by: { $0.key < $1.key }) {
            let kept = try attempt { () throws(OutputError) in try found.sector(lba) }
            guard kept == bytes else { throw otherDisc("LBA \(lba) reads differently") }
        }
    }

    private func tellComplete(
        _ record: RipRecord, _ book: RecordBook
    ) throws(CommandFailure) {
        if let mismatch = record.disc.fingerprint.mismatch(with: .init(of: book.identity)) {
            throw otherDisc(mismatch.sentence)
        }
        let rest = record.isComparedWithDisc ? "nothing to do" : "no pass compared it with the disc"
        console.note("\(paths.image) is a complete image of this disc already; \(rest)")
    }

    private func otherDisc(_ reason: String) -> CommandFailure {
        CommandFailure(
            .otherDisc,
            """
            \(paths.image) was made from another disc (\(reason)); \
            insert that one, or give this one another name with -o
            """)
    }
}

extension SectorMap {
    /// The map with rescued sectors of some ranges as untried.
    fileprivate func doubting(_ ranges: [SectorRange]) -> SectorMap {
        var map = self
        for range in ranges {
            for run in runs(in: range.clamped(to: self.range)) where run.status == .rescued {
                map.mark(run.range, as: .untried)
            }
        }
        return map
    }

    /// A few rescued sectors from all over the disc, by which it can be recognised.
    fileprivate var rescuedSamples: [LBA] {
        let samples = 8
        let rescued = SectorStatusSet(.rescued)
        let found = (0..<samples).compactMap { index in
            firstRun(of: rescued, from: sectorCount * (2 * index + 1) / (2 * samples))?.range.start
        }
        return Set(found).sorted()
    }
}

extension RipRecord.Fingerprint.Mismatch {
    /// The difference in a few words.
    fileprivate var sentence: String {
        switch self {
        case .sectorCount(let recorded, let found):
            "it had \(Format.grouped(recorded)) sectors, this one has \(Format.grouped(found))"
        case .tracks: "its table of contents was another one"
        case .sector(let lba): "LBA \(lba) reads differently"
        }
    }
}
