import Foundation
import Testing

/// A browser without a window, which opens a page from the disk.
struct Browser {
    /// Whether there is one; Debian's package is `chromium`.
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
    static let missing: Comment = "chromium is missing; install it with: apt-get install chromium"

    private let folder: TemporaryFolder

    /// Makes a browser that works in the folder with the pages.
    init(in folder: TemporaryFolder) {
        self.folder = folder
    }

    /// The document as it is when its script has run; fails if anything in it was refused.
    func document(of page: String, at fragment: String = "") throws -> String {
        let end = try run(["--dump-dom", "--enable-logging=stderr"], page, fragment)
        #expect(!end.stderr.contains("CONSOLE"), "\(end.stderr)")
        return end.stdout
    }

    /// What the page looks like, as a PNG.
    func picture(of page: String, width: Int = 1200, height: Int = 1000) throws -> [UInt8] {
        let size = "--window-size=\(width),\(height)"
        let file = folder.path("picture.png")
        _ = try run(["--screenshot=\(file)", "--hide-scrollbars", size], page, "")
        return folder.bytes("picture.png")
    }

    private func run(
        _ options: [String], _ page: String, _ fragment: String
    ) throws -> Consequences {
        let profile = "--user-data-dir=\(folder.path("profile"))"
        let own = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", profile]
        var place = URL(filePath: folder.path(page)).absoluteString
        if !fragment.isEmpty { place += "#\(fragment)" }
        let end = try Program.named("/usr/bin/chromium").run(own + options + [place], in: folder)
        try #require(end.status == 0, "\(end.stderr)")
        return end
    }
}
