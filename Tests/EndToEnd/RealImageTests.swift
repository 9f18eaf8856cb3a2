import Foundation
import RescueCore
import Testing

/// Discs that were made by others: bootable images out of Debian packages.
@Suite struct RealImageTests {
    /// An image of a package and the name that a rip of it gets.
    struct Image: CustomStringConvertible, Sendable {
        var path: String
        var package: String
        var name: String

        var description: String { package }
    }

    private static let images = [
        Image(path: "/usr/lib/ipxe/ipxe.iso", package: "ipxe", name: "ISOIMAGE.iso"),
        Image(
            path: "/usr/lib/memtest86+/memtest86+x64.iso", package: "memtest86+",
            name: "MT86PLUS_64.iso"),
        Image(
            path: "/usr/lib/grub-rescue/grub-rescue-cdrom.iso", package: "grub-rescue-pc",
            name: "ISOIMAGE.iso"),
    ]

    @Test(arguments: images)
    func `an image is ripped to the same bytes, under the name of its volume`(
        image: Image
    ) throws {
        guard let original = FileManager.default.contents(atPath: image.path) else {
            throw Program.Missing(image.path, package: image.package)
        }
        let folder = try TemporaryFolder()
        let end = try Program.isorip.run(["rip", image.path], in: folder.url)
        #expect(end.status == 0, "\(end.stderr)")
        #expect(
            folder.names == ["", ".json", ".map", ".sha256"].map { image.name + $0 })
        let isIdentical = folder.data(image.name) == original
        #expect(isIdentical)

        let check = try Program.named("sha256sum").run(
            ["--check", "--strict", image.name + ".sha256"], in: folder.url)
        #expect(check == Consequences(status: 0, stdout: "\(image.name): OK\n", stderr: ""))
        for (tool, sum) in [("sha1sum", "sha1"), ("md5sum", "md5"), ("sha256sum", "sha256")] {
            let sums = try folder.record(of: image.name)["sums"] as? [String: String]
            let line = try Program.named(tool).run([image.path], in: folder.url).stdout
            #expect(line.split(separator: " ").first.map(String.init) == sums?[sum])
        }
    }

    @Test(arguments: images)
    func `run again, there is nothing to do`(image: Image) throws {
        let folder = try TemporaryFolder()
        #expect(try Program.isorip.run(["rip", image.path], in: folder.url).status == 0)
        let before = FolderSnapshot(of: folder)
        let again = try Program.isorip.run(["rip", image.path], in: folder.url)
        #expect(
            again
                == Consequences(
                    status: 0, stdout: "",
                    stderr: """
                        \(image.name) is a complete image of this disc already; nothing to do

                        """))
        #expect(FolderSnapshot(of: folder) == before)
    }
}
