import RescueCore

/// Chooses what a rip reads first, by the filesystems that the image shows so far.
final class RipGuide {
    private var directed: DirectedRescue
    private let image: String
    private let observer: any RunObserver
    private var isMatchTold = false

    init(_ choice: RescueChoice, image: String, sessions: [LBA], _ observer: any RunObserver) {
        directed = DirectedRescue(choice, sessions: sessions)
        self.image = image
        self.observer = observer
    }

    /// The next stage; see `RescueHost`.
    func nextStage(after map: SectorMap) -> RescueStage? {
        let stage = nextStageFromImage(after: map)
        if stage?.aim != .metadata, !isMatchTold {
            isMatchTold = true
            for path in directed.unmatched {
                observer.note(.remark(.unmatched(path: path, image: image, reason)))
            }
        }
        return stage
    }

    private func nextStageFromImage(after map: SectorMap) -> RescueStage? {
        // The writer finds out what is wrong with the image; until then nothing is known of it.
        guard let file = try? ReadOnlyFile(image) else {
            return directed.nextStage(
                after: map, reading: NoSectors(sectorCount: map.sectorCount))
        }
        return directed.nextStage(after: map, reading: ImageSectors(file, map: map))
    }

    private var reason: RunRemark.Unmatched {
        if directed.hasFilesystem {
            directed.isPartlyUnknown ? .perhapsDamaged : .noSuchFile
        } else {
            directed.isPartlyUnknown ? .unreadable : .noFilesystem
        }
    }
}

/// The sectors of an image that cannot be opened.
private struct NoSectors: RescuedSectors {
    let sectorCount: Int

    func sector(at lba: LBA) -> [UInt8]? { nil }
}
