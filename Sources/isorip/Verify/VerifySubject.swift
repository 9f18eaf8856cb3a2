import DiscIO
import RescueCore

/// What is verified: an image, and what its companions say of it.
struct VerifySubject {
    let paths: OutputPaths
    let companions: ImageCompanions
    /// How large the image is now, in bytes.
    let imageSize: Int
    /// Which of its sectors were rescued.
    let map: SectorMap

    /// Looks at the image and what lies beside it.
    init(path: String) throws(CommandFailure) {
        paths = OutputPaths(image: path)
        do throws(ImageError) {
            imageSize = try VerifiedImage(path).byteCount
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
        do throws(OutputError) {
            companions = try ImageCompanions(of: paths)
        } catch {
            let (file, reason) = (error.path, error.reason.summary)
            throw CommandFailure(
                .outputFailed,
                "\(file): \(reason); restore it, or move it away to verify without it")
        }
        map = companions.map(imageSize: imageSize)
    }

    /// Opens the image.
    func open() throws(CommandFailure) -> VerifiedImage {
        do throws(ImageError) {
            return try VerifiedImage(paths.image)
        } catch {
            throw CommandFailure(.outputFailed, "\(error)")
        }
    }

    /// Adds a verification to the record; that it cannot be done takes nothing away from it.
    func note(_ verification: RipRecord.Verification, _ console: Console) {
        do throws(OutputError) {
            try companions.note(verification)
        } catch {
            console.note("this verification is not in the record: \(error.reason.summary)")
        }
    }

    /// The bytes of some sectors, as far as the image has them and they were rescued.
    func sectors(_ wanted: some Sequence<LBA>) throws(CommandFailure) -> [LBA: [UInt8]] {
        var image = try open()
        var sectors: [LBA: [UInt8]] = [:]
        for lba in wanted
        where map.range.contains(lba) && map.status(at: lba) == .rescued {
            do throws(ImageError) {
                sectors[lba] = try image.sector(lba)
            } catch {
                throw CommandFailure(.outputFailed, "\(error)")
            }
        }
        return sectors
    }

    /// Whether the image holds what was read first, in the chunks of some sectors; true where nobody
    /// recorded that.
    func holdsFirstPass(of sectors: [LBA]) throws(CommandFailure) -> Bool {
        guard let sums = companions.firstPass(for: map), sums.cover(sectorCount: map.sectorCount)
        else {
            return true
        }
        var image = try open()
        for chunk in Set(sectors.map { $0 / sums.chunkSectors }).sorted() {
            let range = SectorRange(start: chunk * sums.chunkSectors, count: sums.chunkSectors)
                .clamped(to: map.range)
            var bytes = [UInt8](repeating: 0, count: range.byteCount)
            var span = bytes.mutableSpan
            do throws(ImageError) {
                try image.read(into: &span, atByte: range.byteOffset)
            } catch {
                throw CommandFailure(.outputFailed, "\(error)")
            }
            if ChunkSums.sum(of: bytes.span) != sums.sums[chunk] { return false }
        }
        return true
    }
}
