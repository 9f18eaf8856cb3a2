import Foundation
import RescueCore
import Testing

/// `isorip verify` asks libiso9660 for the files of an image, and says what came of it.
@Suite struct OtherReaderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
    }

    /// Makes an image with a file whose attribute record libiso9660 takes for its beginning.
    private func makeImage(attributes: UInt8) throws {
        var builder = ISOBuilder(sectorCount: 40)
        var record = ISOBuilder.file("A.BIN;1", at: 25, size: 100)
        record[1] = attributes
        builder.directory(at: ISOBuilder.root, [record])
        try folder.write("disc.iso", builder.disc.bytes)
        let sums = try Program.sha256sum.run("disc.iso", in: folder)
        try folder.write("SUMS", sums.stdout)
    }

    private func verify(_ more: String...) throws -> Consequences {
        try Program.isorip.run(["verify", "disc.iso"] + more, in: folder)
    }

    private static let same = "ok      another reader: libiso9660 finds the same 1 file\n"
    private static let other =
        "note    another reader: other readers may not find the same files: libiso9660 finds "
        + "0 of 1 file: /A.BIN is at LBA 25 with 100 bytes, not at LBA 26 with 100\n"

    @Test func `the same files are told in a line`() throws {
        try makeImage(attributes: 0)
        let end = try verify("--checksums", "SUMS")
        #expect(end.status == 0, "\(end.output)")
        #expect(end.stdout.hasSuffix(Self.same), "\(end.stdout)")
        #expect(end.stderr == "")
    }

    @Test func `a difference is a remark, and the image as good as before`() throws {
        try makeImage(attributes: 1)
        let end = try verify("--checksums", "SUMS")
        #expect(end.status == 0, "\(end.output)")
        #expect(end.stdout.hasSuffix(Self.other), "\(end.stdout)")
    }

    @Test(arguments: [
        "ulimit -t 8", "ulimit -v 500000", "trap '' CHLD INT", "exec 0<&-", "exec 2>&-",
    ])
    func `where less is allowed, ignored or open, it asks all the same`(setting: String) throws {
        try makeImage(attributes: 0)
        let shell = ["sh", "-c", "\(setting); exec \"$0\" \"$@\""]
        let end = try Program.isorip.through(shell)
            .run(["verify", "disc.iso", "--checksums", "SUMS"], in: folder)
        #expect(end.status == 0, "\(end.output)")
        #expect(end.stdout.hasSuffix(Self.same), "\(end.stdout)")
    }

    @Test(arguments: [UInt8(0), 1])
    func `where there is nothing else it verifies nothing`(attributes: UInt8) throws {
        try makeImage(attributes: attributes)
        let end = try verify()
        #expect(end.status == 64)
        #expect(end.stdout.hasSuffix(attributes == 0 ? Self.same : Self.other))
        #expect(end.stderr.contains("there is nothing to verify disc.iso with"))
    }

    @Test(arguments: [(UInt8(0), "ok"), (1, "remark")])
    func `in JSON a remark is passed, and its outcome tells it`(
        attributes: UInt8, outcome: String
    ) throws {
        try makeImage(attributes: attributes)
        let end = try verify("--checksums", "SUMS", "--json")
        #expect(end.status == 0, "\(end.output)")
        let line = try JSONSerialization.jsonObject(with: Data(end.stdout.utf8)) as? [String: Any]
        #expect(line?["verdict"] as? String == "identical")
        let checks = try #require(line?["checks"] as? [[String: Any]])
        #expect(checks.map { $0["kind"] as? String } == ["size", "list", "libiso9660"])
        #expect(checks.map { $0["outcome"] as? String } == ["ok", "ok", outcome])
        #expect(checks.map { $0["passed"] as? Bool } == [true, true, true])
    }

    @Test func `a name like an option is the name of an image`() throws {
        try makeImage(attributes: 0)
        try folder.write("--help", folder.bytes("disc.iso"))
        let end = try Program.isorip.run("verify", "--", "--help", in: folder)
        #expect(end.stdout.hasSuffix(Self.same), "\(end.output)")
    }

    @Test func `the record knows what the image was checked against`() throws {
        try folder.write("disc.txt", "disc CD-ROM\nsize 2000\n")
        let rip = try Program.isorip.run(
            "rip", "--simulate", "disc.txt", "-o", "disc.iso", "--no-verify", in: folder)
        #expect(rip.status == 0, "\(rip.stderr)")
        #expect(try verify().stdout.contains("another reader: libiso9660 finds the same "))
        let history = try folder.record()["verifications"] as? [[String: Any]]
        let against = history?.last?["against"] as? [String]
        #expect(against?.contains("libiso9660") == true)
    }

    @Test func `the command that asks is for nobody's eyes`() throws {
        let help = try Program.isorip.run("--help", in: folder)
        #expect(!help.stdout.contains("libiso9660"))
        let script = try Program.isorip.run("--generate-completion-script", "bash", in: folder)
        #expect(!script.stdout.contains("libiso9660"))
    }
}
