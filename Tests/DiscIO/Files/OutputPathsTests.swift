import DiscIO
import Testing

@Suite struct OutputPathsTests {
    @Test func `companions lie beside the image, under its name`() {
        let paths = OutputPaths(image: "/data/my.disc.iso")
        #expect(paths.map == "/data/my.disc.iso.map")
        #expect(paths.record == "/data/my.disc.iso.json")
        #expect(paths.checksum == "/data/my.disc.iso.sha256")
        #expect(paths.imageName == "my.disc.iso")
        #expect(OutputPaths(image: "disc.iso").imageName == "disc.iso")
    }
}
