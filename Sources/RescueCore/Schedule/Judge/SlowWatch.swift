/// Notices reads that succeed, but take many times as long as they usually do.
///
/// The usual time is the median of the full commands that were read in one stream, followed by small
/// steps: each read pulls it a little up or down.
struct SlowWatch: Sendable {
    /// A slow read takes so many times the usual one.
    private static let factor = 25.0
    /// Whatever is usual, a read is not worth a seek if it is faster than this, in seconds.
    private static let shortest = 0.1
    /// What a read may take longer if the drive has to seek first, in seconds.
    private static let seek = 0.3
    private static let step = 1.05

    private let commandSectors: Int
    private var usual: Double?
    private var streamEnd: LBA?

    init(commandSectors: Int) {
        self.commandSectors = commandSectors
    }

    /// Takes note of a good read, and tells whether it was slow.
    mutating func isSlow(_ range: SectorRange, took duration: Duration) -> Bool {
        let isStreaming = streamEnd == range.start
        streamEnd = range.end
        let seconds = duration / .seconds(1)
        if isStreaming, range.count == commandSectors {
            let usual = self.usual ?? seconds
            self.usual = seconds > usual ? usual * Self.step : usual / Self.step
        }
        guard let usual else { return false }
        return seconds > max(Self.shortest, usual * Self.factor) + (isStreaming ? 0 : Self.seek)
    }
}
