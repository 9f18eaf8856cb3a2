import DiscSimulation
import Glibc
import RescueCore
import SCSITarget

/// The comparison of an image with what is written on the disc.
///
/// A sector counts as rescued if the map says so; without a map, if it is not all zeros. What the
/// disc cannot deliver by nature, audio and the like, has to be zero in the image and is not missing.
///
/// What the map says of sectors behind the end of the image is wrong, too. In an image that is not
/// finished, a sector that is not in the map yet may hold anything.
struct ImageCheck {
    private(set) var rescuedCount = 0
    private(set) var missing: [SectorRange] = []
    private(set) var differing: [SectorRange] = []
    private(set) var sectorCount = 0

    /// Compares a file.
    init(_ disc: LabDisc, image: String, map: String?, isFinished: Bool = true) throws {
        let content = disc.content
        let map = try map.map { try Mapfile(parsing: Array(KernelTree.read($0).utf8)).map }
        let descriptor = unsafe open(image, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DriveFailure.system("open \(image)") }
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: Sector.size)
        var bytes = zeros
        while unsafe read(descriptor, &bytes, Sector.size) == Sector.size {
            let lba = sectorCount
            sectorCount += 1
            let isData = lba < content.sectorCount && disc.layout.isReadable(lba)
            let truth = isData ? try content.bytes(of: lba) : zeros
            let isRescued = map.map { $0.isRescued(lba) } ?? (bytes == truth)
            if isRescued || isFinished, bytes != (isRescued ? truth : zeros) {
                Self.add(lba, to: &differing)
            }
            if isRescued { rescuedCount += 1 }
            if isData, !isRescued { Self.add(lba, to: &missing) }
        }
        for lba in sectorCount..<max(sectorCount, disc.layout.sectorCount) {
            if map?.isRescued(lba) == true {
                Self.add(lba, to: &differing)
            } else if disc.layout.isReadable(lba) {
                Self.add(lba, to: &missing)
            }
        }
    }

    /// The result: the size, then the sectors that are missing, then those that are wrong.
    var lines: [String] {
        ["sectors \(sectorCount)"]
            + missing.map { "missing \($0.start) \($0.count)" }
            + wrongLines
    }

    /// What of that concerns the map of an image that is not finished.
    var claimLines: [String] { ["claims \(rescuedCount)"] + wrongLines }

    private var wrongLines: [String] { differing.map { "wrong \($0.start) \($0.count)" } }

    private static func add(_ lba: LBA, to ranges: inout [SectorRange]) {
        if let last = ranges.last, last.end == lba {
            ranges[ranges.count - 1] = SectorRange(last.start, lba + 1)
        } else {
            ranges.append(SectorRange(start: lba, count: 1))
        }
    }
}

extension SectorMap {
    fileprivate func isRescued(_ lba: LBA) -> Bool {
        lba < sectorCount && status(at: lba) == .rescued
    }
}
