import DiscIO
import Glibc
import RescueCore

/// One merge, from the copies to the exit status.
struct MergeJob {
    var inputs: MergeInputs
    var options: MergeOptions
    var console: Console
    var signals: Signals

    /// Merges, and tells what came of it; a merge that fails leaves nothing behind.
    func perform() throws(CommandFailure) -> ExitStatus {
        let start = ContinuousClock.now
        let preferred = options.prefer.flatMap { inputs.paths.firstIndex(of: $0) }
        var merger = Merger(maps: inputs.maps, preferred: preferred)
        var images = MergeImages(inputs.copies)
        try refuseStrangers(merger, &images)
        let paths = OutputPaths(image: options.output)
        let sectorCount = merger.result.map.sectorCount
        tellSizes(sectorCount)
        let book = MergeBook(
            inputs: inputs, paths: paths, sectorCount: sectorCount, prefer: options.prefer)
        let record = try book.opening()
        // What is made from here on has to be taken away again.
        signals.askFirst()
        var writer = try create(paths, record, book)
        do throws(CommandFailure) {
            try merge(&merger, &images, into: &writer)
            let ending = try attempt { () throws(OutputError) in
                try finish(&writer, merger.result, record, book, start)
            }
            guard let ending else { throw Self.interrupted }
            tell(ending)
            return ending.status
        } catch {
            writer.discard()
            throw error
        }
    }

    private func refuseStrangers(
        _ merger: Merger, _ images: inout MergeImages
    ) throws(CommandFailure) {
        let found: MergeStrangers?
        do throws(ImageError) {
            found = try merger.strangers(among: &images)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        guard let found else { return }
        throw MergeInputs.otherDisc(
            inputs.paths[found.first], inputs.paths[found.second],
            "\(found.differing) of \(Format.count(found.compared, "compared sector")) differ")
    }

    private func create(
        _ paths: OutputPaths, _ record: RipRecord, _ book: MergeBook
    ) throws(CommandFailure) -> ImageWriter {
        let opening = OutputOpening(paths)
        let sectorCount = record.disc.sectorCount
        let found = try attempt { () throws(OutputError) in
            try opening.find(sectorCount: sectorCount)
        }
        guard case .nothing = found else {
            throw CommandFailure(
                .outputFailed, "\(paths.image) exists; give the merged image another name with -o")
        }
        return try attempt { () throws(OutputError) in
            try opening.create(record, comments: book.comments)
        }
    }

    private func merge(
        _ merger: inout Merger, _ images: inout MergeImages, into writer: inout ImageWriter
    ) throws(CommandFailure) {
        let watch = MergeWatch(
            sectorCount: merger.result.map.sectorCount, console: console, signals: signals,
            isShown: !options.json && !options.quiet)
        defer { watch.end() }
        let isDone: Bool
        do throws(MergeFailure<ImageError, OutputError>) {
            isDone = try merger.run(&images, into: &writer) { watch.mayGoOn(at: $0) }
        } catch {
            switch error {
            case .input(let error): throw CommandFailure(.outputFailed, "\(error)")
            case .output(let error): throw CommandFailure(.outputFailed, "\(error)")
            }
        }
        guard isDone else { throw Self.interrupted }
    }

    private static let interrupted = CommandFailure(
        .interrupted, "interrupted; nothing of the merge was kept")

    /// Brings the image to disk, then its map, its checksum and its record, in this order.
    ///
    /// - Returns: How the merge ended; nil if somebody asked to stop while sums were computed.
    private func finish(
        _ writer: inout ImageWriter, _ result: MergeResult, _ record: RipRecord,
        _ book: MergeBook, _ start: ContinuousClock.Instant
    ) throws(OutputError) -> MergeEnding? {
        try writer.checkpoint(result.map, phase: .finished)
        guard let sums = try writer.sums(unless: { signals.stopRequested }) else { return nil }
        let closed = book.closing(
            record, result, sums: sums, seconds: (ContinuousClock.now - start).seconds)
        if result.map.isComplete { try writer.saveChecksum(sums.whole, console) }
        try writer.save(closed)
        return MergeEnding(
            paths: writer.paths, prefer: options.prefer, names: inputs.paths, result: result,
            record: closed)
    }

    private func tell(_ ending: MergeEnding) {
        if options.json {
            console.result(JSONText.of(ending.line))
        } else if !options.quiet {
            ending.sentences.forEach(console.result)
        }
    }

    /// Says which copies are shorter than others.
    private func tellSizes(_ sectorCount: Int) {
        for (path, map) in zip(inputs.paths, inputs.maps) where map.sectorCount < sectorCount {
            console.note(
                """
                \(path) has \(Format.grouped(map.sectorCount)) sectors, the merged image gets \
                \(Format.grouped(sectorCount))
                """)
        }
    }

    private func attempt<Result: ~Copyable>(
        _ work: () throws(OutputError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(OutputError) {
            return try work()
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }
}
