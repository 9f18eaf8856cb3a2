import Foundation
import RescueCore
import Testing

@testable import DiscIO

/// Readers that fail, and images that make them: a remark, whatever happens, and never more.
@Suite struct OtherReaderTroubleTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        var builder = ISOBuilder(sectorCount: 40)
        builder.directory(
            at: ISOBuilder.root,
            [
                ISOBuilder.file("A.BIN;1", at: 25, size: 100),
                ISOBuilder.file("B.BIN;1", at: 26, size: 200),
                ISOBuilder.file("C.;1", at: 0, size: 0),
            ])
        try folder.write("disc.iso", builder.disc.bytes)
    }

    private func check(_ program: ReaderProgram) throws -> ImageCheck {
        let image = folder.path("disc.iso")
        var map = SectorMap(sectorCount: folder.bytes("disc.iso").count / Sector.size)
        map.mark(map.range, as: .rescued)
        return try #require(try OtherReaderCheck(program, ReadOnlyFile(image), map: map).run())
    }

    private static let unread = "other readers may not read this image: libiso9660"
    private static let good = ["opened", "file 25 100 20 /A.BIN;1", "file 26 200 20 /B.BIN"]

    @Test func `a reader that says the same is believed`() throws {
        let check = try check(.saying(Self.good + ["end"]))
        #expect(check.outcome == .ok)
        #expect(check.detail == "libiso9660 finds the same 2 files")
    }

    @Test(arguments: [
        (good, "kill -SEGV $$; sleep 9", "\(unread) crashed (signal 11)"),
        (good + ["end"], "kill -ABRT $$; sleep 9", "\(unread) crashed (signal 6)"),
        ([], "kill -SEGV $$; sleep 9", "\(unread) crashed (signal 11)"),
        (["refused"], "", "\(unread) cannot open it"),
        (good, "", "\(unread) ended before its listing did (status 0)"),
        (good + ["end"], "exit 4", "\(unread) ended before its listing did (status 4)"),
        ([], "exit 4", "\(unread) ended before its listing did (status 4)"),
        (["hello"], "", "\(unread)'s listing makes no sense"),
        (["opened", "opened"], "", "\(unread)'s listing makes no sense"),
        (["file 1 2 3 /a"], "", "\(unread)'s listing makes no sense"),
        (good + ["end", "end"], "", "\(unread)'s listing makes no sense"),
        (["opened"], "exec yes", "\(unread)'s listing makes no sense"),
        (["opened"], "head -c 9999999 /dev/urandom", "\(unread)'s listing makes no sense"),
        (
            ["opened", "too-much"], "",
            "libiso9660 was not asked for all: there is too much to compare"
        ),
    ])
    func `a reader that fails is a remark`(said: [String], end: String, detail: String) throws {
        let check = try check(.saying(said, then: end))
        #expect(check.detail == detail)
        #expect(check.outcome == .remark)
        #expect(check.kind == .libiso9660 && check.passed)
    }

    @Test func `a reader that hangs, or computes on and on, is one, too`() throws {
        let slow = "other readers may be slow with this image, or not read it: libiso9660"
        let asleep = try check(.saying(Self.good, then: "exec sleep 60").within(.seconds(1)))
        #expect(asleep.detail == "\(slow) was not done after 1 s")
        let busy = ReaderProgram.saying(Self.good, then: "while :; do :; done")
        let computing = try check(busy.within(.seconds(50), processorSeconds: 1))
        #expect(computing.detail == "\(slow) was not done after 1 s of computing")
        #expect(asleep.outcome == .remark && computing.outcome == .remark)
    }

    @Test func `a reader that lists without an end is stopped`() throws {
        var program = ReaderProgram.script(
            "printf 'opened\\000'; yes 'file 1 2 3 /a' | tr '\\n' '\\000'")
        program.limits.output = 1 << 20
        let check = try check(program)
        #expect(check.detail == "libiso9660 was not asked for all: there is too much to compare")
    }

    @Test func `a reader that is not there is told`() throws {
        let check = try check(ReaderProgram(path: "/nonexistent/reader", arguments: []))
        #expect(check.outcome == .remark)
        #expect(check.detail == "libiso9660 was not asked: No such file or directory")
    }

    @Test func `a larger tree than the limit is not compared`() throws {
        var program = ReaderProgram.saying(Self.good + ["end"])
        program.limits.entries = 3
        #expect(try check(program).outcome == .remark)
        program.limits.entries = 4
        #expect(try check(program).outcome == .ok)
    }

    @Test(arguments: [
        (["file 25 100 20 /A.BIN;1"], "finds 1 of 2 files: /B.BIN is not found"),
        (
            ["file 25 100 20 /A.BIN;1", "file 26 199 20 /B.BIN"],
            "finds 1 of 2 files: /B.BIN is at LBA 26 with 199 bytes, not at LBA 26 with 200"
        ),
        (
            ["file 25 100 20 /A.BIN", "file 26 200 20 /B.BIN", "file 9 5 20 /X"],
            "finds 2 of 2 files: /X is found at LBA 9, where no such file is known"
        ),
        (
            ["unreadable 0 /"],
            "finds 0 of 2 files: / cannot be read; /A.BIN is not found; /B.BIN is not found"
        ),
        (
            ["unreadable 30 /deep", "file 1 1 20 /1", "file 2 2 20 /2"],
            "finds 0 of 2 files: /deep cannot be read; /A.BIN is not found; "
                + "/B.BIN is not found; and others"
        ),
    ])
    func `what differs is told by the first of it`(said: [String], detail: String) throws {
        let check = try check(.saying(["opened"] + said + ["end"]))
        #expect(check.outcome == .remark)
        let start = "other readers may not find the same files: libiso9660 "
        #expect(check.detail == start + detail)
    }

    @Test(arguments: [FuzzKind.joliet, .rockRidge], 0..<200 as Range<UInt64>)
    func `a changed image is a remark at the worst`(kind: FuzzKind, seed: UInt64) throws {
        let bytes = try FuzzKind.images.get()[kind] ?? []
        var random = TestRandom(seed: seed)
        var changed = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            // Descriptors and directories lie at the beginning.
            let place = Int.random(in: 32_768..<min(bytes.count, 180_000), using: &random)
            let values: [UInt8] = [
                0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random),
            ]
            for offset in 0..<Int.random(in: 1...4, using: &random) {
                changed[place + offset] = values.randomElement(using: &random) ?? 0
            }
        }
        try folder.write("disc.iso", changed)
        var map = SectorMap(sectorCount: changed.count / Sector.size)
        map.mark(map.range, as: .rescued)
        let reader = ReaderProgram.built.within(.seconds(20), processorSeconds: 2)
        let check = try OtherReaderCheck(
            reader, ReadOnlyFile(folder.path("disc.iso")), map: map
        ).run()
        #expect(check?.passed != false, "\(kind) \(seed)")
        #expect((check?.detail.utf8.count ?? 0) < 3000, "\(kind) \(seed)")
    }

    /// Which image is changed.
    enum FuzzKind: Sendable {
        case joliet, rockRidge

        /// The sound images.
        static let images = Result {
            let folder = try SampleTree.make(files: 30)
            return try [
                joliet: image(["-r", "-J", "-joliet-long"], in: folder),
                rockRidge: image(["-r"], in: folder),
            ]
        }

        private static func image(
            _ options: [String], in folder: TemporaryFolder
        ) throws -> [UInt8] {
            let made = try Program.genisoimage.run(
                options + ["-quiet", "-o", "disc.iso", "tree"], in: folder)
            try #require(made.status == 0, "\(made.stderr)")
            return folder.bytes("disc.iso")
        }
    }
}
