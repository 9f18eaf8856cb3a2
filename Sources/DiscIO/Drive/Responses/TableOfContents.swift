package import RescueCore

/// The tracks of a disc and its lead-out, without sessions.
///
/// Source: MMC-6 6.25.3.2, READ TOC response format 0.
package struct TableOfContents: Hashable, Sendable {
    /// A track as format 0 has it.
    package struct Entry: Hashable, Sendable {
        /// The track's number, 1 to 99.
        package let number: Int
        /// Whether the control field has the data bit; of what is no CD, always data.
        package let content: Track.Content
        /// Its first sector.
        package let start: LBA
    }

    /// The tracks in their order.
    package let entries: [Entry]

    /// The first sector behind the last track.
    package let leadOut: LBA

    /// Reads a response of format 0 with LBAs; nil if it makes no sense.
    ///
    /// It has to have a lead-out and at least one track, and to ascend in numbers and addresses.
    ///
    /// - Parameters:
    ///   - bytes: The response.
    ///   - family: The kind of disc. Only a CD can hold sound in its tracks; for a DVD or a Blu-ray the
    ///     drive makes the table up, and some leave the data bit out.
    package init?(_ bytes: [UInt8], of family: DiscProfile.Family) {
        guard let data = bytes.declaredPart, data.count >= 12 else { return nil }
        var entries: [Entry] = []
        for place in stride(from: 4, through: data.count - 8, by: 8) {
            guard let address = data.number(at: place + 4, as: UInt32.self) else { return nil }
            let number = Int(data[place + 2])
            let start = Int(address)
            guard start >= entries.last?.start ?? 0 else { return nil }
            if number == 0xAA {
                guard !entries.isEmpty else { return nil }
                self.entries = entries
                leadOut = start
                return
            }
            guard (1...99).contains(number), number > entries.last?.number ?? 0 else { return nil }
            let isData = family != .cd || data[place + 1] & 0x04 != 0
            entries.append(
                Entry(number: number, content: isData ? .data : .audio, start: start))
        }
        return nil
    }

    /// The tracks with their sectors, up to the next track or to the lead-out of their session.
    ///
    /// - Parameters:
    ///   - sessions: The session of each track, by its number; 1 where it is not known.
    ///   - leadOuts: The lead-out of each session, where known. The gap from a session's lead-out
    ///     to the next session, 11,400 sectors or 6,900, cannot be read.
    /// - Returns: The tracks in their order.
    package func tracks(sessions: [Int: Int] = [:], leadOuts: [Int: LBA] = [:]) -> [Track] {
        entries.indices.map { index in
            let entry = entries[index]
            let session = sessions[entry.number] ?? 1
            let next = index + 1 < entries.count ? entries[index + 1].start : leadOut
            let end = min(next, leadOuts[session] ?? next)
            return Track(
                number: entry.number, session: session, content: entry.content,
                // checked: places of 32 bits.
                range: SectorRange(entry.start, max(entry.start, end)))
        }
    }
}
