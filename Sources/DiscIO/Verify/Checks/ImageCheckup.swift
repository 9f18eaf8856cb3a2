package import RescueCore

/// Checks an image against all that can be known without its disc, in one pass over its bytes.
package struct ImageCheckup {
    private let companions: ImageCompanions
    private let map: SectorMap
    /// What a list has for the image; empty without a list.
    private let listed: [ListedSum]
    private let datPath: String?

    /// So many bytes are read at a time; a multiple of what isomd5sum reads at a time.
    private static let pieceSize = 1 << 18

    /// Sets up the checks.
    ///
    /// - Parameters:
    ///   - companions: What lies beside the image.
    ///   - map: Which sectors of it were rescued.
    ///   - listed: What a list of checksums has for it.
    ///   - datPath: A DAT file to look it up in.
    package init(
        companions: ImageCompanions, map: SectorMap, listed: [ListedSum] = [],
        datPath: String? = nil
    ) {
        self.companions = companions
        self.map = map
        self.listed = listed
        self.datPath = datPath
    }

    /// Reads the image and checks it.
    ///
    /// - Parameters:
    ///   - image: The image.
    ///   - progress: Called with the bytes read so far.
    /// - Returns: All checks that could be made; `size` is the first, where there is a filesystem.
    /// - Throws: Why the image cannot be read.
    package func run(
        _ image: inout VerifiedImage, progress: (Int) -> Void = { _ in }
    ) throws(ImageError) -> [ImageCheck] {
        let descriptor = try image.sector(VolumeDescriptor.lba) ?? []
        var witnesses: [any StreamedCheck] = []
        if let witness = SumCheck(record: validRecord, listed: listed, datPath: datPath) {
            witnesses.append(witness)
        }
        if let sum = ImplantedSum(descriptor: descriptor) {
            witnesses.append(ImplantedSumCheck(sum))
        }
        if let witness = try ChecksumTagCheck(&image) { witnesses.append(witness) }
        if !witnesses.isEmpty { try feed(&witnesses, from: &image, progress) }
        var checks = try checkSize(of: image, VolumeDescriptor(sector: descriptor))
        for index in witnesses.indices {
            checks += witnesses[index].finish()
        }
        return checks + (try FileListCheck(path: image.path, map: map, sessions).run(&image))
    }

    /// Compares the size with what the disc and the filesystems say.
    private func checkSize(
        of image: borrowing VerifiedImage, _ volume: VolumeDescriptor?
    ) throws(ImageError) -> [ImageCheck] {
        var sectors = try ImageSectors(companions.paths.image, map: map)
        let size = SizeCheck(
            discSectors: companions.record?.disc.sectorCount, volume: volume,
            udf: UDFExtent(from: &sectors, sessions: sessions))
        let ecc = size.filesystemEnd.flatMap { ECCAugmentation(behind: $0, from: &sectors) }
        return size.check(image.byteCount, ecc: ecc).map { [$0] } ?? []
    }

    /// Where the sessions of the disc begin.
    private var sessions: [LBA] { companions.record?.disc.sessionStarts ?? [0] }

    /// The record, if it has checksums and no more sectors were rescued since it was written.
    private var validRecord: RipRecord? {
        guard let record = companions.record, record.summary == .init(of: map) else { return nil }
        return record.sums == nil && record.chunkSums == nil ? nil : record
    }

    private func feed(
        _ witnesses: inout [any StreamedCheck], from image: inout VerifiedImage,
        _ progress: (Int) -> Void
    ) throws(ImageError) {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        var offset = 0
        while offset < image.byteCount {
            let count = min(Self.pieceSize, image.byteCount - offset)
            var whole = buffer.mutableSpan
            var piece = whole._mutatingExtracting(0..<count)
            try image.read(into: &piece, atByte: offset)
            for index in witnesses.indices {
                witnesses[index].take(buffer.span.extracting(0..<count), at: offset)
            }
            offset += count
            progress(offset)
        }
    }
}
