import DiscIO
import RescueCore

/// Chooses what a rip reads first, by the filesystems that the image shows so far.
final class RipGuide {
    private var directed: DirectedRescue
    private let image: String
    private let console: Console
    private var isMatchTold = false

    init(_ choice: RescueChoice, paths: OutputPaths, sessions: [LBA], console: Console) {
        directed = DirectedRescue(choice, sessions: sessions)
        image = paths.image
        self.console = console
    }

    /// The next stage; see `RescueHost`.
    func nextStage(after map: SectorMap) -> RescueStage? {
        let stage = nextStageFromImage(after: map)
        if stage?.aim != .metadata, !isMatchTold {
            isMatchTold = true
            directed.unmatched.forEach(tellUnmatched)
        }
        return stage
    }

    private func nextStageFromImage(after map: SectorMap) -> RescueStage? {
        do throws(ImageError) {
            return directed.nextStage(
                after: map, reading: ImageSectors(try ReadOnlyFile(image), map: map))
        } catch {
            // The writer finds out what is wrong with the image; until then nothing is known of it.
            return directed.nextStage(
                after: map, reading: UnreadableSectors(sectorCount: map.sectorCount))
        }
    }

    private func tellUnmatched(_ path: String) {
        let reason =
            switch (directed.hasFilesystem, directed.isPartlyUnknown) {
            case (true, true):
                "no such file in the directories that can be read; it may be in a damaged one"
            case (true, false):
                "no such file on this disc; isorip ls \(image.asArgument) lists what there is"
            case (false, true):
                "what tells where the files of this disc lie cannot be read"
            case (false, false):
                "this disc has no filesystem that is known here"
            }
        console.tell("\(path): \(reason)")
    }
}

/// The sectors of an image that cannot be opened.
private struct UnreadableSectors: RescuedSectors {
    let sectorCount: Int

    func sector(at lba: LBA) -> [UInt8]? { nil }
}
