import RescueCore
import SystemPackage

/// Asks libiso9660, in a process of its own, for the files of an image, and compares them with ours.
///
/// Whatever it finds or does is a remark at the worst: it is another reader, not another disc.
struct OtherReaderCheck {
    private let program: ReaderProgram
    private let image: ReadOnlyFile
    private let map: SectorMap

    init(_ program: ReaderProgram, _ image: ReadOnlyFile, map: SectorMap) {
        self.program = program
        self.image = image
        self.map = map
    }

    /// Asks and compares.
    ///
    /// - Returns: What came of it; nil if there is nothing that libiso9660 could read, or if it is not
    ///   known for certain what.
    /// - Throws: Why the image cannot be read.
    func run() throws(ImageError) -> ImageCheck? {
        // A device may keep a reader waiting where no limit and no signal reaches it.
        guard PathKind(of: image.path) == .other else { return nil }
        var sectors = ImageSectors(image, map: map)
        guard let tree = FileTree.preferringJoliet(from: &sectors),
            tree[FileTree.root].marks.isDisjoint(with: [.incomplete, .broken])
        else { return nil }
        guard tree.count <= program.limits.entries else {
            return .remark(
                .libiso9660, "libiso9660 was not asked: there is too much to compare")
        }
        var session = Session(ReaderComparison(tree, bad: BadSectors(map)), program.limits)
        let ending: ConfinedProcess.Ending
        do throws(Errno) {
            ending = try ConfinedProcess.run(program, on: image.path) { session.take($0) }
        } catch {
            return .remark(.libiso9660, "libiso9660 was not asked: \(error)")
        }
        return session.check(ending, program.limits)
    }

    fileprivate static let tooMuch = ImageCheck.remark(
        .libiso9660, "libiso9660 was not asked for all: there is too much to compare")
}

/// What the other reader has said so far.
private struct Session {
    private enum State {
        case silent, opened, refused, tooMuch, done, nonsense
    }

    private var comparison: ReaderComparison
    private var records = ReaderRecords()
    private var state = State.silent
    private var bytesLeft: Int

    init(_ comparison: ReaderComparison, _ limits: ReaderProgram.Limits) {
        self.comparison = comparison
        bytesLeft = limits.output
    }

    /// Takes a piece of what it writes.
    ///
    /// - Returns: Whether there is any use in hearing more.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytesLeft -= bytes.count
        guard bytesLeft >= 0 else {
            state = .tooMuch
            return false
        }
        guard let found = records.take(bytes) else {
            state = .nonsense
            return false
        }
        for record in found {
            switch (state, record) {
            case (.silent, .opened): state = .opened
            case (.silent, .refused): state = .refused
            case (.opened, .tooMuch): state = .tooMuch
            case (.opened, .end): state = .done
            case (.opened, .file), (.opened, .unreadable), (.opened, .unreachable):
                comparison.take(record)
            default:
                state = .nonsense
                return false
            }
        }
        return true
    }

    /// What came of it all.
    func check(_ ending: ConfinedProcess.Ending, _ limits: ReaderProgram.Limits) -> ImageCheck {
        switch (state, ending) {
        case (.tooMuch, _): OtherReaderCheck.tooMuch
        case (.nonsense, _): Self.unread("libiso9660's listing makes no sense")
        case (_, .crashed(let signal)): Self.unread("libiso9660 crashed (signal \(signal))")
        case (_, .outOfTime): Self.endless(limits.time.components.seconds, "")
        case (_, .outOfProcessorTime): Self.endless(limits.processorSeconds, " of computing")
        case (.refused, _): Self.unread("libiso9660 cannot open it")
        case (.done, .exited(0)): compared
        case (_, .exited(let status)):
            Self.unread("libiso9660 ended before its listing did (status \(status))")
        case (_, .unheard): Self.unread("libiso9660 was not heard to its end")
        }
    }

    private var compared: ImageCheck {
        let result = comparison.result()
        let files = "\(result.compared) \(result.compared == 1 ? "file" : "files")"
        let rest = result.spared > 0 ? ", \(result.spared) not compared" : ""
        guard result.differences > 0 else {
            return ImageCheck(.libiso9660, true, "libiso9660 finds the same \(files)\(rest)")
        }
        let more = result.differences > result.examples.count ? "; and others" : ""
        return .remark(
            .libiso9660,
            """
            other readers may not find the same files: libiso9660 finds \(result.found) of \
            \(files)\(rest): \(result.examples.joined(separator: "; "))\(more)
            """)
    }

    /// A sound image can be as slow: libiso9660 looks each directory up among all beside it.
    private static func endless(_ seconds: some BinaryInteger, _ what: String) -> ImageCheck {
        .remark(
            .libiso9660,
            """
            other readers may be slow with this image, or not read it: libiso9660 was not done \
            after \(seconds) s\(what)
            """)
    }

    private static func unread(_ reason: String) -> ImageCheck {
        .remark(.libiso9660, "other readers may not read this image: \(reason)")
    }
}
