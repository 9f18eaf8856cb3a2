/// Where a verification stands.
public struct VerifyProgress: Sendable {
    /// How many sectors there are to be compared.
    public var sectorsToCompare = 0
    /// How many of them were read from the disc, or turned out not to be readable.
    public var sectorsRead = 0
    /// Where the last command read.
    public var position: LBA = 0
    /// How many reads failed.
    public var readErrors = 0
    /// How many sectors differ, as far as is known.
    public var differing = 0
    /// How long it has lasted.
    public var elapsed: Duration = .zero
}
