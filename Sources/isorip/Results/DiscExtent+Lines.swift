import RescueCore

extension DiscExtent {
    /// What was decided about the size of the image and what is left out, a line each.
    var lines: [String] {
        findings.map { $0.line(sectorCount: sectorCount) } + leftOut
    }

    /// What is left out, summed up by reason.
    private var leftOut: [String] {
        let audio = exclusions.filter { $0.reason == .audio }
        guard !exclusions.isEmpty else { return [] }
        let sectors = exclusions.reduce(0) { $0 + $1.range.count }
        let what =
            switch audio.count {
            case 0: "gaps between sessions"
            case 1: "an audio track"
            default: "\(audio.count) audio tracks"
            }
        return [
            """
            \(Format.count(sectors, "sector")) before the end of the data are no data (\(what)): \
            the image keeps their place, as zeros that take up no space
            """
        ]
    }
}

extension DiscExtent.Finding {
    fileprivate func line(sectorCount: Int) -> String {
        let end = "the image has \(Format.grouped(sectorCount))"
        switch self {
        case .readableEnd(let claims):
            return "\(Self.list(claims)); LBA \(sectorCount - 1) can be read, so \(end)"
        case .unreadableBehind(let claims):
            return "\(Self.list(claims)); behind LBA \(sectorCount - 1) nothing is there, so \(end)"
        case .volumeCut(let claim):
            return """
                \(claim.source.rawValue) counts \(Format.grouped(claim.sectorCount)) sectors, but \
                the disc ends after \(Format.grouped(sectorCount)): what is missing was never \
                written, or another drive may see it
                """
        case .runOut(let range):
            return "\(range) are the run-out of the last track, no data: \(end)"
        }
    }

    private static func list(_ claims: [DiscDescription.SizeClaim]) -> String {
        let words = claims.map { "\($0.source.rawValue) \(Format.grouped($0.sectorCount))" }
        return "sizes differ (\(words.joined(separator: ", ")) sectors)"
    }
}
