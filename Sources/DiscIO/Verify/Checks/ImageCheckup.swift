package import RescueCore

/// Checks an image against all that can be known without its disc, in one pass over its bytes.
package struct ImageCheckup {
    private let image: StoredImage
    /// What a list has for the image; empty without a list.
    private let listed: [ListedSum]
    private let datPath: String?
    /// What asks libiso9660; nil if nobody can.
    private let otherReader: ReaderProgram?

    /// So many bytes are read at a time; a multiple of what isomd5sum reads at a time.
    private static let pieceSize = 1 << 18

    /// Sets up the checks.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - listed: What a list of checksums has for it.
    ///   - datPath: A DAT file to look it up in.
    ///   - otherReader: A program that asks libiso9660 for its files; without one nobody does.
    package init(
        of image: StoredImage, listed: [ListedSum] = [], datPath: String? = nil,
        otherReader: ReaderProgram? = nil
    ) {
        self.image = image
        self.listed = listed
        self.datPath = datPath
        self.otherReader = otherReader
    }

    /// Reads the image and checks it.
    ///
    /// - Parameter progress: Called with the bytes read so far; says whether to go on.
    /// - Returns: All checks that could be made; `size` is the first, where there is a filesystem. Nil
    ///   if they were not to go on.
    /// - Throws: Why the image cannot be read.
    package func run(
        progress: (Int) -> Bool = { _ in true }
    ) throws(ImageError) -> [ImageCheck]? {
        let descriptor = try image.file.sector(VolumeDescriptor.lba) ?? []
        var streamed: [any StreamedCheck] = []
        if let sums = SumCheck(record: validRecord, listed: listed, datPath: datPath) {
            streamed.append(sums)
        }
        if let sum = ImplantedSum(descriptor: descriptor) {
            streamed.append(ImplantedSumCheck(sum))
        }
        if let tags = try ChecksumTagCheck(image.file) { streamed.append(tags) }
        if !streamed.isEmpty, try !feed(&streamed, progress) { return nil }
        var checks = checkSize(VolumeDescriptor(sector: descriptor))
        for index in streamed.indices {
            checks += streamed[index].finish()
        }
        checks += try FileListCheck(image).run()
        if let otherReader, progress(image.file.byteCount) {
            let check = OtherReaderCheck(otherReader, image.file, map: image.map)
            checks += try check.run().map { [$0] } ?? []
        }
        return checks
    }

    /// Compares the size with what the disc and the filesystems say.
    private func checkSize(_ volume: VolumeDescriptor?) -> [ImageCheck] {
        var sectors = ImageSectors(image.file, map: image.map)
        let size = image.file.byteCount
        let comparison = SizeComparison(
            of: size, discSectors: image.record?.disc.sectorCount, volume: volume, in: &sectors,
            sessions: image.sessionStarts)
        return comparison.map { [ImageCheck($0, of: size)] } ?? []
    }

    /// The record, if it has checksums and no more sectors were rescued since it was written.
    private var validRecord: RipRecord? {
        guard image.hasCurrentRecord, let record = image.record else { return nil }
        return record.sums == nil && record.chunkSums == nil ? nil : record
    }

    private func feed(
        _ checks: inout [any StreamedCheck], _ progress: (Int) -> Bool
    ) throws(ImageError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        var offset = 0
        while offset < image.file.byteCount {
            let count = min(Self.pieceSize, image.file.byteCount - offset)
            var whole = buffer.mutableSpan
            var piece = whole._mutatingExtracting(0..<count)
            try image.file.read(into: &piece, atByte: offset)
            for index in checks.indices {
                checks[index].take(buffer.span.extracting(0..<count), at: offset)
            }
            offset += count
            guard progress(offset) else { return false }
        }
        return true
    }
}
