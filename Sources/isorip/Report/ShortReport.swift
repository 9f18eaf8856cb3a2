import RescueCore

/// What missing sectors did to the files of an image, in a few lines for the end of a rip.
enum ShortReport {
    private static let shown = 5

    /// The lines; none if nothing is missing.
    static func lines(_ analysis: ImageAnalysis, of image: String) -> [String] {
        if analysis.map.isComplete { return [] }
        let consequence = VerdictLine(analysis).consequence
        let hurt = analysis.damage.files
        guard !hurt.isEmpty else { return [consequence] }
        var lines = ["\(consequence):"]
        lines += hurt.prefix(shown).map { "  \(HurtEntry($0, in: analysis).fileLine)" }
        let more = hurt.count - shown
        if more > 0 {
            lines.append(
                "  and \(Format.grouped(more)) more; isorip report \(image.asArgument) "
                    + "names them all")
        }
        return lines
    }
}
