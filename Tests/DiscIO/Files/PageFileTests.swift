import DiscIO
import Testing

@Suite struct PageFileTests {
    private static let mark = [UInt8]("<page>".utf8)
    private static let page = mark + [UInt8]("another text".utf8)

    private func reason(_ path: String, about image: String = "/") -> OutputError.Reason? {
        do throws(OutputError) {
            try PageFile(path).write(Self.page, mark: Self.mark, about: image)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `a page is made, and takes the place of another page`() throws {
        let folder = try TemporaryFolder()
        for earlier in [nil, Self.mark, Self.mark + [1, 2, 3]] {
            if let earlier { try folder.write("a", earlier) }
            #expect(reason(folder.path("a")) == nil)
            #expect(folder.bytes("a") == Self.page)
        }
        #expect(folder.names == ["a"])
    }

    @Test(arguments: ["", "<page", "<PAGE> of somebody else", "something"])
    func `what does not begin as a page stays`(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("a", text)
        #expect(reason(folder.path("a")) == .exists)
        #expect(folder.text("a") == text)
        #expect(folder.names == ["a"])
    }

    @Test func `what the page is about stays, and what is no file`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a", Self.mark)
        #expect(reason(path, about: folder.path("./a")) == .exists)
        #expect(folder.bytes("a") == Self.mark)
        #expect(reason(folder.path) == .isDirectory)
        #expect(reason("/dev/null") == .notAFile)
    }

    @Test func `a digest is what a content security policy names`() {
        // The example of CSP Level 3, 8.1: alert('Hello, world.');
        #expect(
            ContentDigest.source(of: "alert('Hello, world.');")
                == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=")
    }
}
