import DiscIO
import Foundation
import RescueCore
import Testing

@Suite struct ExtractionFolderTests {
    @Test func `what a killed run left behind is in nobody's way`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("image", [UInt8](repeating: 7, count: 2048))
        try folder.makeFolder("out")
        // Runs in a container all have the same number.
        let left = "out/.isorip-\(getpid()).partial"
        try folder.write(left, "half of a file")
        let target = try ExtractionFolder(folder.path("out"))
        try target.write(
            [Array("file".utf8)[...]], size: 3,
            pieces: [.init(fileOffset: 0, imageOffset: 0, byteCount: 3)], modified: nil,
            from: ImageSectors(ReadOnlyFile(folder.path("image"))))
        #expect(folder.bytes("out/file") == [7, 7, 7])
        #expect(folder.text(left) == "half of a file")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
        #expect(names.count == 2)
    }
}
