import RescueCore
import Testing

/// Where `isorip report --html` writes, and where not.
@Suite struct ReportPageFileTests {
    private let image: DamagedImage

    init() throws {
        image = try DamagedImage()
    }

    @Test func `the page needs nothing from elsewhere`() throws {
        let end = try image.isorip("report", "disc.iso", "--html", "-")
        #expect(end.status == 0)
        #expect(end.stderr == "")
        #expect(end.stdout.hasPrefix("<!DOCTYPE html>\n"))
        #expect(end.stdout.hasSuffix("</html>\n"))
        #expect(end.stdout.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
        for word in ["http:", "https:", "src=", "@import", "url(", " style=\"", " onclick"] {
            #expect(!end.stdout.contains(word), "\(word)")
        }
        #expect(image.folder.names == ["disc.iso", "tree"])
    }

    @Test func `a page takes the place of an earlier one`() throws {
        let first = try image.isorip("report", "disc.iso", "--html", "page.html")
        #expect(first.status == 0, "\(first.stderr)")
        #expect(first.stderr == "the page is in page.html\n")
        #expect(image.folder.text("page.html").contains(">Not known to be damaged</p>"))
        try image.damage(SectorRange(start: image.sectorCount - 3, count: 2))
        #expect(try image.isorip("report", "disc.iso", "--html", "page.html").status == 2)
        #expect(image.folder.text("page.html").contains(">No file affected</p>"))
        #expect(image.folder.names == ["disc.iso", "disc.iso.map", "page.html", "tree"])
    }

    @Test(arguments: ["notes.html", "disc.iso", "tree", "/dev/null"])
    func `nothing else is overwritten`(name: String) throws {
        try image.folder.write("notes.html", "<!DOCTYPE html>\n<html lang=\"en\">\nmine")
        let before = image.folder.bytes(name)
        let end = try image.isorip("report", "disc.iso", "--html", name)
        #expect(end.status == 6)
        #expect(end.stdout == "")
        #expect(end.stderr.hasPrefix("isorip: cannot write the page to \(name): it "))
        #expect(image.folder.bytes(name) == before)
        #expect(image.folder.names == ["disc.iso", "notes.html", "tree"])
    }

    @Test func `an image is not overwritten even if it is a page`() throws {
        #expect(try image.isorip("report", "disc.iso", "--html", "page.html").status == 0)
        let page = image.folder.bytes("page.html")
        let end = try image.isorip("report", "page.html", "--html", "page.html")
        #expect(end.status == 6)
        #expect(image.folder.bytes("page.html") == page)
    }

    @Test func `a page in a directory that is not there is refused`() throws {
        let end = try image.isorip("report", "disc.iso", "--html", "none/page.html")
        #expect(end.status == 6)
        #expect(
            end.stderr == """
                isorip: cannot write the page to none/page.html: no such file or directory; choose \
                another file

                """)
    }

    @Test func `numbers of a record that make no sense end nothing`() throws {
        try image.folder.write("disc.txt", "disc CD-ROM\nsize 2000\nlabel SMALL\n")
        let rip = try image.isorip("rip", "--simulate", "disc.txt", "-o", "a.iso", "-q")
        #expect(rip.status == 0)
        let good = image.folder.text("a.iso.json")
        let fields = good.matches(of: #/"(\w+)" : (\d+|"\d[\d* ]*")/#)
        #expect(fields.count > 30)
        for field in Set(fields.map { String($0.0) }).sorted() {
            let name = field.prefix { $0 != ":" }
            let isList = field.hasSuffix("\"")
            for value in isList ? ["\"17592186044416 1*62\""] : ["\(Int.min)", "\(Int.max)"] {
                let bad = good.replacing(field, with: "\(name): \(value)")
                try image.folder.write("a.iso.json", bad)
                let end = try image.isorip("report", "a.iso", "--html", "-")
                #expect([0, 2, 6].contains(end.status), "\(name): \(value)\n\(end.stderr)")
            }
        }
    }

    @Test func `text is not asked for in two ways at once`() throws {
        #expect(try image.isorip("report", "disc.iso", "--json", "--html", "a").status == 64)
        #expect(try image.isorip("report", "disc.iso", "--html", "").status == 64)
    }
}
