/// A track of a disc, as its table of contents has it.
public struct Track: Hashable, Sendable {
    /// What a track holds.
    public enum Content: String, Hashable, Sendable {
        /// Sectors of 2048 bytes (the control field has the data bit).
        case data = "data"
        /// Sound.
        case audio = "audio"
    }

    /// The track's number, from 1.
    public var number: Int

    /// The session the track belongs to, from 1.
    public var session: Int

    /// What the track holds.
    public var content: Content

    /// Its sectors, up to the next track or the lead-out.
    public var range: SectorRange

    /// Makes a track.
    public init(number: Int, session: Int, content: Content, range: SectorRange) {
        self.number = number
        self.session = session
        self.content = content
        self.range = range
    }
}
