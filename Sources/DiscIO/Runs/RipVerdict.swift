public import RescueCore

/// What a rip is about to read.
public struct RipStart: Sendable {
    /// The device as messages name it.
    public let device: String
    /// The image that is written.
    public let image: String
    /// The disc.
    public let disc: DiscDescription
    /// Its volume, if it has one of ISO 9660.
    public let volume: VolumeDescriptor?
    /// What is known of every sector.
    public let map: SectorMap
    /// Whether an earlier rip is gone on with.
    public let isResumed: Bool
}

/// What came of a rip.
public struct RipVerdict: Sendable {
    /// Where the image and its companions are.
    public let paths: OutputPaths
    /// The disc.
    public let disc: DiscDescription
    /// How the reading ended; nil if the image was complete before, so that nothing was read.
    public let end: RescueEnd?
    /// Where the rescue stood then.
    public let progress: RescueProgress
    /// Where the sessions of the disc begin.
    public let sessionStarts: [LBA]
    /// The checksums of the image, if it is final.
    public let sums: SumSet?
    /// What the second pass found; nil if there was none.
    public internal(set) var comparison: ComparisonVerdict?
    /// Whether somebody asked for the end before the second pass.
    public internal(set) var lacksSecondPass = false
}

extension RescueEnd {
    /// Whether everything was tried: the image is what it can be, until somebody tries again.
    package var isFinal: Bool { self == .complete || self == .exhausted }
}
