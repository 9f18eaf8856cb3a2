package import RescueCore

/// What a rip is about to read.
package struct RipStart {
    /// The device as messages name it.
    package let device: String
    /// The image that is written.
    package let image: String
    /// The disc.
    package let disc: DiscDescription
    /// Its volume, if it has one of ISO 9660.
    package let volume: VolumeDescriptor?
    /// What is known of every sector.
    package let map: SectorMap
    /// Whether an earlier rip is gone on with.
    package let isResumed: Bool
}

/// What came of a rip.
package struct RipVerdict {
    /// Where the image and its companions are.
    package let paths: OutputPaths
    /// The disc.
    package let disc: DiscDescription
    /// How the reading ended; nil if the image was complete before, so that nothing was read.
    package let end: RescueEnd?
    /// Where the rescue stood then.
    package let progress: RescueProgress
    /// Where the sessions of the disc begin.
    package let sessionStarts: [LBA]
    /// The checksums of the image, if it is final.
    package let sums: SumSet?
    /// What the second pass found; nil if there was none.
    package internal(set) var comparison: ComparisonVerdict?
    /// Whether somebody asked for the end before the second pass.
    package internal(set) var lacksSecondPass = false
}

extension RescueEnd {
    /// Whether everything was tried: the image is what it can be, until somebody tries again.
    package var isFinal: Bool { self == .complete || self == .exhausted }
}
