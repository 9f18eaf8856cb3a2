import Foundation
import RescueCore
import Testing

/// `isorip report --html`, looked at with a browser.
@Suite(.serialized, .enabled(if: Browser.isInstalled, Browser.missing)) struct ReportPageTests {
    @Test func `the page of a damaged rip shows all that the report says`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write(
            "disc.txt", "disc CD-ROM\nsize 6000\nlabel SMALL\ndead 3000 2\ndead 5001 40\n")
        let rip = try Program.isorip.run(SmallDisc.ripping("disc.txt", "-q"), in: folder)
        try #require(rip.status == 2, "\(rip.stderr)")
        let report = try Program.isorip.run("report", "disc.iso", in: folder)
        let made = try Program.isorip.run(
            "report", "disc.iso", "--html", "page.html", in: folder)
        #expect(made.status == 2)
        let sentence = try #require(report.stdout.split(separator: "\n").first)
        #expect(made.stdout == sentence + "\n")
        let page = try Browser(in: folder).document(of: "page.html")
        #expect(page.contains("<h1>\(sentence)</h1>"))
        let hurt = try #require(report.stdout.firstMatch(of: #/(/\S+): [\d,]+ of/#)).1
        #expect(page.contains("<tr class=\"damaged\""))
        #expect(page.contains("<bdi>\(hurt)</bdi>"))
        #expect(page.contains("<td>3000–3001</td>"))
        #expect(page.contains("<circle class=\"ring\"") && page.contains("<path class=\"arc\""))
        #expect(page.count(of: "<path class=\"curve\" d=\"M0 ") == 2)
        let sums = try #require(try folder.record()["sums"] as? [String: String])
        #expect(sums.count == 4 && sums.values.allSatisfy { page.contains($0) })
        #expect(page.contains("ISORIP SIMULATED DRIVE (1)"))
        #expect(page.contains("by READ CAPACITY") && page.contains("first-pass"))
        let picture = try Browser(in: folder).picture(of: "page.html")
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count > 20_000)
    }

    @Test func `a name of the disc is shown, and never run`() throws {
        let names = [
            "<script>document.title='run'<!--", "<img src=x onerror=document.title='run'>",
            "a&b;\u{2028}'\".txt", "script>document.title='run'<",
        ]
        let folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree/<")
        for name in names { try folder.write("tree/\(name)", String(repeating: name, count: 99)) }
        try folder.write("tree/</script>alert(1)", "behind what could end a script\n")
        let made = try Program.genisoimage.run(
            "-quiet", "-r", "-V", "</script><b>", "-o", "disc.iso", "tree", in: folder)
        try #require(made.status == 0, "\(made.stderr)")
        var sectors = MemorySectors(bytes: folder.bytes("disc.iso"))
        let tree = try #require(DiscFilesystems(from: &sectors).trees.first)
        var map = SectorMap(sectorCount: sectors.sectorCount)
        map.mark(map.range, as: .rescued)
        for entry in tree.indices.map({ tree[$0] }) where entry.kind == .file {
            let first = try #require(entry.extents.first).sectors
            map.mark(SectorRange(start: first.start, count: 1), as: .unreadable)
        }
        let mapfile = Mapfile(map: map, activity: .finished, position: 0, comments: ["# Mapfile"])
        try folder.write("disc.iso.map", mapfile.text())
        let end = try Program.isorip.run("report", "disc.iso", "--html", "a.html", in: folder)
        #expect(end.status == 2)
        let page = try Browser(in: folder).document(of: "a.html")
        #expect(page.contains("<title>disc.iso – isorip report</title>"))
        #expect(!page.contains("<img") && !page.contains("<b>"))
        #expect(page.contains("<bdi>/&lt;script&gt;document.title='run'&lt;!--</bdi>"))
        #expect(page.contains("<bdi>/&lt;/script&gt;alert(1)</bdi>"))
        #expect(page.contains("&lt;/script&gt;&lt;b&gt; (ISO 9660 with Rock Ridge)"))
        #expect(page.contains("data-rows=\"5\""))
    }

    @Test func `the list of files is searched and filtered by the address of the page`() throws {
        let image = try DamagedImage()
        let start = try image.lba(of: "/music/two.bin")
        try image.damage(SectorRange(start: start + 10, count: 1))
        #expect(try image.isorip("report", "disc.iso", "--html", "page.html").status == 2)
        let browser = Browser(in: image.folder)
        let all = try browser.document(of: "page.html")
        #expect(all.contains("data-rows=\"10\"") && all.contains("<bdi>/absolute (link)</bdi>"))
        let found = try browser.document(of: "page.html", at: "q=DEEP%2Fthree")
        #expect(found.contains("data-rows=\"1\""))
        #expect(found.contains("<bdi>/music/deep/three.bin</bdi>"))
        #expect(found.contains("1 of 10 entries"))
        let hurt = try browser.document(of: "page.html", at: "state=damaged")
        #expect(hurt.contains("data-rows=\"1\"") && hurt.contains("<bdi>/music/two.bin</bdi>"))
        #expect(hurt.contains("missing number\">2,048</td>"))
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
