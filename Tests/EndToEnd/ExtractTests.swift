import DiscIO
import Foundation
import RescueCore
import Testing

/// `isorip extract`, from end to end.
@Suite struct ExtractTests {
    private let image: DamagedImage

    init() throws {
        image = try DamagedImage()
    }

    private func target(of name: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: image.folder.path(name))
    }

    @Test func `everything comes out as it went in, without links that lead away`() throws {
        let end = try image.isorip("extract", "disc.iso", "/", "-o", "out")
        #expect(end.status == 0, "\(end.stderr)")
        #expect(end.stderr.hasSuffix("\n7 files copied\n"))
        let music = ["music/one.bin", "music/two.bin", "music/deep/three.bin"]
        for file in music + [DamagedImage.control, "empty"] {
            #expect(image.folder.bytes("out/\(file)") == image.folder.bytes("tree/\(file)"))
        }
        #expect(target(of: "out/music/inside") == "../boot/loader.bin")
        #expect(target(of: "out/music/outside") == nil)
        #expect(target(of: "out/absolute") == nil)
        #expect(end.stderr.contains("/absolute: a link that could lead out of the directory"))
        let names = try FileManager.default.subpathsOfDirectory(atPath: image.folder.path("out"))
        #expect(names.filter { $0.contains("partial") } == [])
    }

    @Test func `a damaged file comes out only if it is asked for, with zeros`() throws {
        let start = try image.lba(of: "/music/two.bin")
        try image.damage(SectorRange(start: start + 2, count: 3))
        let refused = try image.isorip("extract", "disc.iso", "/music", "-o", "out")
        #expect(refused.status == 2)
        #expect(refused.stderr.contains("/music/two.bin: not copied: 6,144 of 200,000 bytes are"))
        #expect(image.folder.bytes("out/music/one.bin") == image.folder.bytes("tree/music/one.bin"))
        #expect(image.folder.bytes("out/music/two.bin") == [])
        let taken = try image.isorip(
            "extract", "disc.iso", "/music/two.bin", "-o", "more", "--damaged")
        #expect(taken.status == 2)
        var bytes = image.folder.bytes("tree/music/two.bin")
        bytes.replaceSubrange(4096..<10240, with: repeatElement(0, count: 6144))
        #expect(image.folder.bytes("more/music/two.bin.damaged") == bytes)
        #expect(image.folder.bytes("more/music/two.bin") == [])
    }

    @Test func `nothing is overwritten, and the rest is copied still`() throws {
        try image.folder.makeFolder("out/music")
        try image.folder.write("out/music/one.bin", "mine")
        try FileManager.default.createSymbolicLink(
            atPath: image.folder.path("out/music/two.bin"), withDestinationPath: "../../victim")
        let end = try image.isorip("extract", "disc.iso", "/music", "-o", "out")
        #expect(end.status == 6)
        #expect(image.folder.text("out/music/one.bin") == "mine")
        #expect(image.folder.bytes("victim") == [])
        #expect(image.folder.bytes("out/music/deep/three.bin").count == 50_000)
    }

    @Test func `a link in the place of a directory is not followed`() throws {
        try image.folder.makeFolder("out")
        try image.folder.makeFolder("elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: image.folder.path("out/music"), withDestinationPath: "../elsewhere")
        let end = try image.isorip("extract", "disc.iso", "/music/one.bin", "-o", "out")
        #expect(end.status == 6)
        #expect(end.stderr.contains("stands in the place of a directory"))
        let names = try FileManager.default.contentsOfDirectory(
            atPath: image.folder.path("elsewhere"))
        #expect(names == [])
    }

    @Test func `a path that the image does not have stops it before anything is written`() throws {
        let end = try image.isorip("extract", "disc.iso", "/music", "../tree", "-o", "out")
        #expect(end.status == 64)
        #expect(image.folder.names == ["disc.iso", "tree"])
    }

    @Test(
        arguments: [
            ("one", 0, true), ("a/b/c", 0, true), ("../one", 1, true), ("./../x", 1, true),
            ("../one", 0, false), ("/etc", 5, false), ("a/../b", 5, false), ("..", 0, false),
            ("../../x", 1, false), ("a/..", 3, false), ("", 1, false),
        ])
    func `links stay inside`(target: String, depth: Int, isInside: Bool) {
        #expect(ExtractionFolder.staysInside(Array(target.utf8)[...], depth: depth) == isInside)
    }
}
