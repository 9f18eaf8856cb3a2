import DiscIO
import RescueCore

/// What missing sectors did to the files of an image, in a few lines for the end of a rip.
enum ShortReport {
    private static let shown = 5

    /// The lines; none if nothing is missing.
    static func lines(of paths: OutputPaths, _ map: SectorMap, sessions: [LBA]) -> [String] {
        if map.isComplete { return [] }
        let analysis: ImageAnalysis
        do throws(ImageError) {
            let file = try ReadOnlyFile(image: paths.image)
            analysis = ImageAnalysis(file, map: map, sessions: sessions)
        } catch {
            return ["which files are affected cannot be told: \(error)"]
        }
        let consequence = VerdictLine(analysis).consequence
        let hurt = analysis.damage.files
        guard !hurt.isEmpty else { return [consequence] }
        var lines = ["\(consequence):"]
        lines += hurt.prefix(shown).map { "  \(HurtEntry($0, in: analysis).fileLine)" }
        let more = hurt.count - shown
        if more > 0 {
            lines.append(
                "  and \(Format.grouped(more)) more; isorip report \(paths.image.asArgument) "
                    + "names them all")
        }
        return lines
    }
}
