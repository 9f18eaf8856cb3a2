package import RescueCore

/// What the lead-ins of a CD hold: which track is in which session, and where sessions end.
///
/// Source: MMC-6 6.25.3.4, READ TOC response format 2.
package struct FullTableOfContents: Hashable, Sendable {
    /// The session of each track, by its number.
    package let sessions: [Int: Int]

    /// The lead-out of each session.
    package let leadOuts: [Int: LBA]

    /// Reads a response of format 2; nil if it names no track.
    package init?(_ bytes: [UInt8]) {
        guard let data = bytes.declaredPart, data.count >= 4 + 11 else { return nil }
        var sessions: [Int: Int] = [:]
        var leadOuts: [Int: LBA] = [:]
        for place in stride(from: 4, through: data.count - 11, by: 11) {
            let session = Int(data[place])
            let point = Int(data[place + 3])
            // ADR 1 is the mode that gives positions; other modes carry a catalogue number and such.
            guard session > 0, data[place + 1] >> 4 == 1 else { continue }
            if (1...99).contains(point) {
                sessions[point] = session
            } else if point == 0xA2, let end = Self.address(data[(place + 8)..<(place + 11)]) {
                leadOuts[session] = end
            }
        }
        guard !sessions.isEmpty else { return nil }
        self.sessions = sessions
        self.leadOuts = leadOuts
    }

    /// Minutes, seconds and frames as an LBA; nil where they are none.
    private static func address(_ fields: ArraySlice<UInt8>) -> LBA? {
        let parts = fields.map(Int.init)
        guard parts[1] < 60, parts[2] < 75 else { return nil }
        let lba = (parts[0] * 60 + parts[1]) * 75 + parts[2] - 150
        return lba >= 0 ? lba : nil
    }
}
