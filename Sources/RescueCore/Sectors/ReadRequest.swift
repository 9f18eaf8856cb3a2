/// One read command: which sectors, and how.
public struct ReadRequest: Hashable, Sendable {
    /// The sectors to be read.
    public var range: SectorRange

    /// Whether the bytes have to come from the medium, not from the drive's cache (the FUA bit).
    ///
    /// It costs a drive its streaming, so it is for the second look at a sector only.
    public var fromMedium: Bool

    /// Makes a request for `range`.
    public init(_ range: SectorRange, fromMedium: Bool = false) {
        self.range = range
        self.fromMedium = fromMedium
    }
}
