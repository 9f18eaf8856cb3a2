import DiscIO
import SystemPackage
import Testing

@Suite struct OutputErrorTests {
    static let words: [(Errno, String)] = [
        (.noSpace, "the disk is full; make room and run the same command again"),
        (.readOnlyFileSystem, "the file system is read-only; choose another place with -o"),
        (.permissionDenied, "permission denied; choose another place with -o"),
        (.fileNameTooLong, "the name is too long; choose a shorter name with -o"),
        (.fileTooLarge, "the file system cannot hold a file this large; choose a place"),
        (.noSuchFileOrDirectory, "no such file or directory; check the path"),
        (.ioError, "Input/output error; check the disk"),
    ]

    @Test(arguments: words.indices)
    func `an error says what happened and what to do next`(index: Int) {
        let (errno, words) = Self.words[index]
        let error = OutputError(.write, "/d/disc.iso", .system(code: errno.rawValue))
        #expect(error.description.hasPrefix("cannot write /d/disc.iso: \(words)"))
    }

    @Test func `the system's errors become reasons`() throws {
        let directory = try TemporaryFolder()
        let error = #expect(throws: OutputError.self) {
            try AtomicFile(directory.path("missing/file"), in: LinuxFileSystem()).create(with: [])
        }
        #expect(error?.reason == .system(code: Errno.noSuchFileOrDirectory.rawValue))
        #expect(error?.path == directory.path("missing"))
    }
}
