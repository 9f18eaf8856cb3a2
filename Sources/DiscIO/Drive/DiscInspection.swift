package import RescueCore

/// What a drive tells of the disc in it, before the first sector is read.
extension DriveLink {
    /// Asks the drive for everything that describes the disc.
    ///
    /// - Parameters:
    ///   - identity: The drive's name.
    ///   - path: The device, for the error.
    /// - Returns: What the drive told.
    /// - Throws: `unreadableCapacity` or `unreadableTOC`, where the disc is not blank.
    package mutating func inspect(
        _ identity: DriveIdentity, path: String
    ) throws(DriveError) -> DiscDescription {
        var disc = DiscDescription(drive: identity)
        disc.profile = answer(to: .currentProfile, as: ProfileHeader.init)?.profile
        let information = answer(to: .readDiscInformation, as: DiscInformation.init)
        disc.status = information?.status
        guard disc.status != .blank else { return disc }

        guard let capacity = answer(to: .readCapacity, as: CapacityData.init) else {
            throw .unreadableCapacity(path)
        }
        disc.sizes = [.init(.readCapacity, sectorCount: capacity.sectorCount)]
        disc.sizes += lastTrackSize(information).map { .init(.trackInformation, sectorCount: $0) }
        if let contents = tableOfContents(of: disc.family, information) {
            disc.sizes.append(.init(.leadOut, sectorCount: contents.leadOut))
            disc.tracks = contents.tracks
        } else if disc.profile?.family == .cd {
            // Without it, sound cannot be told from data. Other discs hold nothing but data.
            throw .unreadableTOC(path)
        }
        if disc.family == .dvd { inspectDVD(&disc) }
        return disc
    }

    /// The tracks of the disc, asked again; empty where there was no table of contents.
    ///
    /// They are as READ TOC format 0 has them, all in one session: that is what every drive gives
    /// every time, so that a disc is not taken for another one because a drive told less of it.
    package mutating func tracks(of disc: DiscDescription) throws(ReadFault) -> [Track] {
        guard !disc.tracks.isEmpty else { return [] }
        guard let table = TableOfContents(try perform(.readTOC), of: disc.family) else {
            throw .unexplained
        }
        return table.tracks()
    }

    /// How many sectors the medium has, asked again.
    ///
    /// - Throws: Why the drive does not tell, and news of a change that this command or an earlier one
    ///   passed over.
    package mutating func capacity() throws(ReadFault) -> Int {
        guard let capacity = CapacityData(try perform(.readCapacity)) else {
            throw .unexplained
        }
        if let news = takeNews() { throw news }
        return capacity.sectorCount
    }

    /// The parsed answer to a command; nil if the drive has none, or none that makes sense.
    private mutating func answer<Answer>(
        to command: MMCCommand, as parse: ([UInt8]) -> Answer?
    ) -> Answer? {
        (try? perform(command)).flatMap(parse)
    }

    private mutating func tableOfContents(
        of family: DiscProfile.Family, _ information: DiscInformation?
    ) -> (leadOut: LBA, tracks: [Track])? {
        let parse = { TableOfContents($0, of: family) }
        guard let table = answer(to: .readTOC, as: parse) else { return nil }
        return (table.leadOut, tracks(table, of: family, information))
    }

    private mutating func tracks(
        _ table: TableOfContents, of family: DiscProfile.Family, _ information: DiscInformation?
    ) -> [Track] {
        if family == .cd, let full = answer(to: .readFullTOC, as: FullTableOfContents.init) {
            return table.tracks(sessions: full.sessions, leadOuts: full.leadOuts)
        }
        guard let information, information.sessionCount > 1 else { return table.tracks() }
        var sessions: [Int: Int] = [:]
        for number in table.entries.map(\.number) {
            let track = answer(to: .readTrackInformation(number), as: TrackInformation.init)
            sessions[number] = track?.session
        }
        return table.tracks(sessions: sessions)
    }

    /// The end of the last track that holds something.
    private mutating func lastTrackSize(_ information: DiscInformation?) -> [Int] {
        guard let information else { return [] }
        // The last track of a disc that can be appended to is the empty one.
        for number in [information.lastTrack, information.lastTrack - 1] where number > 0 {
            let track = answer(to: .readTrackInformation(number), as: TrackInformation.init)
            if let track, !track.isBlank { return [track.range.end] }
        }
        return []
    }

    private mutating func inspectDVD(_ disc: inout DiscDescription) {
        // Recorded discs report the area that could be written, not the one that was.
        if disc.profile == .dvdROM,
            let size = answer(to: .readPhysicalFormat, as: PhysicalFormat.init)?.sectorCount
        {
            disc.sizes.append(.init(.physicalFormat, sectorCount: size))
        }
        disc.protection =
            answer(to: .readCopyright, as: CopyrightInformation.init)?.protection
    }
}
