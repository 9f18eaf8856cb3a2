import DiscIO
import RescueCore
import SystemPackage
import Testing

@Suite struct SumTests {
    private let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    /// RFC 3174, RFC 1321, FIPS 180-4 and the CRC catalogue's check value.
    @Test func `known sums`() {
        var sums = RunningSums()
        sums.update([UInt8]("123".utf8).span)
        sums.update([UInt8]().span)
        sums.update([UInt8]("456789".utf8).span)
        #expect(
            sums.finish()
                == SumSet(
                    sha256: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
                    sha1: "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
                    md5: "25f9e794323b453885f5181f1b624d0b", crc32: "cbf43926"))
        #expect(RunningSums().finish().crc32 == "00000000")
        #expect(RunningSums().finish().md5 == "d41d8cd98f00b204e9800998ecf8427e")
    }

    @Test(arguments: UInt64(1)...60)
    func `the sums are those of the file, in whatever order it was written`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let system = SimulatedFileSystem()
        var image = try ImageFile.create("a", size: 100 * 2048, in: system)
        let pipeline = SumPipeline()
        var next = 0
        for _ in 0..<40 {
            let jumps = Int.random(in: 0..<12, using: &random) == 0
            let start = jumps ? Int.random(in: 0..<100, using: &random) : next
            let count = min(100 - start, Int.random(in: 1...8, using: &random))
            guard count > 0 else { break }
            if jumps, Bool.random(using: &random) {
                try image.erase(SectorRange(start: start, count: count))
                pipeline.erased(fromByte: start * 2048)
                continue
            }
            let bytes = [UInt8](
                repeating: UInt8.random(in: 0...2, using: &random), count: count * 2048)
            try image.write(bytes.span, at: start)
            pipeline.wrote(bytes.span, atByte: start * 2048)
            next = start + count
        }
        var expected = RunningSums()
        let bytes = system.bytes("a") ?? []
        expected.update(bytes.span)
        #expect(try pipeline.finish(from: image)?.whole == expected.finish())
    }

    @Test func `what was summed while it was written is not read again`() throws {
        let system = SimulatedFileSystem()
        var image = try ImageFile.create("a", size: 100 * 2048, in: system)
        let pipeline = SumPipeline()
        for lba in stride(from: 0, to: 100, by: 4) {
            let bytes = [UInt8](repeating: UInt8(lba), count: 4 * 2048)
            try image.write(bytes.span, at: lba)
            pipeline.wrote(bytes.span, atByte: lba * 2048)
        }
        let calls = system.calls
        _ = try pipeline.finish(from: image)
        #expect(system.calls == calls)
    }

    @Test(arguments: ["disc.iso", "a b", "back\\slash", "new\nline", "re\rturn", "ä\"'$", "\\n"])
    func `sha256sum understands our line`(name: String) throws {
        try directory.write(name, "123456789")
        var sums = RunningSums()
        sums.update([UInt8]("123456789".utf8).span)
        let line = ChecksumFile.line(sum: sums.finish().sha256, name: name)
        try directory.write("sums", line)
        let outcome = try Program.sha256sum.run("--strict", "-c", "sums", in: directory)
        #expect(outcome.status == 0, "\(outcome.output)")
        let theirs = try Program.sha256sum.run(name, in: directory)
        #expect(theirs.output == line)
        try directory.write(name, "1234567890")
        #expect(ChecksumFile.sum(in: [UInt8](line.utf8)) == sums.finish().sha256)
        #expect(ChecksumFile.sum(in: [UInt8]((line + line).utf8)) == nil)
        let bad = try Program.sha256sum.run("--strict", "-c", "sums", in: directory)
        #expect(bad.status == 1)
    }

    @Test(.enabled(if: Benchmark.isWanted))
    func `a gibibyte is summed in less processor time than by four programs`() throws {
        var block = [UInt8](repeating: 0, count: 1 << 16)
        var random = TestRandom(seed: 1)
        for index in block.indices { block[index] = UInt8.random(in: 0...255, using: &random) }
        let image = try ImageFile.create(directory.path("x"), size: 1 << 30, in: LinuxFileSystem())
        let before = Benchmark.processorTime()
        let pipeline = SumPipeline()
        for index in 0..<(1 << 14) { pipeline.wrote(block.span, atByte: index << 16) }
        _ = try pipeline.finish(from: image)
        print(
            "1 GiB through the pipeline: \(Benchmark.processorTime() - before) s of processor time")
    }
}
