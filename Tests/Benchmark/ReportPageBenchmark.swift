import Foundation
import RescueCore
import Testing

/// What the page of a disc of very many files costs; only printed, never judged.
@Suite(.enabled(if: Benchmark.isWanted && Browser.isInstalled)) struct ReportPageBenchmark {
    @Test(arguments: [100_000, 1_000_000])
    func `a page with a list of many files`(fileCount: Int) throws {
        let folder = try TemporaryFolder()
        let sectorCount = FileTreeBenchmark.firstFile + fileCount * 4
        try folder.write("disc.iso", FileTreeBenchmark.disc(fileCount: fileCount).bytes)
        let image = try FileHandle(forUpdating: URL(filePath: folder.path("disc.iso")))
        try image.truncate(atOffset: UInt64(sectorCount * Sector.size))
        try image.close()
        var map = SectorMap(sectorCount: sectorCount)
        map.mark(map.range, as: .rescued)
        map.mark(
            SectorRange(start: FileTreeBenchmark.firstFile + 200_000, count: 50), as: .unreadable)
        let mapfile = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", mapfile.text())
        let (end, written) = try Benchmark.measure {
            try Program.isorip.run("report", "disc.iso", "--html", "page.html", in: folder)
        }
        #expect(end.status == 2, "\(end.stderr)")
        let size = folder.bytes("page.html").count
        let page = try Browser(in: folder).document(of: "page.html", at: "q=number+77.txt")
        let times = try ["load", "filter"].map { name in
            try #require(page.firstMatch(of: Regex("data-\(name)-ms=\"([0-9.]+)\"")))[1].substring
        }
        #expect(page.contains("data-rows=\"1000\""))
        print("\(fileCount) files: \(size) bytes, written in \(written),")
        print("  loaded in \(times[0] ?? "") ms, searched in \(times[1] ?? "") ms")
    }
}
