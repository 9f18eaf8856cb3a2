import Foundation
import RescueCore
import Testing

@testable import DiscSimulation

@Suite struct GeneratedVolumeTests {
    /// The bytes of a stretch, read in one go.
    private func bytes(_ content: some SectorContent, _ range: SectorRange) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0xAA, count: range.byteCount)
        var span = bytes.mutableSpan
        try content.fill(range, into: &span)
        return bytes
    }

    @Test(arguments: [48, 49, 100, 1_000, 5_000, 40_000], [UInt64(1), 99])
    func `files fill the disc to its end, one behind the other`(sectorCount: Int, seed: UInt64) {
        let volume = GeneratedVolume(sectorCount: sectorCount, seed: seed, label: "TEST")
        var end = volume.files[0].range.start
        for file in volume.files {
            #expect(file.range.start == end)
            #expect(file.range.count == (file.byteCount + 2_047) / 2_048)
            end = file.range.end
        }
        #expect(end == sectorCount)
        #expect(Set(volume.files.map(\.path)).count == volume.files.count)
    }

    @Test func `the files of a large disc keep below the limit of an extent`() {
        let volume = GeneratedVolume(
            sectorCount: 12_219_392, seed: 1, label: "LARGE", isSparse: true)
        #expect(volume.files.allSatisfy { $0.byteCount <= 1 << 30 })
        #expect(volume.files.last?.range.end == 12_219_392)
    }

    @Test(arguments: UInt64(1)...10)
    func `a stretch is the sum of its sectors`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let sectorCount = [3, 60, 3_000].randomElement(using: &random) ?? 3
        let volume = GeneratedVolume(sectorCount: sectorCount, seed: seed, label: "TEST")
        for _ in 0..<20 {
            let start = Int.random(in: 0..<sectorCount, using: &random)
            let count = Int.random(in: 1...64, using: &random)
            let range = SectorRange(start: start, count: min(count, sectorCount - start))
            let singly = try (range.start..<range.end).flatMap { try volume.bytes(of: $0) }
            #expect(try bytes(volume, range) == singly)
        }
    }

    @Test func `no two sectors of files are the same, and another seed has others`() throws {
        let one = GeneratedVolume(sectorCount: 2_000, seed: 1, label: "TEST")
        let two = GeneratedVolume(sectorCount: 2_000, seed: 2, label: "TEST")
        let file = try #require(one.files.last)
        let sectors = try (file.range.start..<file.range.end - 1).map { try one.bytes(of: $0) }
        #expect(Set(sectors).count == sectors.count)
        #expect(try one.bytes(of: 1_500) != two.bytes(of: 1_500))
    }

    @Test func `the last sector of a file ends with zeros`() throws {
        let volume = GeneratedVolume(sectorCount: 2_000, seed: 3, label: "TEST")
        for file in volume.files where !file.range.isEmpty {
            let used = file.byteCount - (file.range.count - 1) * Sector.size
            let sector = try volume.bytes(of: file.range.end - 1)
            #expect(sector[used...].allSatisfy { $0 == 0 })
        }
    }

    @Test func `a sparse volume has the same files, of zeros`() throws {
        let volume = GeneratedVolume(sectorCount: 5_000, seed: 3, label: "TEST", isSparse: true)
        let dense = GeneratedVolume(sectorCount: 5_000, seed: 3, label: "TEST")
        #expect(volume.files == dense.files)
        let first = try #require(volume.files.first { !$0.range.isEmpty }).range.start
        #expect(try bytes(volume, SectorRange(0, first)) == bytes(dense, SectorRange(0, first)))
        #expect(try bytes(volume, SectorRange(first, 5_000)).allSatisfy { $0 == 0 })
    }
}

/// Programs that others wrote must find in the volume what was put into it.
@Suite struct GeneratedVolumeToolTests {
    private let volume = GeneratedVolume(sectorCount: 20_000, seed: 5, label: "TOOL_TEST")
    private let scratch: TemporaryFolder
    private let image: URL

    init() throws {
        scratch = try TemporaryFolder()
        image = scratch.url.appendingPathComponent("volume.iso")
        var bytes = [UInt8](repeating: 0, count: volume.sectorCount * Sector.size)
        var span = bytes.mutableSpan
        volume.fill(SectorRange(0, volume.sectorCount), into: &span)
        try Data(bytes).write(to: image)
    }

    @Test func `xorriso lists the files, and extracts their bytes`() throws {
        let xorriso = try Program.xorriso
        let listing = try xorriso.run(
            "-indev", image.path, "-find", "/", "-type", "f", in: scratch
        ).stdout
        let paths = listing.split(separator: "\n").map { $0.filter { $0 != "'" } }
        #expect(Set(paths) == Set(volume.files.map { "/" + $0.path }))

        let target = scratch.url.appendingPathComponent("files")
        _ = try xorriso.run(
            "-osirrox", "on", "-indev", image.path, "-extract", "/", target.path, in: scratch)
        let whole = try Data(contentsOf: image)
        for file in volume.files {
            let found = try Data(contentsOf: target.appendingPathComponent(file.path))
            let start = file.range.byteOffset
            #expect(found == whole[start..<start + file.byteCount], "\(file.path)")
        }
        _ = try Program.named("chmod").run("-R", "u+w", target.path, in: scratch)
    }

    @Test func `isoinfo tells size and place of each file, and the label`() throws {
        let isoinfo = try Program.isoinfo
        let header = try isoinfo.run("-d", "-i", image.path, in: scratch).stdout
        #expect(header.contains("Volume id: TOOL_TEST\n"))
        #expect(header.contains("Volume size is: 20000\n"))
        var found: Set<String> = []
        for line in try isoinfo.run("-l", "-i", image.path, in: scratch).stdout.split(
            separator: "\n")
        {
            guard line.hasPrefix("-"), let bracket = line.firstIndex(of: "[") else { continue }
            let front = line[..<bracket].split(separator: " ")
            let back = line[bracket...].split(whereSeparator: { " []".contains($0) })
            found.insert("\(back[2]) at \(back[0]), \(front[4]) bytes")
        }
        let wanted = volume.files.map { file in
            let name = file.path.split(separator: "/").last ?? ""
            return "\(name);1 at \(file.range.start), \(file.byteCount) bytes"
        }
        #expect(found == Set(wanted))
    }

    @Test func `isoinfo finds the directories through both path tables`() throws {
        let isoinfo = try Program.isoinfo
        let table = try isoinfo.run("-p", "-i", image.path, in: scratch).stdout
        for name in ["DOCS", "MUSIC", "PHOTOS", "VIDEO", "2001", "2002"] {
            #expect(table.contains(name), "\(table)")
        }
        // The big-endian table says the same in the other byte order.
        let little = try volume.bytes(of: 18)
        let big = try volume.bytes(of: 19)
        var place = 0
        while place < little.count, little[place] > 0 {
            #expect(
                little[place + 2..<place + 6].elementsEqual(big[place + 2..<place + 6].reversed()))
            #expect(
                little[place + 6..<place + 8].elementsEqual(big[place + 6..<place + 8].reversed()))
            let name = place + 8..<place + 8 + Int(little[place])
            #expect(little[name] == big[name])
            place = name.upperBound + Int(little[place]) % 2
        }
        #expect(place > 60)
    }
}
