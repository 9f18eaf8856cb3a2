import DiscIO
import RescueCore
import Testing

@Suite struct ImageSourceTests {
    private func error(_ path: String) -> ImageError? {
        do throws(ImageError) {
            _ = try ImageSource(path)
        } catch {
            return error
        }
        return nil
    }

    @Test(arguments: [1, 2, 33, 300])
    func `a plain image keeps the contract of a source`(sectorCount: Int) throws {
        let contract = SectorSourceContract(sectorCount: sectorCount)
        let folder = try TemporaryFolder()
        var source = try ImageSource(folder.write("disc.iso", contract.content))
        contract.check(&source)
        #expect(source.disc.sizes == [.init(.file, sectorCount: sectorCount)])
        #expect(source.disc.tracks.isEmpty && source.transferLimit == nil)
    }

    @Test func `an image that ends within a sector is refused with the bytes left over`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("cut.iso", [UInt8](repeating: 0, count: 2 * 2048 + 100))
        #expect(error(path) == .partialSector(path, trailingBytes: 100, sectorSize: 2048))
    }

    @Test func `what is no image is refused, each with its own error`() throws {
        let folder = try TemporaryFolder()
        let empty = try folder.write("empty.iso", [])
        #expect(error(empty) == .empty(empty))
        #expect(error(folder.path) == .isDirectory(folder.path))
        #expect(error("/none-such.iso") == .notFound("/none-such.iso"))
        #expect(error(empty + "/x.iso") == .notFound(empty + "/x.iso"))
        #expect(error("/dev/null") == .notAFile("/dev/null"))
    }

    @Test func `an image past 4 GiB is read at its own places`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/large.iso"
        let last = 12_219_391
        try SparseFile.write(path, sectors: [2_097_152, last])
        var source = try ImageSource(path)
        #expect(source.sectorCount == last + 1)
        for lba in [2_097_152, last] {
            var bytes = [UInt8](repeating: 0xE5, count: Sector.size)
            var span = bytes.mutableSpan
            try source.read(ReadRequest(SectorRange(start: lba, count: 1)), into: &span)
            #expect(bytes == SectorSourceContract.sector(lba))
        }
    }

    @Test func `an image that became shorter is noticed`() throws {
        let contract = SectorSourceContract(sectorCount: 20)
        let folder = try TemporaryFolder()
        let path = try folder.write("disc.iso", contract.content)
        var source = try ImageSource(path)
        let before = try source.identify(reading: [0])
        try SparseFile.truncate(path, byteCount: 10 * Sector.size)
        let range = SectorRange(5, 15)
        #expect(throws: ReadFault(.outOfRange, reading: range, at: 10)) {
            var bytes = [UInt8](repeating: 0, count: range.byteCount)
            var span = bytes.mutableSpan
            try source.read(ReadRequest(range), into: &span)
        }
        #expect(!before.matches(try source.identify(reading: [0])))
    }
}
