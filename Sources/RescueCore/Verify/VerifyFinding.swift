/// What can be wrong with a sector when the first read, the disc now and the image now are compared.
public enum VerifyFinding: String, CaseIterable, Hashable, Sendable {
    /// The disc gave different bytes at different times; two reads of three are what the image holds.
    case unstableConfirmed = "unstable-image-confirmed"

    /// The disc gave different bytes at different times; two reads of three are not what the image
    /// holds.
    case unstableOutvoted = "unstable-image-outvoted"

    /// The disc gave different bytes at different times, and no two reads agree, or there were not
    /// three.
    case unstableUndecided = "unstable-undecided"

    /// The image no longer holds what was read first: bit rot, or somebody wrote to it.
    case imageChanged = "image-changed"

    /// The image ends before these sectors.
    case imageTooShort = "image-too-short"

    /// The disc gives other bytes than the image holds, each time the same; what was read first is
    /// not known, so nobody can tell which of the two has changed.
    case imageDiffers = "image-differs"

    /// The image holds what the disc gives, but the recorded checksum is of something else.
    case recordDiffers = "record-differs"
}

/// Which sectors a verification compared, and what it found.
public struct VerifyResult: Hashable, Sendable {
    /// How many sectors are the same on all sides.
    public var identical = 0

    /// How many sectors of the image were never rescued, so that there was nothing to compare.
    public var skipped = 0

    /// Sectors that were rescued once and cannot be read now; by rising LBA.
    public var unreadable: [SectorRange] = []

    /// The sectors of each finding, by rising LBA; a sector may be in more than one.
    public private(set) var findings: [VerifyFinding: [SectorRange]] = [:]

    /// Makes the result of a verification that has not begun.
    package init() {}

    /// Whether nothing was found to differ.
    public var isAgreement: Bool { findings.isEmpty }

    /// How many sectors have a finding.
    public func count(of finding: VerifyFinding) -> Int {
        findings[finding, default: []].sectorCount
    }

    /// Notes a finding.
    mutating func note(_ finding: VerifyFinding, _ range: SectorRange) {
        guard !range.isEmpty else { return }
        findings[finding, default: []].appendMerging(range)
    }

    /// Notes sectors that cannot be read now.
    mutating func noteUnreadable(_ range: SectorRange) {
        unreadable.appendMerging(range)
    }

    /// Takes back that sectors from one on cannot be read.
    mutating func forgetUnreadable(from lba: LBA) {
        unreadable = unreadable.map { $0.clamped(to: SectorRange(0, lba)) }.filter { !$0.isEmpty }
    }

    /// Puts the findings in order; they come in two rounds.
    mutating func settle() {
        findings = findings.mapValues { SectorSet($0).ranges }
    }
}
